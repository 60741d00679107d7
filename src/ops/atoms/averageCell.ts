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
  const sum = new Float64Array(pointsA * pointsB);
  const sum2 = new Float64Array(pointsA * pointsB);
  const weight = new Float64Array(pointsA * pointsB);
  const { g1PerPx: g1, g2PerPx: g2 } = basis;
  for (let row = 0, i = 0; row < image.heightPx; row++) {
    for (let col = 0; col < image.widthPx; col++, i++) {
      if (fieldAt(field, field.order, col, row) < 0.5) continue;
      const x = col - fieldAt(field, field.uxPx, col, row);
      const y = row - fieldAt(field, field.uyPx, col, row);
      const u = g1[0] * x + g1[1] * y;
      const v = g2[0] * x + g2[1] * y;
      const value = image.data[i] - slow[i];
      splat(sum, sum2, weight, (u - Math.floor(u)) * pointsA, (v - Math.floor(v)) * pointsB, pointsA, pointsB, value);
    }
  }
  const mean = Float32Array.from(sum, (s, i) => s / Math.max(weight[i], 1e-9));
  const variance = Float32Array.from(sum2, (s, i) => {
    const n = Math.max(weight[i], 1e-9);
    return Math.max(s / n - (sum[i] / n) ** 2, 1e-12) / n;
  });
  return { aPx, bPx, pointsA, pointsB, mean, variance };
}

function pointsAlong(vector: Vector): number {
  return Math.min(32, Math.max(12, Math.round(2 * Math.hypot(...vector))));
}

/** Shares a value between the four grid points around it; the grid wraps at the cell's edges. */
function splat(
  sum: Float64Array,
  sum2: Float64Array,
  weight: Float64Array,
  a: number,
  b: number,
  pointsA: number,
  pointsB: number,
  value: number,
): void {
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
