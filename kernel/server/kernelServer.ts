import { writeSync } from "node:fs";
import { Session } from "node:inspector";
import type { MessagePort } from "node:worker_threads";
import { distFolder } from "../bootstrap.js";
import { KernelDebugger } from "../debug/kernelDebugger.js";
import { History } from "../history/history.js";
import { historyFolder } from "../history/historyFolder.js";

import { MemorySweep } from "../memorySweep.js";
import { serveCalls } from "../rpc.js";
import { SendBacklog } from "../sendBacklog.js";
import type { MainToServer, Published, ServerStart, ServerToMain } from "../threadMessages.js";
import { type Header, type Message, Wire } from "../wire.js";
import { bindChannels, type Channels } from "./channels.js";
import { CommRelay } from "./commRelay.js";
import { InterruptLadder } from "./interruptLadder.js";
import type { LanguageThread } from "./languageThread.js";
import { watchParent } from "./parentWatch.js";
import { Publisher } from "./publisher.js";
import { contentProblem } from "./requestContent.js";
import { directAnswers, type Reply } from "./requests.js";
import { interruptedReport, RunQueue } from "./runQueue.js";
import type { SendQueue } from "./sendQueue.js";
import { StdinChannel } from "./stdinChannel.js";

/** How long the main thread has to end by itself at shutdown before the process is killed (ms). */
const shutdownMs = 4000;
/** After an interrupt, how long the main thread has to report the end of the cell before the server does (ms). */
const mainReplyMs = 1500;

type Answer = (request: Message) => Promise<Reply | undefined> | Reply | undefined;

/** The Jupyter side of the kernel, on a thread of its own: it answers while a cell spins. */
export class KernelServer {
  readonly #main: MessagePort;
  readonly #language: LanguageThread;
  readonly #mainCalls: MessagePort;
  readonly #backlog: Int32Array;
  readonly #wire: Wire;
  readonly #channels: Channels;
  readonly #publisher: Publisher;
  readonly #runs: RunQueue;
  readonly #comms: CommRelay;
  readonly #commBacklog: SendBacklog;
  readonly #stdin: StdinChannel;
  readonly #inspector = new Session();
  readonly #sweep = new MemorySweep();
  readonly #ladder: InterruptLadder;
  readonly #debugger: KernelDebugger;
  readonly #history = new History(historyFolder(), (sentence) => writeSync(2, `emlab kernel: ${sentence}\n`));
  readonly #answers: Readonly<Record<string, Answer>>;
  readonly #stopWatching: () => void;

  /** Binds the sockets and begins to answer. */
  static async start(start: ServerStart, main: MessagePort, language: LanguageThread): Promise<KernelServer> {
    const server = new KernelServer(start, main, language, await bindChannels(start.connection));
    server.#inspector.connectToMainThread();
    server.#publisher.status({}, "starting");
    server.#listen("shell");
    server.#listen("control");
    return server;
  }

  private constructor(start: ServerStart, main: MessagePort, language: LanguageThread, channels: Channels) {
    this.#main = main;
    this.#mainCalls = start.mainCalls;
    this.#language = language;
    const { localModules, keep } = language.calls;
    serveCalls(start.mainCalls, { localModules, keep });
    this.#backlog = new Int32Array(start.streamBacklog);
    this.#wire = new Wire(start.connection.key);
    this.#channels = channels;
    this.#publisher = new Publisher(this.#wire, channels, (characters) => this.#streamSent(characters));
    this.#ladder = new InterruptLadder({
      ask: (sequence, forced) => this.#post({ type: "interrupt", sequence, forced }),
      terminated: () => this.#post({ type: "terminated" }),
      terminate: () => new Promise((resolve) => this.#inspector.post("Runtime.terminateExecution", () => resolve())),
    });
    this.#debugger = new KernelDebugger({
      language: language.calls,
      internalRoot: distFolder,
      publish: (content) => this.#publisher.publish({}, "debug_event", content),
      interrupt: () => this.#interrupt(),
    });
    this.#runs = new RunQueue({
      publisher: this.#publisher,
      language: language.calls,
      history: this.#history,
      reply: (request, content) => {
        this.#reply(channels.shellOut, request, content);
        this.#sweep.tick();
      },
      startRun: async (run) => {
        await this.#ladder.settled();
        await this.#debugger.beforeRun(run);
        this.#post({ type: "run", run });
      },
    });
    this.#comms = new CommRelay({
      post: (request, transferred) => this.#post({ type: "comm", request }, transferred),
      settled: () => this.#ladder.settled(),
    });
    this.#commBacklog = new SendBacklog(new Int32Array(start.commBacklog));
    this.#stdin = new StdinChannel({
      wire: this.#wire,
      socket: channels.stdin,
      requestOf: (runId) => this.#runs.requestOf(runId),
      flush: () => this.#publisher.flush(),
      answer: (inputId, value) => this.#post({ type: "inputReply", inputId, value }),
    });
    this.#answers = {
      ...directAnswers(language.calls, this.#history, start.connection),
      interrupt_request: () => this.#interrupt(),
      debug_request: ({ content }) => this.#debugger.answer(content),
      shutdown_request: (request) => this.#shutdown(request),
      comm_open: (request) => this.#comms.handle(request),
      comm_msg: (request) => this.#comms.handle(request),
      comm_close: (request) => this.#comms.handle(request),
      comm_info_request: (request) => this.#comms.info(request),
    };
    this.#stopWatching = watchParent(() => this.#stopMain());
  }

  /** Takes a message of the main thread. */
  onMain(message: MainToServer): void {
    switch (message.type) {
      case "stream":
        this.#publisher.stream(this.#parentOf(message.runId), message.name, message.text);
        return;
      case "publish":
        this.#publish(message);
        if (message.messageType === "execute_result") this.#runs.resultShown(message.runId, message.contentJson);
        return;
      case "ran":
        this.#runs.settle(message.runId, message.outcome);
        return;
      case "interruptSeen":
        this.#ladder.seen(message.sequence);
        return;
      case "commHandled":
        this.#comms.handled(message.owner, message.isOver);
        return;
      case "commState":
        this.#comms.changed(message.id, message.targetName);
        return;
      case "ask":
        this.#stdin.ask(message.question);
        return;
      case "askEnded":
        this.#stdin.ended(message.inputId);
        return;
      case "stopServing":
        this.#stop();
        return;
    }
  }

  async #listen(name: "shell" | "control"): Promise<void> {
    const out = name === "shell" ? this.#channels.shellOut : this.#channels.controlOut;
    for await (const frames of this.#channels[name]) {
      const request = this.#wire.decode(frames);
      if (!request) continue;
      const problem = contentProblem(request);
      if (problem) this.#refuse(out, request, problem);
      else if (name === "shell" && request.header.msg_type === "execute_request") this.#runs.add(request);
      else this.#answer(out, request);
      if (name === "shell") await this.#comms.room();
    }
  }

  async #publish(message: Published): Promise<void> {
    const { runId, messageType, contentJson, backlogBytes = 0 } = message;
    await this.#publisher.publish(this.#parentOf(runId), messageType, contentJson, message);
    if (backlogBytes > 0) this.#commBacklog.release(backlogBytes);
  }

  #parentOf(owner: number): Partial<Header> {
    return this.#comms.parentOf(owner) ?? this.#runs.parentOf(owner);
  }

  async #answer(out: SendQueue, request: Message): Promise<void> {
    const { header } = request;
    this.#publisher.status(header, "busy");
    try {
      const answer = Object.hasOwn(this.#answers, header.msg_type) ? this.#answers[header.msg_type] : undefined;
      const content = await answer?.(request);
      if (content) this.#reply(out, request, content);
    } catch (error) {
      const evalue = error instanceof Error ? error.message : String(error);
      this.#reply(out, request, { status: "error", ename: "KernelError", evalue, traceback: [evalue] });
    }
    this.#publisher.status(header, "idle");
  }

  /** Says what is wrong with the content of a genuine request. */
  #refuse(out: SendQueue, request: Message, evalue: string): void {
    this.#publisher.status(request.header, "busy");
    const counted = request.header.msg_type === "execute_request" ? { execution_count: this.#runs.count } : {};
    this.#reply(out, request, { status: "error", ename: "InvalidRequest", evalue, traceback: [evalue], ...counted });
    this.#publisher.status(request.header, "idle");
  }

  #reply(out: SendQueue, request: Message, content: Reply): void {
    const { identities, header } = request;
    const type = header.msg_type.replace(/_request$/, "_reply");
    // What a cell has printed reaches the front end before its reply does.
    this.#publisher.flush();
    out.send(this.#wire.encode({ identities, type, parent: header, content }));
  }

  #interrupt(): Reply {
    const runId = this.#runs.interruptCurrent();
    this.#language.interrupt();
    this.#climb().then((answered) => {
      if (answered) this.#comms.passed();
      this.#replyInPlaceOfMain(runId, answered);
    });
    return { status: "ok" };
  }

  /** Stops the main thread, also where a debugger has stopped it already. */
  #climb(): Promise<boolean> {
    return this.#debugger.during(() => this.#ladder.climb());
  }

  /** The cell gets its reply even where the main thread is held by native code or has lost the run by a termination. */
  #replyInPlaceOfMain(runId: number | undefined, answered: boolean): void {
    if (runId === undefined) return;
    const advice = answered ? [] : ["It runs native code that cannot be stopped. Wait for it, or restart the kernel."];
    const traceback = [...interruptedReport.traceback, ...advice];
    const settle = () => this.#runs.settle(runId, { status: "error", ...interruptedReport, traceback });
    setTimeout(settle, answered ? mainReplyMs : 0).unref();
  }

  #shutdown(request: Message): Reply {
    const restart = request.content["restart"] === true;
    // After the reply and the idle status of this request have been queued.
    setImmediate(() => this.#stopMain());
    return { status: "ok", restart };
  }

  /** Ends the process through the main thread, by force where it does not end by itself. */
  async #stopMain(): Promise<void> {
    this.#stopWatching();
    // SIGKILL, since a native call on the main thread would also hold back every softer end.
    setTimeout(() => process.kill(process.pid, "SIGKILL"), shutdownMs).unref();
    await this.#climb();
    this.#post({ type: "shutdown" });
  }

  async #stop(): Promise<void> {
    this.#ladder.stop();
    this.#publisher.flush();
    await Promise.all([this.#channels.close(), this.#history.close()]);
    await this.#debugger.stop();
    this.#inspector.disconnect();
    this.#mainCalls.close();
    await this.#language.stop();
    this.#main.close();
  }

  #post(message: ServerToMain, transferred: readonly ArrayBuffer[] = []): void {
    this.#main.postMessage(message, transferred);
  }

  #streamSent(characters: number): void {
    Atomics.sub(this.#backlog, 0, characters);
    Atomics.notify(this.#backlog, 0);
  }
}
