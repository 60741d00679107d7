import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as zmq from "zeromq";
import { type ChannelName, type Connection, endpoint } from "../../kernel/connection.js";
import { kernelspec } from "../../kernel/kernelspec.js";
import { type Message, type Outgoing, Wire } from "../../kernel/wire.js";

const entry = fileURLToPath(new URL("../../kernel/main.cjs", import.meta.url));
/** Only a broken kernel takes this long (ms): tests wait for messages, not for times. */
const patienceMs = 60_000;
/** How long what a kernel sent before its end may be on its way (ms). */
const lastWordsMs = 500;
/** How often a socket tries to reach a kernel that has not bound it yet (ms). */
const reconnectMs = 10;

type Content = Readonly<Record<string, unknown>>;
type Channel = "shell" | "control" | "stdin";
type Extras = Pick<Outgoing, "metadata" | "buffers" | "parent">;

/** What came of one request: its reply and what was published for it, up to the idle status. */
export interface Exchange {
  readonly reply: Message;
  readonly published: readonly Message[];
}

/** What a cell showed. */
export interface CellResult {
  readonly status: unknown;
  readonly reply: Content;
  /** The text of the result, or undefined where there is none. */
  readonly result: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Name, message and the traceback without colours. */
  readonly error: { readonly ename: string; readonly evalue: string; readonly text: string } | undefined;
  /** Types of the published messages in order, statuses with their state. */
  readonly types: readonly string[];
  readonly published: readonly Message[];
}

/** How a kernel is started. */
export interface KernelLaunch {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** As in a kernelspec, with `{connection_file}`; by default this project's kernel. */
  readonly argv?: readonly string[];
  /** Encrypts all channels with keys of their own. */
  readonly curve?: boolean;
  /** Listens on socket files instead of ports. */
  readonly ipc?: boolean;
  /** Signs the messages; an empty one signs none. By default a random one. */
  readonly key?: string;
}

/** A kernel process and the client end of its sockets. */
export class KernelClient {
  readonly process: ChildProcess;
  /** Everything that was published since the start. */
  readonly published: Message[] = [];
  readonly #publishedFor = new Map<string, Message[]>();
  /** What cells have asked on the stdin channel. */
  readonly questions: Message[] = [];
  /** What the process wrote to its own standard error: nothing, when all is well. */
  processErrors = "";
  /** When the process was started, on the clock of `performance.now`. */
  readonly launchedMs: number;
  readonly #wire: Wire;
  readonly #folder: string;
  readonly #shell: zmq.Dealer;
  readonly #stdin: zmq.Dealer;
  readonly #control: zmq.Dealer;
  readonly #iopub: zmq.Subscriber;
  readonly #replies = new Map<string, Message>();
  readonly #watchers = new Set<() => void>();
  readonly #connection: Readonly<Record<string, unknown>>;

  /** Starts a kernel in a folder and waits until it answers. */
  static async start(options: KernelLaunch = {}): Promise<KernelClient> {
    const client = await KernelClient.launch(options);
    // What is published before the subscription has arrived is lost: so the welcome comes first.
    await client.until(() => client.published.some(({ header }) => header.msg_type === "iopub_welcome"));
    await client.request("kernel_info_request", {});
    return client;
  }

  /** Starts a kernel and does not wait for it. */
  static async launch(options: KernelLaunch): Promise<KernelClient> {
    return new KernelClient(options.ipc ? [1, 2, 3, 4, 5] : await freePorts(5), options);
  }

  private constructor(
    ports: readonly number[],
    { cwd, env, argv = ownArgv, curve, ipc, key = randomUUID() }: KernelLaunch,
  ) {
    const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports;
    const own = { shell_port, iopub_port, stdin_port, control_port, hb_port, key };
    this.#folder = mkdtempSync(join(tmpdir(), "emlab-test-"));
    const place = ipc ? { ip: join(this.#folder, "socket"), transport: "ipc" } : { ip: "127.0.0.1", transport: "tcp" };
    const keys = curve ? zmq.curveKeyPair() : undefined;
    const curveKeys = keys && { curve_publickey: keys.publicKey, curve_secretkey: keys.secretKey };
    this.#connection = { ...own, ...place, ...curveKeys, signature_scheme: "hmac-sha256" };
    const file = join(this.#folder, "connection.json");
    writeFileSync(file, JSON.stringify(this.#connection), { mode: 0o600 });
    this.#wire = new Wire(key);
    const [program = "", ...args] = argv.map((word) => word.replace("{connection_file}", file));
    this.launchedMs = performance.now();
    this.process = spawn(program, args, {
      cwd: cwd ?? this.#folder,
      env: {
        ...process.env,
        JPY_PARENT_PID: String(process.pid),
        EMLAB_HISTORY: join(this.#folder, "history"),
        ...env,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.process.stderr?.on("data", (data: Buffer) => {
      this.processErrors += data.toString();
    });
    const options = { linger: 0, reconnectInterval: reconnectMs, ...(keys && clientSecurity(keys.publicKey)) };
    // One identity for both, as Jupyter's clients have it: questions go to the client that runs the cell.
    const asked = { ...options, routingId: randomUUID() };
    this.#shell = new zmq.Dealer(asked);
    this.#stdin = new zmq.Dealer(asked);
    this.#control = new zmq.Dealer(options);
    this.#iopub = new zmq.Subscriber({ receiveHighWaterMark: 0, ...options });
    this.#shell.connect(this.address("shell"));
    this.#stdin.connect(this.address("stdin"));
    this.#control.connect(this.address("control"));
    this.#iopub.connect(this.address("iopub"));
    this.#iopub.subscribe();
    this.#receive(this.#shell);
    this.#receive(this.#stdin);
    this.#receive(this.#control);
    this.#receive(this.#iopub);
  }

  get folder(): string {
    return this.#folder;
  }

  /** What the connection file says. */
  get connection(): Readonly<Record<string, unknown>> {
    return this.#connection;
  }

  /** Where a channel listens. */
  address(channel: ChannelName): string {
    return endpoint(this.#connection as unknown as Connection, channel);
  }

  /** Sends a request without waiting; returns its id. */
  async send(type: string, content: Content, channel: Channel = "shell", extras: Extras = {}): Promise<string> {
    const frames = this.#wire.encode({ type, content, ...extras });
    await this.sendFrames(frames, channel);
    return (JSON.parse(frames[2]!.toString()) as { msg_id: string }).msg_id;
  }

  /** Sends frames as they are, for messages that a kernel must refuse. */
  async sendFrames(frames: readonly (Buffer | Uint8Array)[], channel: Channel = "shell"): Promise<void> {
    const sockets = { shell: this.#shell, control: this.#control, stdin: this.#stdin };
    await sockets[channel].send(frames as Buffer[]);
  }

  /** Waits for the question with this number (from 0) since the start. */
  async question(number: number): Promise<Message> {
    await this.until(() => this.questions.length > number);
    return this.questions[number]!;
  }

  /** Answers a question of a cell. */
  async answer(question: Message, value: string): Promise<void> {
    await this.send("input_reply", { status: "ok", value }, "stdin", { parent: question.header });
  }

  /** Sends a request and waits for its reply and its idle status. */
  async request(type: string, content: Content, channel: "shell" | "control" = "shell"): Promise<Exchange> {
    const id = await this.send(type, content, channel);
    return { reply: await this.replyTo(id), published: await this.publishedFor(id) };
  }

  async replyTo(id: string): Promise<Message> {
    await this.until(() => this.#replies.has(id));
    return this.#replies.get(id)!;
  }

  /** All replies so far. */
  get replies(): readonly Message[] {
    return [...this.#replies.values()];
  }

  /** Whether a reply has come so far. */
  hasReplyTo(id: string): boolean {
    return this.#replies.has(id);
  }

  /** What was published for a request, once it is idle. */
  async publishedFor(id: string): Promise<Message[]> {
    // From the end: the idle status is among the last, also of a cell that has printed much.
    const isIdle = ({ content }: Message) => content["execution_state"] === "idle";
    await this.until(() => this.#publishedFor.get(id)?.findLast(isIdle) !== undefined);
    return [...this.#publishedFor.get(id)!];
  }

  /** What has been published for a request until now. */
  publishedSoFar(id: string): readonly Message[] {
    return this.#publishedFor.get(id) ?? [];
  }

  /** Forgets what was received, so that a client that runs many thousands of cells does not grow. */
  forget(): void {
    this.published.length = 0;
    this.#publishedFor.clear();
    this.#replies.clear();
  }

  async sendCell(code: string, options: Content = {}): Promise<string> {
    const defaults = { silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    return this.send("execute_request", { code, ...defaults, stop_on_error: true, ...options });
  }

  async run(code: string, options: Content = {}): Promise<CellResult> {
    return this.resultOf(await this.sendCell(code, options));
  }

  /** The result of a cell that was sent before. */
  async resultOf(id: string): Promise<CellResult> {
    const published = await this.publishedFor(id);
    const reply = (await this.replyTo(id)).content;
    return cellResult(reply, published);
  }

  /** Resolves when a cell has begun to run and has printed this text. */
  async printed(id: string, text: string): Promise<void> {
    await this.until(() => this.publishedSoFar(id).some((message) => textIn(message).includes(text)));
  }

  async interrupt(): Promise<void> {
    await this.request("interrupt_request", {}, "control");
  }

  /** One round trip on the heartbeat channel. */
  async heartbeat(): Promise<void> {
    const serverKey = this.#connection["curve_publickey"];
    const security = typeof serverKey === "string" ? clientSecurity(serverKey) : {};
    const socket = new zmq.Request({ linger: 0, receiveTimeout: patienceMs, ...security });
    socket.connect(this.address("hb"));
    await socket.send("beat");
    await socket.receive();
    socket.close();
  }

  /** Asks for shutdown, waits for the end of the process, closes the sockets and removes the folder. Returns the exit code. */
  async shutdown(): Promise<number | null> {
    await this.send("shutdown_request", { restart: false }, "control");
    return this.ended();
  }

  async ended(): Promise<number | null> {
    if (this.#ending === undefined) await once(this.process, "exit");
    for (const socket of [this.#shell, this.#stdin, this.#control, this.#iopub]) socket.close();
    rmSync(this.#folder, { recursive: true, force: true });
    return this.process.exitCode;
  }

  /** Resolves when the condition holds; looks again after every message. Rejects when the process has ended without it. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const stop = () => {
        for (const timer of timers) clearTimeout(timer);
        this.process.off("exit", giveUpSoon);
        this.#watchers.delete(look);
      };
      const look = () => {
        if (!condition()) return;
        stop();
        resolve();
      };
      const giveUp = (what: string) => {
        stop();
        reject(new Error(`the kernel ${what}; its errors: ${this.processErrors}`));
      };
      const timers = [setTimeout(() => giveUp(`did not do it in ${patienceMs / 1000} s`), patienceMs)];
      // What it sent before its end may still be on its way.
      const giveUpSoon = () => timers.push(setTimeout(() => giveUp(`ended with ${this.#ending}`), lastWordsMs));
      this.#watchers.add(look);
      if (this.#ending === undefined) this.process.once("exit", giveUpSoon);
      else giveUpSoon();
    });
  }

  get hasEnded(): boolean {
    return this.#ending !== undefined;
  }

  /** The exit code or the signal that ended the process; undefined while it runs. */
  get #ending(): string | undefined {
    const { exitCode, signalCode } = this.process;
    return exitCode === null ? (signalCode ?? undefined) : `code ${exitCode}`;
  }

  async #receive(socket: zmq.Dealer | zmq.Subscriber): Promise<void> {
    for await (const frames of socket) {
      const message = this.#wire.decode(frames);
      if (!message) continue;
      if (socket === this.#iopub) this.#keep(message);
      else if (socket === this.#stdin) this.questions.push(message);
      else this.#replies.set(String(message.parent.msg_id), message);
      for (const look of [...this.#watchers]) look();
    }
  }

  #keep(message: Message): void {
    this.published.push(message);
    const id = String(message.parent.msg_id);
    const own = this.#publishedFor.get(id);
    if (own) own.push(message);
    else this.#publishedFor.set(id, [message]);
  }
}

const ownArgv = kernelspec(process.execPath, entry)["argv"] as readonly string[];

function cellResult(reply: Content, published: readonly Message[]): CellResult {
  const errorContent = published.find(({ header }) => header.msg_type === "error")?.content;
  const data = published.find(({ header }) => header.msg_type === "execute_result")?.content["data"] as Content;
  return {
    status: reply["status"],
    reply,
    result: data?.["text/plain"] as string | undefined,
    stdout: streamText(published, "stdout"),
    stderr: withoutColour(streamText(published, "stderr")),
    error: errorContent && {
      ename: String(errorContent["ename"]),
      evalue: String(errorContent["evalue"]),
      text: withoutColour((errorContent["traceback"] as string[]).join("\n")),
    },
    types: published.map(({ header, content }) => String(content["execution_state"] ?? header.msg_type)),
    published,
  };
}

function streamText(published: readonly Message[], name: string): string {
  return published
    .filter(({ content }) => content["name"] === name)
    .map(textIn)
    .join("");
}

function textIn({ content }: Message): string {
  return typeof content["text"] === "string" ? content["text"] : "";
}

/** The options of a socket that knows the kernel's public key. */
export function clientSecurity(serverKey: string) {
  const { publicKey, secretKey } = zmq.curveKeyPair();
  return { curveServerKey: serverKey, curvePublicKey: publicKey, curveSecretKey: secretKey };
}

/** Text without terminal colours. */
export function withoutColour(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
  return text.replace(/\u001b\[\d+m/g, "");
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  const ports = await Promise.all(
    servers.map(async (server) => {
      await once(server, "listening");
      return (server.address() as { port: number }).port;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
