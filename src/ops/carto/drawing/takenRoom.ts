import type { Box } from "./marks.js";

/** Side of a square of the room (px): small against a label. */
const cellPx = 4;

/** Which parts of a drawing are taken, in squares: to ask whether a label has room there costs the same however much is drawn. */
export class TakenRoom {
  readonly #columns: number;
  readonly #rows: number;
  readonly #taken: Uint8Array;

  constructor(sidePx: number) {
    this.#columns = Math.ceil(sidePx / cellPx) + 1;
    this.#rows = this.#columns;
    this.#taken = new Uint8Array(this.#columns * this.#rows);
  }

  /** Takes all squares that a box touches. */
  take(box: Box): void {
    const { first, last, top, bottom } = this.#cells(box);
    for (let row = top; row <= bottom; row++) {
      const start = row * this.#columns;
      this.#taken.fill(1, start + first, start + last + 1);
    }
  }

  /** Whether no square that a box touches is taken. */
  isFree(box: Box): boolean {
    const { first, last, top, bottom } = this.#cells(box);
    for (let row = top; row <= bottom; row++) {
      const start = row * this.#columns;
      for (let i = start + first; i <= start + last; i++) if (this.#taken[i]) return false;
    }
    return true;
  }

  #cells({ leftPx, rightPx, topPx, bottomPx }: Box) {
    const within = (px: number, count: number) => Math.max(0, Math.min(count - 1, Math.floor(px / cellPx)));
    return {
      first: within(leftPx, this.#columns),
      last: within(rightPx, this.#columns),
      top: within(topPx, this.#rows),
      bottom: within(bottomPx, this.#rows),
    };
  }
}
