/** Work that is done, one piece after the other, when nothing has been asked for a while. */
export class IdleWork {
  readonly #pieces: readonly (() => void)[];
  readonly #idleMs: number;
  #lastMs = performance.now();
  #timer: NodeJS.Timeout | undefined;

  /** By default a pause is longer than that between two keystrokes. */
  constructor(pieces: readonly (() => void)[], idleMs = 150) {
    this.#pieces = pieces;
    this.#idleMs = idleMs;
    this.#wait(idleMs);
  }

  /** Something has been asked: the work waits anew. */
  postpone(): void {
    // The timer looks at the time when it fires: to set it anew for every question would take longer than some answers.
    this.#lastMs = performance.now();
    if (!this.#timer) this.#wait(this.#idleMs);
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => this.#look(), ms).unref();
  }

  #look(): void {
    this.#timer = undefined;
    const leftMs = this.#idleMs - (performance.now() - this.#lastMs);
    if (leftMs > 0) this.#wait(leftMs);
    else for (const piece of this.#pieces) piece();
  }
}
