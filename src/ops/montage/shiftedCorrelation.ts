import type { Image } from "../../core/image.js";

/** How alike the shared parts of two images are. */
export interface SharedCorrelation {
  /** Pearson's correlation of the pixels, from -1 to 1; 0 where one of the parts is even. @unitless */
  readonly correlation: number;
  /** The pixels that were compared. @unitless */
  readonly count: number;
}

/** A part of an image: columns and rows from the first to before the end. @unitless left, right, top, bottom */
export interface ImagePart {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The part of the second image that lies on the first wherever it is moved to, up to so many pixels from a place. */
export function partThatStays(first: Image, second: Image, xPx: number, yPx: number, marginPx: number): ImagePart {
  return {
    left: Math.max(0, marginPx - xPx),
    right: Math.min(second.widthPx, first.widthPx - xPx - marginPx),
    top: Math.max(0, marginPx - yPx),
    bottom: Math.min(second.heightPx, first.heightPx - yPx - marginPx),
  };
}

/**
 * The correlation of the parts that two images share when the second lies at a whole number of pixels from the first; of the second all of
 * it, or a part.
 *
 * Pixels without a value are left out. Cost: some 2 ns a pixel that is shared.
 */
export function shiftedCorrelation(
  first: Image,
  second: Image,
  xPx: number,
  yPx: number,
  part: ImagePart = partThatStays(first, second, xPx, yPx, 0),
): SharedCorrelation {
  const shared = sharedSums(first, second, xPx, yPx, part, false);
  const { count, a, b, aa, bb, ab } = !Number.isFinite(shared.ab)
    ? sharedSums(first, second, xPx, yPx, part, true)
    : shared;
  const spread = (count * aa - a * a) * (count * bb - b * b);
  const correlation = spread > 0 ? (count * ab - a * b) / Math.sqrt(spread) : 0;
  // What rounding leaves of an even part is no likeness.
  return { correlation: Math.abs(correlation) <= 1 ? correlation : 0, count };
}

/** Sums over the pixels of both, of their squares and of their products; those of pixels without a value are left out where that is asked for. */
function sharedSums(first: Image, second: Image, xPx: number, yPx: number, part: ImagePart, isChecked: boolean) {
  const [dataA, dataB, widthA, widthB] = [first.data, second.data, first.widthPx, second.widthPx];
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let row = part.top; row < part.bottom; row++) {
    const rowA = (row + yPx) * widthA + xPx;
    const rowB = row * widthB;
    for (let column = part.left; column < part.right; column++) {
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
