import { kernelTimeout } from "./timers.js";

/** After the signal has fired, how long a cell may take to clean up before its wait is given up (ms). */
const graceMs = 200;

/** The error that an interrupted cell ends with. */
export class InterruptedError extends Error {
  constructor(message = "the cell was interrupted") {
    super(message);
    this.name = "Interrupted";
  }
}

/** One cell's way to be stopped: an AbortSignal for operations that look at it, and a promise that rejects for those that do not. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #rejected: Promise<never>;
  /** Resolves when the cell has ended, one way or the other. */
  readonly ended: Promise<void>;
  #isOver = false;
  #end!: () => void;
  #reject!: (error: Error) => void;

  constructor() {
    this.#rejected = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.#rejected.catch(() => {});
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Settles like the work, or rejects when the interruption gives up waiting for it. */
  async race<T>(work: Promise<T>): Promise<T> {
    try {
      return await Promise.race([work, this.#rejected]);
    } finally {
      this.#isOver = true;
      this.#end();
    }
  }

  /** Fires the signal and, after a grace time for clean-up, rejects; `beforeReject` ends what would go on without the cell. */
  interrupt(beforeReject: () => void): void {
    if (this.signal.aborted) return;
    const error = new InterruptedError();
    this.#controller.abort(error);
    kernelTimeout(() => {
      if (this.#isOver) return;
      beforeReject();
      this.#reject(error);
    }, graceMs);
  }
}
