import { type ResourceLimits, Worker } from "node:worker_threads";
import { moduleUrl } from "../packedModules.js";
import type { Answer, Remote } from "../rpc.js";
import type { CheckResult, ErrorReport, KnownCell, LanguageCalls, LanguageStart } from "../threadMessages.js";
import { interruptedReport } from "./runQueue.js";

/**
 * What the compiler may use. Without limits V8 lets a worker gather hundreds of megabytes of garbage before it looks, and
 * one monstrous type fills the machine (docs/decisions/0016).
 */
const limits: ResourceLimits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 768, stackSizeMb: 64 };
/** After an interrupt, how long the compiler may take to end what it does before its thread is given up (ms). */
const graceMs = 300;

interface Waiting {
  readonly method: string;
  readonly args: readonly unknown[];
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  /** Nobody waits for it any more: what it declares must not stay known. */
  isInterrupted: boolean;
}

/**
 * The thread of the compiler, as the server sees it. A type can keep the compiler busy for hours or fill its memory: then
 * the thread is ended, a new one is started with the cells that the old one knew, and only the call that it was busy with
 * fails. Ending a busy thread takes some milliseconds, the new one about a second.
 */
export class LanguageThread {
  /** The calls that the thread answers, one after the other. */
  readonly calls: Remote<LanguageCalls>;
  readonly #start: LanguageStart;
  /** In the order in which they were sent: the first one is being worked on. */
  readonly #waiting = new Map<number, Waiting>();
  readonly #known = new Map<string, KnownCell>();
  /** The cell that was learnt last: only that one is taken back. */
  #lastKnown: { readonly runId: unknown; readonly name: string } | undefined;
  #worker: Worker | undefined;
  #isReady = false;
  #isStopped = false;
  #failure: Error | undefined;
  #lastCall = 0;

  constructor(start: LanguageStart) {
    this.#start = start;
    this.calls = new Proxy({} as Remote<LanguageCalls>, {
      get:
        (_, method: string) =>
        (...args: unknown[]) => {
          if (method === "check") return this.#check(...(args as Parameters<LanguageCalls["check"]>));
          if (method === "forget") this.#unlearn(...(args as Parameters<LanguageCalls["forget"]>));
          return this.#call(method, args);
        },
    });
    this.#run();
  }

  /** How many cells a new thread would be given: those that a known name leads to. @unitless */
  get knownCells(): number {
    return this.#known.size;
  }

  /**
   * Ends what the compiler is doing, where it does not end by itself in 300 ms; a cell that is being checked counts as
   * interrupted. Nothing happens while it is idle.
   */
  interrupt(): void {
    const [first] = this.#waiting.keys();
    if (first === undefined) return;
    for (const call of this.#waiting.values()) if (call.method === "check") call.isInterrupted = true;
    this.#endSoon(first);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#worker?.terminate();
  }

  #endSoon(call: number): void {
    const end = () => {
      this.#answerInterrupted();
      if (!this.#waiting.has(call) || !this.#worker) return;
      if (this.#isReady) this.#worker.terminate();
      // A thread that is still loading would only begin again: it checks the cell and forgets it before the next one.
      else this.#restore(this.#worker);
    };
    setTimeout(end, graceMs).unref();
  }

  /** The cells get their reply now, whenever the compiler comes to an end. */
  #answerInterrupted(): void {
    const result: CheckResult = { ok: false, error: interruptedReport };
    for (const call of this.#waiting.values()) if (call.isInterrupted) call.resolve(result as never);
  }

  async #check(source: string, runId: number, count: number): Promise<CheckResult> {
    try {
      return await this.#call<CheckResult>("check", [source, runId, count]);
    } catch (error) {
      if (error instanceof LanguageThreadError) return { ok: false, error: stoppedReport(error.message) };
      throw error;
    }
  }

  #call<T>(method: string, args: readonly unknown[]): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#lastCall += 1;
      this.#waiting.set(this.#lastCall, { method, args, resolve, reject, isInterrupted: false });
      if (this.#worker) this.#worker.postMessage({ call: this.#lastCall, method, args });
      else this.#run();
    });
  }

  /** Starts a thread with the known cells and sends it what waits. */
  #run(): void {
    const url = moduleUrl("kernel/language/languageWorker.js");
    const worker = new Worker(url, { workerData: this.#start, resourceLimits: limits });
    this.#worker = worker;
    this.#isReady = false;
    this.#failure = undefined;
    worker.on("message", (message: Answer | { readonly ready: true }) => this.#onMessage(message));
    worker.on("error", (error: Error) => {
      this.#failure = error;
    });
    worker.once("exit", () => this.#onExit());
    this.#restore(worker);
    for (const [call, { method, args }] of this.#waiting) worker.postMessage({ call, method, args });
  }

  #restore(worker: Worker): void {
    worker.postMessage({ call: 0, method: "restore", args: [[...this.#known.values()]] });
  }

  #onMessage(message: Answer | { readonly ready: true }): void {
    if ("ready" in message) {
      this.#isReady = true;
      const abandoned = [...this.#waiting].find(([, { isInterrupted }]) => isInterrupted);
      if (abandoned) this.#endSoon(abandoned[0]);
      return;
    }
    const call = this.#waiting.get(message.answer);
    if (!call) return;
    this.#waiting.delete(message.answer);
    if (message.error !== undefined) call.reject(new Error(message.error));
    else {
      if (call.method === "check") this.#learn(message.value as CheckResult, call);
      call.resolve(message.value as never);
    }
  }

  #learn(result: CheckResult, { args, isInterrupted }: Waiting): void {
    if (!result.ok || !result.known) return;
    if (isInterrupted) {
      if (this.#worker) this.#restore(this.#worker);
      return;
    }
    const { name, declarations, forgotten } = result.known;
    this.#known.set(name, [name, String(args[0]), [], declarations]);
    this.#lastKnown = { runId: args[1], name };
    for (const one of forgotten) this.#known.delete(one);
  }

  #unlearn(runId: number, unset?: readonly string[]): void {
    if (this.#lastKnown?.runId !== runId) return;
    const { name } = this.#lastKnown;
    const [, source, , declarations] = this.#known.get(name) ?? [];
    if (source !== undefined && unset) this.#known.set(name, [name, source, unset, declarations]);
    else this.#known.delete(name);
  }

  #onExit(): void {
    this.#worker = undefined;
    if (this.#isStopped) return;
    const wasReady = this.#isReady;
    const error = new LanguageThreadError(reasonOf(this.#failure));
    const [culprit] = this.#waiting.keys();
    for (const [call, { reject, isInterrupted }] of [...this.#waiting]) {
      // A thread that cannot even start fails all calls.
      if (wasReady && call !== culprit && !isInterrupted) continue;
      this.#waiting.delete(call);
      reject(error);
    }
    if (wasReady) this.#run();
  }
}

/** The thread of the compiler has ended in the middle of a call. */
class LanguageThreadError extends Error {}

function reasonOf(failure: (Error & { readonly code?: string }) | undefined): string {
  if (!failure) return "the compiler was interrupted";
  if (failure.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return `its types need more than ${limits.maxOldGenerationSizeMb} MB of memory`;
  }
  return `the compiler ended with ${failure.message}`;
}

function stoppedReport(reason: string): ErrorReport {
  const evalue = `the type check of this cell was stopped: ${reason}`;
  const fix = "fix: look for a type that calls itself or that multiplies unions; give it fewer members.";
  const note = "Nothing of this cell was run; what earlier cells declare is still known.";
  return { ename: "TypeCheckStopped", evalue, traceback: [`TypeCheckStopped: ${evalue}`, fix, note] };
}
