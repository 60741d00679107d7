import type { Image } from "../../core/image.js";
import type { FrameModel } from "./columnFit.js";
import { median } from "./median.js";
import type { NoiseModel } from "./noiseModel.js";
import type { ResidualFilter } from "./strayColumns.js";

/** Slopes of variance against mean that counts may show: misfits at bright columns raise it, background that follows columns lowers it. @unitless */
const countsSlope = [0.4, 2.2] as const;

/**
 * Whether what a model leaves has the noise of counts: squared residuals that grow as the expected value does.
 *
 * A detector with gain and offset may agree with Poisson noise in its mean by chance (estimateNoise); its slope is the gain.
 * Cost: O(pixels).
 */
export function looksLikeCounts({ data }: Image, { expected }: FrameModel): boolean {
  let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    const squared = (data[i] - expected[i]) ** 2;
    n += 1;
    sx += expected[i];
    sy += squared;
    sxx += expected[i] * expected[i];
    sxy += expected[i] * squared;
  }
  const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  return slope > countsSlope[0] && slope < countsSlope[1];
}

/**
 * Scales a noise model so that the matched filter of the residual has unit variance: noise that is correlated between pixels (summed,
 * registered or resampled frames) hurts a column more than its pixels show.
 */
export function calibratedNoise(noise: NoiseModel, { significance }: ResidualFilter): NoiseModel {
  const sample: number[] = [];
  for (let i = 0; i < significance.length; i += Math.max(1, Math.floor(significance.length / 20000))) {
    sample.push(Math.abs(significance[i]));
  }
  const scale = (1.4826 * median(sample)) ** 2;
  return { isPoisson: false, constant: noise.constant * scale, perValue: noise.perValue * scale };
}
