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
  const shared = sharedSums(first, second, xPx, yPx, false);
  const { count, a, b, aa, bb, ab } = !Number.isFinite(shared.ab) ? sharedSums(first, second, xPx, yPx, true) : shared;
  const spread = (count * aa - a * a) * (count * bb - b * b);
  const correlation = spread > 0 ? (count * ab - a * b) / Math.sqrt(spread) : 0;
  // What rounding leaves of an even part is no likeness.
  return { correlation: Math.abs(correlation) <= 1 ? correlation : 0, count };
}

/** Sums over the pixels of both, of their squares and of their products; those of pixels without a value are left out where that is asked for. */
function sharedSums(first: Image, second: Image, xPx: number, yPx: number, isChecked: boolean) {
  const [dataA, dataB, widthA, widthB] = [first.data, second.data, first.widthPx, second.widthPx];
  const [left, right] = [Math.max(0, xPx), Math.min(widthA, widthB + xPx)];
  const [top, bottom] = [Math.max(0, yPx), Math.min(first.heightPx, second.heightPx + yPx)];
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let row = top; row < bottom; row++) {
    const rowA = row * widthA;
    const rowB = (row - yPx) * widthB - xPx;
    for (let column = left; column < right; column++) {
      const valueA = dataA[rowA + column];
      const valueB = dataB[rowB + column];
      if (isChecked && !Number.isFinite(valueA + valueB)) continue;
      count += 1;
      a += valueA;
      b += valueB;
      aa += valueA * valueA;
      bb += valueB * valueB;
      ab += valueA * valueB;
    }
  }
  return { count, a, b, aa, bb, ab };
}
