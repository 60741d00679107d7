import type { Image } from "../../core/image.js";
import { seededRandom } from "../../core/random.js";
import { type ColumnTable, drawFrame, type FrameModel, fitStep, updateBackground } from "./columnFit.js";
import { median } from "./median.js";
import { leastShare, type NoiseModel, varianceAt } from "./noiseModel.js";
import type { Probe } from "./probeShape.js";
import { residualLine } from "./residualLine.js";
import { type ResidualFilter, residualFilter } from "./strayColumns.js";

/** Slopes of variance against mean that counts may show: misfits at bright columns raise it, background that follows columns lowers it. @unitless */
const countsSlope = [0.4, 2.2] as const;

/**
 * Whether what a model leaves has the noise of counts: squared residuals that grow as the expected value does.
 *
 * A detector with gain and offset may agree with Poisson noise in its mean by chance (estimateNoise); its slope is the gain.
 * Cost: O(pixels).
 *
 * @param counts the noise that counts would have, in the unit of the image
 */
export function looksLikeCounts(image: Image, model: FrameModel, counts: NoiseModel): boolean {
  const { slope, slopeError } = residualLine(image, model);
  const [least, most] = countsSlope;
  return slope + 3 * slopeError > least * counts.perValue && slope - 3 * slopeError < most * counts.perValue;
}

/**
 * Measures the noise anew from what a fit leaves of a frame: how it grows with the expected value, and what it does to a column.
 *
 * Noise that is correlated between pixels (summed, registered or resampled frames) hurts a column more than its pixels show, and the
 * columns have taken a part of the noise. So what the matched filter finds of the residual is compared with what it finds after the same
 * fit of independent noise of the same variance (drawn from a fixed seed). Cost: four sweeps of the fit.
 */
export function calibratedNoise(image: Image, fit: FittedFrame, probe: Probe): NoiseModel {
  const noise = lineNoise(image, fit.model);
  const found = spreadOf(filteredAfterFit(image, fit, probe, noise));
  const independent = spreadOf(filteredAfterFit(withIndependentNoise(image, fit.model, noise), fit, probe, noise));
  const scale = found > 0 && independent > 0 ? (found / independent) ** 2 : 1;
  const { constant, perValue, least } = noise;
  return { isPoisson: false, constant: constant * scale, perValue: perValue * scale, least: least * scale };
}

/** A frame with the columns that were fitted to it. */
export interface FittedFrame {
  readonly columns: ColumnTable;
  readonly model: FrameModel;
  /** Width of the background's low-pass. */
  readonly backgroundSigmaPx: number;
}

function lineNoise(image: Image, model: FrameModel): NoiseModel {
  const { slope, slopeError, constant, level } = residualLine(image, model);
  const least = leastShare * level;
  return slope > 2 * slopeError
    ? { isPoisson: false, constant, perValue: slope, least }
    : { isPoisson: false, constant: level, perValue: 0, least };
}

/** What the model expects, with independent noise. */
function withIndependentNoise(image: Image, { expected }: FrameModel, noise: NoiseModel): Image {
  const random = seededRandom(1, "independent noise");
  return { ...image, data: expected.map((value) => value + Math.sqrt(varianceAt(noise, value)) * random.normal()) };
}

/** What the matched filter finds of a frame after the columns were fitted to it with a noise. */
function filteredAfterFit(image: Image, fit: FittedFrame, probe: Probe, noise: NoiseModel): ResidualFilter {
  const columns = copyOf(fit.columns);
  let model = drawFrame(image, columns, probe, fit.model.background);
  for (let sweep = 0; sweep < 2; sweep++) {
    fitStep(image, columns, model, probe, noise, { movePositions: true });
    model = updateBackground(image, model, fit.backgroundSigmaPx, -Infinity);
  }
  return residualFilter(image, model, probe, noise);
}

function copyOf(columns: ColumnTable): ColumnTable {
  const { xPx, yPx, amplitude, amplitudeVariance, informationXx, informationXy, informationYy } = columns;
  return {
    ...columns,
    xPx: xPx.slice(),
    yPx: yPx.slice(),
    amplitude: amplitude.slice(),
    amplitudeVariance: amplitudeVariance.slice(),
    informationXx: informationXx.slice(),
    informationXy: informationXy.slice(),
    informationYy: informationYy.slice(),
  };
}

/** Standard deviation of a filter's significance, from its median, so that columns that no model knows do not count. */
function spreadOf({ significance }: ResidualFilter): number {
  const step = Math.max(1, Math.floor(significance.length / 20000));
  const sample: number[] = [];
  for (let i = 0; i < significance.length; i += step) sample.push(Math.abs(significance[i]));
  return 1.4826 * median(sample);
}
