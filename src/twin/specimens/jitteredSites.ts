import { siteUniforms } from "../sample/siteHash.js";
import { CellCache } from "./cellCache.js";
import { cellIndex } from "./region.js";

/** The two nearest of scattered points. */
export interface NearestSites {
  /** Cell of the nearest. @unitless */
  readonly i: number;
  /** @unitless */
  readonly j: number;
  readonly distanceNm: number;
  readonly secondDistanceNm: number;
}

/**
 * Points scattered over the plane without end, one somewhere in each cell of a square grid: what Voronoi grains grow from.
 *
 * `jitter` is the part of a cell in which its point may lie, 0 to 1; the point of cell (0, 0) lies at the origin.
 */
export class JitteredSites {
  readonly cellNm: number;
  readonly #around: CellCache<readonly number[]>;
  readonly #place: (i: number, j: number) => [number, number];

  constructor(cellNm: number, jitter: number, seed: number, name: string) {
    this.cellNm = cellNm;
    const uniform = siteUniforms(seed, name);
    const coordinate = (i: number, j: number, axis: 0 | 1) => {
      const cell = axis === 0 ? i : j;
      return (i === 0 && j === 0 ? 0 : cell + jitter * (uniform(i, j, axis) - 0.5)) * cellNm;
    };
    this.#place = (i, j) => [coordinate(i, j, 0), coordinate(i, j, 1)];
    // A point is at most 1.42 cells from that of its own cell, so the nearest lies no more than two cells away.
    this.#around = new CellCache((i, j) => {
      // A plain array: small typed ones are far more work for the collector.
      const around: number[] = [];
      for (let k = 0; k < 50; k++) {
        const cell = k >> 1;
        around.push(coordinate(i - 2 + (cell % 5), j - 2 + Math.floor(cell / 5), (k & 1) as 0 | 1));
      }
      return around;
    });
  }

  /** Where the point of a cell lies. */
  siteOf(i: number, j: number): readonly [xNm: number, yNm: number] {
    return this.#place(i, j);
  }

  /** The nearest point, and how far away the next is; 0.1 us where the cell was looked at before. */
  nearest(xNm: number, yNm: number): NearestSites {
    const ci = cellIndex(xNm, this.cellNm);
    const cj = cellIndex(yNm, this.cellNm);
    const around = this.#around.at(ci, cj);
    let [best, first, second] = [12, Infinity, Infinity];
    for (let k = 0; k < 25; k++) {
      const dx = around[2 * k] - xNm;
      const dy = around[2 * k + 1] - yNm;
      const square = dx * dx + dy * dy;
      if (square < first) {
        second = first;
        first = square;
        best = k;
      } else if (square < second) second = square;
    }
    const i = ci - 2 + (best % 5);
    return { i, j: cj - 2 + Math.floor(best / 5), distanceNm: Math.sqrt(first), secondDistanceNm: Math.sqrt(second) };
  }
}
