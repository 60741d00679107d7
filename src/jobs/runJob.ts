import type { Job, JobEngine } from "./job.js";
import { workerEngine } from "./workerEngine.js";

let engine: JobEngine | undefined;

/**
 * Runs an exported pure function on a compute worker of this process and gives its result.
 *
 * See Job for what can be given. Errors: those of the function, with tag, message and fix; Aborted as soon as the signal fires;
 * BadOption when the module has no such export or an argument cannot be sent. Cost: see workerEngine.
 *
 * @example
 * await runJob({ module: new URL("../numeric/index.js", import.meta.url), name: "goodSize", args: [1021] }); // 1024
 */
export function runJob<T>(job: Job): Promise<T> {
  engine ??= workerEngine();
  return engine.run<T>(job);
}

/** Ends the compute workers of runJob; the next runJob starts new ones. */
export async function disposeJobs(): Promise<void> {
  const closing = engine;
  engine = undefined;
  await closing?.dispose();
}
