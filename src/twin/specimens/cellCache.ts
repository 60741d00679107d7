/** More cells than any frame touches at a time; then all are forgotten and made again when asked for. */
const mostCells = 8192;
const half = 2 ** 21;

/** What belongs to the cells of a square grid, made when first asked for and kept for a while: memory is bounded. */
export class CellCache<T> {
  readonly #make: (i: number, j: number) => T;
  readonly #kept = new Map<number, T>();
  #lastI = Number.NaN;
  #lastJ = Number.NaN;
  #last: T | undefined;

  constructor(make: (i: number, j: number) => T) {
    this.#make = make;
  }

  /** The same for the same cell, whatever was asked before, as long as what makes it depends on i and j alone. */
  at(i: number, j: number): T {
    // Scans go on in the cell where they are: mostly this comparison is all it takes.
    if (i === this.#lastI && j === this.#lastJ) return this.#last as T;
    const key = (i + half) * 2 * half + (j + half);
    let value = this.#kept.get(key);
    if (value === undefined) {
      value = this.#make(i, j);
      if (this.#kept.size >= mostCells) this.#kept.clear();
      this.#kept.set(key, value);
    }
    this.#lastI = i;
    this.#lastJ = j;
    this.#last = value;
    return value;
  }
}
