import { availableParallelism } from "node:os";
import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { Piscina } from "piscina";
import { EmError } from "../core/error.js";
import type { Progress } from "../core/progress.js";
import type { Report, Task } from "./computeWorker.js";
import type { Job, JobEngine } from "./job.js";
import { unpackError } from "./packedError.js";

export interface WorkerEngineOptions {
  /** Most worker threads at a time. Default: cores - 1, at least 2 and at most 4. @unitless */
  readonly maxThreads?: number;
  /** A worker that had nothing to do for so long ends, and frees its memory. Default 60. */
  readonly idleTimeS?: number;
}

/** How long dispose waits for jobs that were asked to end before it ends their threads. */
const CLOSE_TIMEOUT_MS = 5000;

/**
 * A JobEngine of worker threads in this process. Threads start with the first jobs, never keep the process alive when idle, and keep
 * their modules and working memory for the next job.
 *
 * Cost: about 60 ms for the first job of a thread, 0.2 ms for any other; args are copied (2048 x 2048 float32: 15 ms, or nothing with
 * `transfer`), typed arrays in results are moved.
 *
 * @example
 * const engine = workerEngine();
 * const module = new URL("../numeric/index.js", import.meta.url);
 * await engine.run({ module, name: "goodSize", args: [1021] }); // 1024
 * await engine.dispose();
 */
export function workerEngine(options: WorkerEngineOptions = {}): JobEngine {
  const running = new Set<RunningJob>();
  let pool: Promise<Piscina> | undefined;
  let disposed = false;
  const run = async <T>(job: Job): Promise<T> => {
    if (disposed) throw abortedError(job, "the engine was closed");
    if (job.signal?.aborted) throw abortedError(job, job.signal.reason);
    pool ??= startPool(options);
    const started = new RunningJob(job);
    running.add(started);
    try {
      return (await started.on(pool)) as T;
    } finally {
      running.delete(started);
    }
  };
  const dispose = async (): Promise<void> => {
    if (disposed) return;
    disposed = true;
    for (const job of running) job.abort("the engine was closed");
    if (pool) await (await pool).close({ force: true });
  };
  return { run, dispose };
}

/** Two at least: a quick job need not wait for the end of a long one. Four at most: each may hold a frame's working memory. */
const defaultThreads = () => Math.max(2, Math.min(4, availableParallelism() - 1));

async function startPool({ maxThreads = defaultThreads(), idleTimeS = 60 }: WorkerEngineOptions): Promise<Piscina> {
  // Loaded when first needed: a notebook that only opens a file starts no pool.
  const { Piscina } = await import("piscina");
  const pool = new Piscina({
    filename: new URL("./computeWorker.js", import.meta.url).href,
    name: "runTask",
    minThreads: 0,
    maxThreads,
    idleTimeout: idleTimeS * 1000,
    recordTiming: false,
    closeTimeout: CLOSE_TIMEOUT_MS,
  });
  // A close that ran into its timeout; the threads are ended then, which is what was wanted.
  pool.on("error", () => {});
  return pool;
}

/** One job between its start and its outcome. */
class RunningJob {
  readonly #job: Job;
  readonly #flag = new Int32Array(new SharedArrayBuffer(4));
  readonly #terminate = new AbortController();
  readonly #outcome: Promise<unknown>;
  #resolve: (value: unknown) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #port: MessagePort | undefined;

  constructor(job: Job) {
    this.#job = job;
    const called = new Error("called");
    this.#outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = (error) => reject(withCallsOf(called, error));
    });
    // An abort may come before anyone waits for the outcome: Node would take that for an error nobody handles.
    this.#outcome.catch(() => {});
  }

  /** Waits for the outcome on a pool. */
  async on(starting: Promise<Piscina>): Promise<unknown> {
    const { signal } = this.#job;
    const onAbort = () => this.abort(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      this.#post(await starting);
      return await this.#outcome;
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#port?.close();
    }
  }

  /** Rejects at once and tells the worker, which ends between two steps or, with "terminate", where it is. */
  abort(reason: unknown): void {
    Atomics.store(this.#flag, 0, 1);
    this.#port?.postMessage("abort");
    this.#reject(abortedError(this.#job, reason));
    if (this.#job.onAbort === "terminate") this.#terminate.abort(reason);
  }

  #post(pool: Piscina): void {
    const { module, name, args = [], transfer = [], onAbort } = this.#job;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on("message", (report: Report) => this.#receive(report));
    const task: Task = { module: String(module), name, args, aborted: this.#flag, port: port2 };
    // Given a signal, piscina ends the thread when it fires.
    const signal = onAbort === "terminate" ? this.#terminate.signal : undefined;
    pool.run(task, { transferList: [port2, ...transfer], signal }).then(
      () => this.#drain(port1),
      (cause: unknown) => this.#reject(poolError(this.#job, cause)),
    );
  }

  /** The worker is done: its last messages are here, perhaps not yet delivered. */
  #drain(port: MessagePort): void {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) this.#receive(next.message);
  }

  #receive(report: Report): void {
    if (report.kind === "result") this.#resolve(report.value);
    else if (report.kind === "error") this.#reject(unpackError(report.error));
    else if (Atomics.load(this.#flag, 0) === 0) this.#progress(report.progress);
  }

  #progress(progress: Progress): void {
    try {
      this.#job.onProgress?.(progress);
    } catch (error) {
      // The caller's own fault goes to the caller, and the work it no longer follows ends.
      this.#reject(error);
      this.abort(error);
    }
  }
}

/** The error was made in an event handler or on another thread: the calls that led to the job follow its own. */
function withCallsOf(called: Error, error: unknown): unknown {
  if (!(error instanceof EmError)) return error;
  const calls = called.stack?.replace(/^.*\n/, "") ?? "";
  error.stack = `${error.stack}\n${calls}`;
  return error;
}

function abortedError({ name }: Job, cause: unknown): EmError {
  return new EmError("Aborted", `${name} was interrupted`, { fix: "Run it again; nothing was changed.", cause });
}

function poolError({ name }: Job, cause: unknown): Error {
  if (cause instanceof Error && cause.name === "DataCloneError") {
    return new EmError("BadOption", `${name}: an argument cannot be sent to a worker (${cause.message})`, {
      fix: "Give plain objects, numbers, texts and typed arrays; functions and class instances stay on their thread.",
      cause,
    });
  }
  return new Error(`${name}: its worker thread ended before the result`, { cause });
}
