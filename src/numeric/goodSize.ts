import { EmError } from "../core/error.js";

/**
 * The smallest length that is transformed exactly and is at least n: a product of 2, 3 and 5 (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, ...).
 *
 * n is a length in pixels, as is the result. Any other length is padded with zeros at its end to this one, so nothing is ever cut off.
 * Sizes of detectors and their halves (384, 500, 512, 1000, 1024, 1536, 2000, 2048, 4096, ...) are good and never padded.
 * Errors: BadShape when n is no whole number above 0. Cost: below a microsecond.
 *
 * @example
 * goodSize(1000); // 1000
 * goodSize(1021); // 1024
 */
export function goodSize(n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 2 ** 30) {
    throw new EmError("BadShape", `a transform of length ${n} px`, {
      fix: "Give a whole number of pixels from 1 to 2^30.",
    });
  }
  let best = 2 ** Math.ceil(Math.log2(n));
  for (let five = 1; five < best; five *= 5) {
    for (let odd = five; odd < best; odd *= 3) {
      let size = odd;
      while (size < n) size *= 2;
      if (size < best) best = size;
    }
  }
  return best;
}

/** The largest length that is transformed exactly and is at most n: what an image is cropped to where zeros would do harm. */
export function goodSizeWithin(n: number): number {
  let size = Math.floor(n);
  while (!isGoodSize(size)) size--;
  return size;
}

/** True when a transform of this length needs no zero padding. */
export function isGoodSize(n: number): boolean {
  return goodSize(n) === n;
}
