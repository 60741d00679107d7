import type { Image } from "../../core/image.js";
import { type DisplacementField, fieldAt } from "./displacementField.js";
import type { ReciprocalBasis, Vector } from "./reciprocalBasis.js";

/** The image of one cell, averaged over all cells of a frame. */
export interface AverageCell {
  /** Cell vectors, in px. */
  readonly aPx: Vector;
  readonly bPx: Vector;
  /** Points along the two vectors. @unitless */
  readonly pointsA: number;
  /** @unitless */
  readonly pointsB: number;
  /** pointsB rows of pointsA mean values, above the slow background. @unitless */
  readonly mean: Float32Array;
  /** Variance of each mean. @unitless */
  readonly variance: Float32Array;
}

/** The real-space vectors that belong to a reciprocal basis: a1.g1 = 1, a1.g2 = 0, and so on. */
export function cellVectors({ g1PerPx: g1, g2PerPx: g2 }: ReciprocalBasis): { aPx: Vector; bPx: Vector } {
  const det = g1[0] * g2[1] - g1[1] * g2[0];
  return { aPx: [g2[1] / det, -g2[0] / det], bPx: [-g1[1] / det, g1[0] / det] };
}

/**
 * Averages a frame over its cells, on a grid of half-pixel steps (32 points a side at most), following the displacement field.
 *
 * Thousands of cells make single columns visible where a cell alone has a few electrons. Cost: O(pixels).
 */
export function averageCell(
  image: Image,
  slow: Float32Array,
  basis: ReciprocalBasis,
  field: DisplacementField,
): AverageCell {
  const { aPx, bPx } = cellVectors(basis);
  const pointsA = pointsAlong(aPx);
  const pointsB = pointsAlong(bPx);
  const grid: CellGrid = {
    pointsA,
    pointsB,
    sum: new Float64Array(pointsA * pointsB),
    sum2: new Float64Array(pointsA * pointsB),
    weight: new Float64Array(pointsA * pointsB),
  };
  const { g1PerPx: g1, g2PerPx: g2 } = basis;
  for (let row = 0, i = 0; row < image.heightPx; row++) {
    for (let col = 0; col < image.widthPx; col++, i++) {
      if (fieldAt(field, field.order, col, row) < 0.5) continue;
      const x = col - fieldAt(field, field.uxPx, col, row);
      const y = row - fieldAt(field, field.uyPx, col, row);
      const u = g1[0] * x + g1[1] * y;
      const v = g2[0] * x + g2[1] * y;
      const value = image.data[i] - slow[i];
      splat(grid, (u - Math.floor(u)) * pointsA, (v - Math.floor(v)) * pointsB, value);
    }
  }
  const typical = grid.weight.reduce((a, b) => a + b, 0) / grid.weight.length;
  const { sum, sum2, weight } = withoutGaps(grid, leastWeight * typical);
  const mean = Float32Array.from(sum, (s, i) => s / Math.max(weight[i], 1e-9));
  const variance = Float32Array.from(sum2, (s, i) => {
    const n = Math.max(weight[i], 1e-9);
    // Points that share their pixels with a gap beside them do not know more than the others.
    return Math.max(s / n - (sum[i] / n) ** 2, 1e-12) / Math.min(n, Math.max(typical, 1e-9));
  });
  return { aPx, bPx, pointsA, pointsB, mean, variance };
}

/** Sums over all cells at the points of one. */
interface CellGrid {
  readonly pointsA: number;
  readonly pointsB: number;
  readonly sum: Float64Array;
  readonly sum2: Float64Array;
  readonly weight: Float64Array;
}

/** A point of less than this share of the mean weight is a gap. @unitless */
const leastWeight = 0.2;

/** Where the cell is a whole number of pixels, no pixel falls on some points: they take what the eight points around them have. */
function withoutGaps(grid: CellGrid, least: number): CellGrid {
  let filled = grid;
  for (let round = 0; round < 4; round++) {
    const gaps = [...filled.weight.keys()].filter((i) => filled.weight[i] < least);
    if (gaps.length === 0) break;
    const next = { ...filled, sum: filled.sum.slice(), sum2: filled.sum2.slice(), weight: filled.weight.slice() };
    for (const i of gaps)
      for (const name of ["sum", "sum2", "weight"] as const) next[name][i] = around(filled, name, i);
    filled = next;
  }
  return filled;
}

function around({ pointsA, pointsB, ...sums }: CellGrid, name: "sum" | "sum2" | "weight", at: number): number {
  let total = 0;
  for (const db of [pointsB - 1, 0, 1]) {
    for (const da of [pointsA - 1, 0, 1]) {
      total += sums[name][((Math.floor(at / pointsA) + db) % pointsB) * pointsA + (((at % pointsA) + da) % pointsA)];
    }
  }
  return total;
}

function pointsAlong(vector: Vector): number {
  return Math.min(32, Math.max(12, Math.round(2 * Math.hypot(...vector))));
}

/** Shares a value between the four grid points around it; the grid wraps at the cell's edges. */
function splat({ sum, sum2, weight, pointsA, pointsB }: CellGrid, a: number, b: number, value: number): void {
  const a0 = Math.floor(a) % pointsA;
  const b0 = Math.floor(b) % pointsB;
  const fa = a - Math.floor(a);
  const fb = b - Math.floor(b);
  const a1 = (a0 + 1) % pointsA;
  const b1 = (b0 + 1) % pointsB;
  for (const [i, w] of [
    [b0 * pointsA + a0, (1 - fa) * (1 - fb)],
    [b0 * pointsA + a1, fa * (1 - fb)],
    [b1 * pointsA + a0, (1 - fa) * fb],
    [b1 * pointsA + a1, fa * fb],
  ]) {
    sum[i] += w * value;
    sum2[i] += w * value * value;
    weight[i] += w;
  }
}
