/** How long the main thread has to answer before its JavaScript is terminated (ms). */
const answerMs = 120;
/** Rungs climbed before the server gives up and replies in its place: native code that cannot be stopped. */
const rungs = 25;

/** What the ladder can do to the main thread. */
export interface InterruptMeans {
  /** Asks main to abort the cell's signal and to reject its wait; `forced` says that JavaScript has been terminated before. */
  ask(sequence: number, forced: boolean): void;
  /** Terminates whatever JavaScript is running; resolves when V8 has done it. */
  terminate(): Promise<void>;
  /** Called after a climb in which JavaScript was terminated. */
  terminated(): void;
}

/**
 * Stops the main thread: first by asking, so that operations can clean up, then by terminating its JavaScript, again and
 * again, until it answers. A terminated callback can swallow the message that asked, so every rung asks anew.
 *
 * Terminating a thread that has just become idle would strike the next thing it does, the kernel's own code included:
 * so only one climb runs at a time, and nothing is sent to the main thread during it (see `settled`).
 */
export class InterruptLadder {
  readonly #means: InterruptMeans;
  #sequence = 0;
  #seen = 0;
  #isStopped = false;
  #hasTerminated = false;
  #wake: () => void = () => {};
  #climbing: Promise<boolean> | undefined;

  constructor(means: InterruptMeans) {
    this.#means = means;
  }

  /** Main has answered the request with this number. */
  seen(sequence: number): void {
    this.#seen = Math.max(this.#seen, sequence);
    this.#wake();
  }

  /** Ends all climbing: the kernel is going. */
  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  /** Resolves when nothing is being terminated. */
  async settled(): Promise<void> {
    await this.#climbing;
  }

  /** Resolves true when main has answered, false when it cannot be stopped; a second call joins a climb under way. */
  climb(): Promise<boolean> {
    this.#climbing ??= this.#climb().finally(() => {
      this.#climbing = undefined;
      if (this.#hasTerminated) this.#means.terminated();
      this.#hasTerminated = false;
    });
    return this.#climbing;
  }

  async #climb(): Promise<boolean> {
    this.#sequence += 1;
    for (let rung = 0; rung < rungs; rung += 1) {
      this.#means.ask(this.#sequence, rung > 0);
      await Promise.race([this.#woken(), wait(answerMs)]);
      if (this.#isOver) return true;
      this.#hasTerminated = true;
      await Promise.race([this.#means.terminate(), wait(answerMs)]);
      if (this.#isOver) return true;
    }
    return false;
  }

  get #isOver(): boolean {
    return this.#isStopped || this.#seen >= this.#sequence;
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
