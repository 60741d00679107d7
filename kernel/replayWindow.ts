/**
 * Remembers the last digests, at least `size` and at most twice as many, to tell a message that comes a second time.
 *
 * Two sets take turns: when the newer one is full, the older one is thrown away whole, which costs less than one by one.
 */
export class ReplayWindow {
  readonly #size: number;
  #newer = new Set<string>();
  #older = new Set<string>();

  constructor(size: number) {
    this.#size = size;
  }

  /** True the first time that a digest comes. */
  isNew(digest: string): boolean {
    if (this.#newer.has(digest) || this.#older.has(digest)) return false;
    this.#newer.add(digest);
    if (this.#newer.size >= this.#size) {
      this.#older = this.#newer;
      this.#newer = new Set();
    }
    return true;
  }
}
