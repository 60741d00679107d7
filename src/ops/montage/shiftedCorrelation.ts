import type { Image } from "../../core/image.js";

/** How alike the shared parts of two images are. */
export interface SharedCorrelation {
  /** Pearson's correlation of the pixels, from -1 to 1; 0 where one of the parts is even. @unitless */
  readonly correlation: number;
  /** The pixels that were compared. @unitless */
  readonly count: number;
}

/**
 * The correlation of the parts that two images share when the second lies at a whole number of pixels from the first.
 *
 * Pixels without a value are left out. Cost: some 2 ns a pixel that is shared.
 */
export function shiftedCorrelation(first: Image, second: Image, xPx: number, yPx: number): SharedCorrelation {
  const [left, right] = [Math.max(0, xPx), Math.min(first.widthPx, second.widthPx + xPx)];
  const [top, bottom] = [Math.max(0, yPx), Math.min(first.heightPx, second.heightPx + yPx)];
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let row = top; row < bottom; row++) {
    const rowA = row * first.widthPx;
    const rowB = (row - yPx) * second.widthPx - xPx;
    for (let column = left; column < right; column++) {
      const a = first.data[rowA + column];
      const b = second.data[rowB + column];
      // NaN is not like itself.
      if (a - a !== b - b) continue;
      count += 1;
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
  }
  const spread = (count * sumAA - sumA * sumA) * (count * sumBB - sumB * sumB);
  const correlation = spread > 0 ? (count * sumAB - sumA * sumB) / Math.sqrt(spread) : 0;
  // What rounding leaves of an even part is no likeness.
  return { correlation: Math.abs(correlation) <= 1 ? correlation : 0, count };
}
