import { resolveOptions } from "../core/options.js";

/** What every operation takes that two threads can share. */
export interface ThreadOption {
  /**
   * Threads that share the work, 1 or 2; the result is the same to the last bit. With 2 a worker thread is started and kept (see
   * startSecondThread), and the calling thread blocks until both are done. Default 1. @unitless
   */
  readonly threads: 1 | 2;
}

/** The number of threads that was asked for. Errors: BadOption. */
export function resolveThreads(operation: string, options: Partial<ThreadOption> | undefined): 1 | 2 {
  return resolveOptions<ThreadOption>(operation, options, { threads: 1 }, { threads: { kind: "choice", of: [1, 2] } })
    .threads;
}
