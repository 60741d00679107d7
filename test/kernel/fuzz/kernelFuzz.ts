import * as zmq from "zeromq";
import { contentProblem } from "../../../kernel/server/requestContent.js";
import { Wire } from "../../../kernel/wire.js";
import { KernelClient } from "../kernelClient.js";
import { brokenConnections } from "./brokenConnections.js";
import { Forger, type FuzzKind } from "./forger.js";

/** What came of throwing messages at a kernel. */
export interface FuzzFigures {
  readonly name: string;
  /** Messages sent to a running kernel, over its sockets. */
  readonly overSockets: number;
  /** Messages decoded in this process by the same code that the kernel reads with. */
  readonly inProcess: number;
  readonly kinds: Readonly<Partial<Record<FuzzKind, number>>>;
  /** Messages that are not genuine and were answered, published for, or let through: none, when all is well. */
  readonly letThrough: readonly string[];
  /** Genuine messages that were not read, though they make no sense only in their content. */
  readonly refusedGenuine: number;
  readonly exceptions: readonly string[];
  /** From a valid request of another client, in the midst of it all, to its reply: the median (ms). */
  readonly nextAnswerMs: number;
  /** What the kernel wrote to its standard error. */
  readonly kernelErrors: string;
  /** True when at the end a cell gave its result, and the fuzzed sockets themselves answered a valid request. */
  readonly stillWorks: boolean;
}

/** How often a valid request is timed among the others. */
const probes = 20;
/** A kernel that takes nothing for so long is dead (ms). */
const patienceMs = 20_000;
/** Most messages on the way that the kernel has not read: as many as a stranger could leave behind. */
const highWaterMark = 1000;

interface Share {
  readonly kinds: Partial<Record<FuzzKind, number>>;
  readonly letThrough: string[];
}

/** Throws `overSockets` messages at a running kernel, on shell, control and stdin, and decodes `inProcess` more here. */
export async function kernelFuzz(
  overSockets: number,
  inProcess: number,
  seed: number,
  onProgress: (done: number) => void = () => {},
): Promise<FuzzFigures> {
  const share: Share = { kinds: {}, letThrough: [] };
  const decoded = decodeAll(inProcess, seed, share, onProgress);
  const kernel = await KernelClient.start();
  const forger = new Forger(String(kernel.connection["key"]), seed + 1);
  const strangers = new Strangers(kernel);
  const times: number[] = [];
  let stillWorks = false;
  try {
    await brokenConnections(Number(kernel.connection["shell_port"]), seed);
    for (let sent = 0; sent < overSockets; sent += 1) {
      const { kind, frames } = forger.next();
      share.kinds[kind] = (share.kinds[kind] ?? 0) + 1;
      await strangers.send(sent, frames);
      if (sent % Math.ceil(overSockets / probes) !== 0) continue;
      times.push(await answerMs(kernel));
      onProgress(inProcess + sent);
    }
    stillWorks = (await strangers.areAnswered()) && (await kernel.run("6 * 7")).result === "42";
  } finally {
    strangers.close();
    // A kernel that has broken may not end by itself.
    if (!stillWorks) kernel.process.kill("SIGKILL");
    else await kernel.shutdown();
  }
  const published = kernel.published.map(({ parent }) => String(parent.msg_id)).filter((id) => id.startsWith("forged"));
  const letThrough = [...share.letThrough, ...published, ...strangers.wrongAnswers()];
  return {
    name: "kernel-fuzz",
    overSockets,
    inProcess,
    kinds: share.kinds,
    letThrough,
    ...decoded,
    nextAnswerMs: times.sort((a, b) => a - b)[times.length >> 1] ?? 0,
    kernelErrors: kernel.processErrors,
    stillWorks,
  };
}

function decodeAll(count: number, seed: number, { kinds, letThrough }: Share, onProgress: (done: number) => void) {
  const forger = new Forger("key", seed);
  const wire = new Wire("key");
  const exceptions: string[] = [];
  let refusedGenuine = 0;
  for (let done = 0; done < count; done += 1) {
    const { kind, frames, isGenuine } = forger.next();
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    try {
      // As a router hands it over: with the identity of the peer in front.
      const message = wire.decode([peer, ...frames]);
      if (message) contentProblem(message);
      // The first replay may have nothing yet to send again.
      if (message && !message.header.msg_id.startsWith("absurd")) letThrough.push(`${kind} ${message.header.msg_id}`);
      if (!message && isGenuine) refusedGenuine += 1;
      if (message && kind === "replayed" && done > 5000) letThrough.push(`replayed ${message.header.msg_id}`);
    } catch (error) {
      exceptions.push(`${kind}: ${String(error)}`);
    }
    if (done % 1_000_000 === 0) onProgress(done);
  }
  return { exceptions, refusedGenuine };
}

const peer = Buffer.from([0, 1, 2, 3, 4]);

async function answerMs(kernel: KernelClient): Promise<number> {
  const startMs = performance.now();
  await kernel.replyTo(await kernel.send("kernel_info_request", {}));
  return performance.now() - startMs;
}

/** Sockets that know the key, on the three channels that take requests, and what they hear. */
class Strangers {
  readonly #wire: Wire;
  readonly #sockets: readonly zmq.Dealer[];
  readonly #heard = new Map<string, number>();
  /** Replies without the status that each must have. */
  readonly #shapeless: string[] = [];
  #isClosed = false;

  constructor(kernel: KernelClient) {
    this.#wire = new Wire(String(kernel.connection["key"]));
    this.#sockets = (["shell", "control", "stdin"] as const).map((channel) => {
      const socket = new zmq.Dealer({ linger: 0, sendHighWaterMark: highWaterMark, sendTimeout: patienceMs });
      socket.connect(kernel.address(channel));
      this.#listen(socket);
      return socket;
    });
  }

  async send(turn: number, frames: readonly Buffer[]): Promise<void> {
    // ZeroMQ has no message without frames.
    if (frames.length > 0) await this.#sockets[turn % 3]!.send(frames as Buffer[]);
  }

  /** Shell and control still answer their own valid request; stdin has nothing to say. */
  async areAnswered(): Promise<boolean> {
    for (const socket of this.#sockets.slice(0, 2)) {
      const frames = this.#wire.encode({ type: "kernel_info_request", content: {} });
      const { msg_id } = JSON.parse(String(frames[2])) as { msg_id: string };
      await socket.send(frames as Buffer[]);
      for (const endMs = performance.now() + 30_000; !this.#heard.has(msg_id); ) {
        if (performance.now() > endMs) return false;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    return true;
  }

  /** Answers to what is not genuine, and second answers to what was sent again. */
  wrongAnswers(): string[] {
    const wrong = [...this.#heard]
      .filter(([id, count]) => count > 1 || id.startsWith("forged"))
      .map(([id, count]) => `${id} ${count} times`);
    return [...wrong, ...this.#shapeless];
  }

  close(): void {
    this.#isClosed = true;
    for (const socket of this.#sockets) socket.close();
  }

  async #listen(socket: zmq.Dealer): Promise<void> {
    try {
      for await (const [, , , parent, , content] of socket) {
        const { msg_id = "no parent" } = JSON.parse(String(parent)) as { msg_id?: string };
        this.#heard.set(msg_id, (this.#heard.get(msg_id) ?? 0) + 1);
        const { status, success } = JSON.parse(String(content)) as { status?: unknown; success?: unknown };
        // A debugger has its own word for it.
        if (typeof status !== "string" && typeof success !== "boolean")
          this.#shapeless.push(`${msg_id} got ${String(content).slice(0, 100)}`);
      }
    } catch (error) {
      if (!this.#isClosed) throw error;
    }
  }
}
