/** The values of an image in a few numbers; pixels that are not finite are counted and left out of the rest. */
export interface ImageStats {
  /** Smallest finite value. @unitless */
  readonly min: number;
  /** Largest finite value. @unitless */
  readonly max: number;
  /** Mean of the finite values. @unitless */
  readonly mean: number;
  /** Standard deviation of the finite values (divided by their number). @unitless */
  readonly std: number;
  /** Sum of the finite values: all electrons, when they are counts. @unitless */
  readonly sum: number;
  /** How many pixels are NaN or infinite. @unitless */
  readonly nonFinite: number;
  /** True when every finite value is a whole number that is not negative, as counts are. */
  readonly wholeNumbers: boolean;
}

/**
 * Minimum, maximum, mean, standard deviation and sum of pixel values, in double precision.
 *
 * An image without a finite pixel gives NaN for all but the counts. Cost: two passes, about 3 ms per megapixel.
 *
 * @example
 * imageStats(new Float32Array([1, 3])).std; // 1
 */
export function imageStats(data: Float32Array): ImageStats {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let finite = 0;
  let wholeNumbers = true;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value - value !== 0) continue; // true for NaN and both infinities only
    finite++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
    if (wholeNumbers && (value < 0 || value !== Math.floor(value))) wholeNumbers = false;
  }
  const nonFinite = data.length - finite;
  if (finite === 0) return { min: NaN, max: NaN, mean: NaN, std: NaN, sum: 0, nonFinite, wholeNumbers: false };
  const mean = sum / finite;
  return { min, max, mean, std: Math.sqrt(variance(data, mean, finite)), sum, nonFinite, wholeNumbers };
}

function variance(data: Float32Array, mean: number, finite: number): number {
  let squares = 0;
  for (let i = 0; i < data.length; i++) {
    const difference = data[i]! - mean;
    if (difference - difference === 0) squares += difference * difference;
  }
  return squares / finite;
}
