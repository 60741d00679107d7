import type { Image } from "../../core/image.js";
import { noiseVariance } from "./displacementField.js";

/** Variance of a pixel's noise as a function of its expected value: constant + perValue x value. */
export interface NoiseModel {
  /** True when the values are electron counts, whose variance is their mean: only then are error bounds absolute. */
  readonly isPoisson: boolean;
  /** @unitless */
  readonly constant: number;
  /** @unitless */
  readonly perValue: number;
  /** The variance is never taken below this: where nothing is expected, one count would outweigh all its neighbours. @unitless */
  readonly least: number;
}

/** Share of the variance at the mean value that a pixel's variance never falls below. @unitless */
export const leastShare = 0.1;
/** Variance of the rounding of values of about 1: frames without noise have at least that. @unitless */
const rounding = 1e-12;

/** The variance of a pixel whose expected value is known. */
export function varianceAt(noise: NoiseModel, value: number): number {
  return Math.max(noise.constant + noise.perValue * value, noise.least);
}

/**
 * Decides how noisy a frame is: Poisson counts when its values are whole numbers whose noise variance equals their mean within 25 %,
 * or when the image says so; otherwise a line through the noise variances of dark and bright places.
 *
 * Cost: O(pixels). Second differences measure the noise, so a lattice with columns under 1.5 px wide would be taken as noise.
 */
export function estimateNoise(image: Image): NoiseModel {
  const { data } = image;
  const mean = data.reduce((a, b) => a + b, 0) / data.length;
  const poisson: NoiseModel = { isPoisson: true, constant: 0, perValue: 1, least: leastShare * Math.max(mean, 0) };
  if (image.isCounts === true) return poisson;
  const variance = noiseVariance(image);
  const isWhole = data.every((value) => value >= 0 && Number.isInteger(value));
  if (image.isCounts === undefined && isWhole && mean > 0 && Math.abs(variance / mean - 1) < 0.25) return poisson;
  return { isPoisson: false, ...varianceLine(image, variance), least: leastShare * variance + rounding };
}

/** Line of noise variance against brightness over blocks of 16 x 16 px, kept non-negative over the frame's range. */
function varianceLine({ data, widthPx, heightPx }: Image, overall: number): { constant: number; perValue: number } {
  const block = 16;
  let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  let lowest = Infinity;
  for (let top = 0; top + block <= heightPx; top += block) {
    for (let left = 0; left + block <= widthPx; left += block) {
      const part = new Float32Array(block * block);
      for (let row = 0; row < block; row++) {
        part.set(data.subarray((top + row) * widthPx + left, (top + row) * widthPx + left + block), row * block);
      }
      const mean = part.reduce((a, b) => a + b, 0) / part.length;
      const variance = noiseVariance({ data: part, widthPx: block, heightPx: block });
      lowest = Math.min(lowest, mean);
      n += 1;
      sx += mean;
      sy += variance;
      sxx += mean * mean;
      sxy += mean * variance;
    }
  }
  const slope = n > 8 ? (n * sxy - sx * sy) / (n * sxx - sx * sx) : 0;
  const constant = (sy - slope * sx) / n;
  const usable = slope > 0 && constant + slope * lowest > 0.2 * overall;
  return usable ? { constant, perValue: slope } : { constant: overall, perValue: 0 };
}
