/** Nobody has asked for so long (ms): the next question is more than a keystroke away. */
const idleMs = 150;

/** Work that is done, one piece after the other, when nothing has been asked for a while. */
export class IdleWork {
  readonly #pieces: readonly (() => void)[];
  #timer: NodeJS.Timeout | undefined;

  constructor(pieces: readonly (() => void)[]) {
    this.#pieces = pieces;
    this.postpone();
  }

  /** Something has been asked: the work waits anew. */
  postpone(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#do(), idleMs).unref();
  }

  #do(): void {
    for (const piece of this.#pieces) piece();
  }
}
