import { MessageChannel, type MessagePort, type ResourceLimits, Worker } from "node:worker_threads";
import { emDeclarations } from "./bootstrap.js";
import type { Connection } from "./connection.js";
import type { EngineName } from "./engineName.js";
import { moduleUrl } from "./packedModules.js";
import type { MainToServer, ServerStart, ServerToMain } from "./threadMessages.js";

/** Without limits V8 lets a worker gather garbage for a while before it looks (docs/decisions/0016). */
const resourceLimits: ResourceLimits = { maxYoungGenerationSizeMb: 6 };

/** What the server's thread asks of main. */
export type ServerOrder = Exclude<ServerToMain, { type: "serving" }>;

/** What main does with what the server's thread says. */
export interface ServerListener {
  onMessage(message: ServerOrder): void;
  /** The thread has failed, and with it the kernel. */
  onError(error: unknown): void;
}

/**
 * The thread of Jupyter's sockets, as main sees it. It is started before main has loaded its own modules, so that a front
 * end gets its first answer early; what it asks meanwhile waits.
 */
export class ServerThread {
  /** Where main asks the compiler. */
  readonly language: MessagePort;
  readonly streamBacklog = new SharedArrayBuffer(4);
  readonly commBacklog = new SharedArrayBuffer(4);
  /** Resolves when front ends get answers, or when it is clear that they never will: then the listener hears why. */
  readonly serving: Promise<void>;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #early: ((listener: ServerListener) => void)[] = [];
  #listener: ServerListener | undefined;

  constructor(connection: Connection, folder: string, engine: EngineName) {
    const { port1, port2 } = new MessageChannel();
    this.language = port1;
    const { streamBacklog, commBacklog } = this;
    const language = { engine, folder, emDeclarations: emDeclarations() };
    const workerData: ServerStart = { connection, mainCalls: port2, language, streamBacklog, commBacklog };
    // It starts the compiler's thread: a thread that ends is to be replaced while a cell keeps this one busy.
    this.#worker = new Worker(moduleUrl("kernel/server/serverWorker.js"), {
      workerData,
      transferList: [port2],
      resourceLimits,
    });
    // Asked for at once: it may have ended before anyone stops it.
    this.#ended = new Promise((resolve) => this.#worker.once("exit", () => resolve()));
    this.serving = new Promise((resolve) => {
      this.#worker.on("message", (message: ServerToMain) => {
        if (message.type === "serving") resolve();
        else this.#tell((listener) => listener.onMessage(message));
      });
      this.#worker.once("error", (error) => {
        this.#tell((listener) => listener.onError(error));
        resolve();
      });
    });
  }

  /** Gives the listener what has come so far, and from then on everything. */
  listen(listener: ServerListener): void {
    this.#listener = listener;
    for (const tell of this.#early.splice(0)) tell(listener);
  }

  post(message: MainToServer, transferred: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transferred);
  }

  /** Asks the thread to end, and with it the compiler's; resolves when it has: exiting under open sockets aborts the process. */
  async stop(): Promise<void> {
    this.post({ type: "stopServing" });
    await this.#ended;
  }

  #tell(tell: (listener: ServerListener) => void): void {
    if (this.#listener) tell(this.#listener);
    else this.#early.push(tell);
  }
}
