import type { RunContext } from "../core/progress.js";

/** A call of an exported pure function, to be made somewhere else. */
export interface Job extends RunContext {
  /** The built module, as a file: URL: `new URL("../ops/atoms/find.js", import.meta.url).href`. */
  readonly module: string | URL;
  /** The name of the exported function. It is called as `f(...args, { signal, onProgress })`, a RunContext, and may be async. */
  readonly name: string;
  /** Copied to the worker (structured clone): plain objects, typed arrays, no functions, no classes of ours. Default none. */
  readonly args?: readonly unknown[];
  /** Buffers inside args that move instead of being copied: they are empty here afterwards. */
  readonly transfer?: readonly ArrayBuffer[];
  /**
   * What happens to the work when `signal` fires. "ask" (the default): the function sees `signal.aborted` and ends between two steps.
   * "terminate": its thread is ended at once, for functions that never look; never use it for a function that runs an ONNX model,
   * because ending a thread inside onnxruntime ends the whole process.
   */
  readonly onAbort?: "ask" | "terminate";
}

/** Something that runs jobs: worker threads here, a queue on other machines elsewhere. */
export interface JobEngine {
  /** Runs a job; rejects with the EmError that the function threw, or Aborted as soon as the signal fires. */
  run<T>(job: Job): Promise<T>;
  /** Ends what is running (those jobs reject with Aborted) and frees the threads; a second call does nothing more. */
  dispose(): Promise<void>;
}
