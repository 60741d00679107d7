import type { Image } from "../../core/image.js";
import { gaussianBlur } from "../../numeric/gaussianBlur.js";
import { type NoiseModel, varianceAt } from "./noiseModel.js";
import { addColumn, type Probe, probeAt } from "./probeShape.js";

/** Columns while they are fitted, one entry each. Lengths agree; positions in px. */
export interface ColumnTable {
  /** @unitless */
  readonly count: number;
  /** Where the lattice expects the column; the column's own start where no lattice does. */
  readonly expectedXPx: Float64Array;
  readonly expectedYPx: Float64Array;
  readonly xPx: Float64Array;
  readonly yPx: Float64Array;
  /** @unitless */
  readonly amplitude: Float64Array;
  /** Variance of the amplitude from the noise alone. @unitless */
  readonly amplitudeVariance: Float64Array;
  /** Fisher information of the position from the data alone, per square px: xx, xy, yy. @unitless */
  readonly informationXx: Float64Array;
  /** @unitless */
  readonly informationXy: Float64Array;
  /** @unitless */
  readonly informationYy: Float64Array;
  /** Variance of the true positions around the expected ones, in square px; Infinity where no lattice holds the column. @unitless */
  readonly priorVariance: Float64Array;
  /** The amplitude is kept between 0 and this; Infinity leaves it free, also below 0. @unitless */
  readonly largestAmplitude: Float64Array;
}

/** A frame in the course of a fit. */
export interface FrameModel {
  /** Expected values: background and all columns. @unitless */
  readonly expected: Float32Array;
  /** @unitless */
  readonly background: Float32Array;
}

/** Squared radius, in core widths, of the pixels that a column is fitted to. @unitless */
const fitQ = 6;
/** A column may move this much in one step, in core widths. @unitless */
const largestStep = 0.35;

export function makeColumnTable(count: number): ColumnTable {
  const zeros = () => new Float64Array(count);
  return {
    count,
    expectedXPx: zeros(),
    expectedYPx: zeros(),
    xPx: zeros(),
    yPx: zeros(),
    amplitude: zeros(),
    amplitudeVariance: zeros(),
    informationXx: zeros(),
    informationXy: zeros(),
    informationYy: zeros(),
    priorVariance: zeros().fill(Infinity),
    largestAmplitude: zeros().fill(Infinity),
  };
}

/** Draws background and columns anew. */
export function drawFrame(image: Image, columns: ColumnTable, probe: Probe, background: Float32Array): FrameModel {
  const expected = Float32Array.from(background);
  for (let i = 0; i < columns.count; i++) {
    addColumn(expected, image.widthPx, image.heightPx, probe, columns.xPx[i], columns.yPx[i], columns.amplitude[i]);
  }
  return { expected, background };
}

/** The slow background under the columns: what the columns leave, low-passed. */
export function updateBackground(image: Image, model: FrameModel, sigmaPx: number, floor: number): FrameModel {
  const left = image.data.map((value, i) => value - (model.expected[i] - model.background[i]));
  const background = gaussianBlur(left, image.widthPx, image.heightPx, sigmaPx).map((value) => Math.max(value, floor));
  const expected = model.expected.map((value, i) => value - model.background[i] + background[i]);
  return { expected, background };
}

/**
 * Moves every column one step towards its most likely amplitude and position, its neighbours held and subtracted (Fisher scoring).
 *
 * The likelihood is that of Poisson counts, or of Gaussian noise of the model's variance; positions held by a lattice carry its prior.
 * Updates the table and the frame's expected values in place. Cost: O(columns x probe area).
 */
export function fitStep(
  image: Image,
  columns: ColumnTable,
  model: FrameModel,
  probe: Probe,
  noise: NoiseModel,
  { movePositions }: { movePositions: boolean },
): void {
  const { widthPx, heightPx } = image;
  for (let i = 0; i < columns.count; i++) {
    const step = scoringStep(image, columns, model, probe, noise, i);
    columns.amplitudeVariance[i] = step.amplitudeVariance;
    columns.informationXx[i] = step.xx;
    columns.informationXy[i] = step.xy;
    columns.informationYy[i] = step.yy;
    const before = [columns.xPx[i], columns.yPx[i], columns.amplitude[i]] as const;
    const largest = columns.largestAmplitude[i];
    const amplitude = before[2] + step.amplitude;
    columns.amplitude[i] = largest === Infinity ? amplitude : Math.min(Math.max(amplitude, 0), largest);
    if (movePositions) moveColumn(columns, i, step, probe.sigmaPx);
    addColumn(model.expected, widthPx, heightPx, probe, before[0], before[1], -before[2]);
    addColumn(model.expected, widthPx, heightPx, probe, columns.xPx[i], columns.yPx[i], columns.amplitude[i]);
  }
}

interface ScoringStep {
  readonly amplitude: number;
  readonly amplitudeVariance: number;
  readonly gradientX: number;
  readonly gradientY: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

function scoringStep(
  { data, widthPx, heightPx }: Image,
  columns: ColumnTable,
  { expected }: FrameModel,
  probe: Probe,
  noise: NoiseModel,
  i: number,
): ScoringStep {
  const x = columns.xPx[i];
  const y = columns.yPx[i];
  const amplitude = columns.amplitude[i];
  const [ixx, ixy, iyy] = probe.inverse;
  const reachX = Math.sqrt(fitQ) * probe.shape.sigmaXPx;
  const reachY = Math.sqrt(fitQ) * probe.shape.sigmaYPx;
  let [aa, ga, gx, gy, xx, xy, yy] = [0, 0, 0, 0, 0, 0, 0];
  for (let row = Math.max(0, Math.ceil(y - reachY)); row <= Math.min(heightPx - 1, y + reachY); row++) {
    const dy = row - y;
    for (let col = Math.max(0, Math.ceil(x - reachX)); col <= Math.min(widthPx - 1, x + reachX); col++) {
      const dx = col - x;
      const towardsX = ixx * dx + ixy * dy;
      const towardsY = ixy * dx + iyy * dy;
      const q = towardsX * dx + towardsY * dy;
      if (q > fitQ) continue;
      const [value, slope] = probeAt(probe, q);
      const at = row * widthPx + col;
      const weight = 1 / varianceAt(noise, expected[at]);
      const off = weight * (data[at] - expected[at]);
      const byX = -2 * amplitude * slope * towardsX;
      const byY = -2 * amplitude * slope * towardsY;
      aa += weight * value * value;
      ga += off * value;
      gx += off * byX;
      gy += off * byY;
      xx += weight * byX * byX;
      xy += weight * byX * byY;
      yy += weight * byY * byY;
    }
  }
  const amplitudeVariance = aa > 0 ? 1 / aa : Infinity;
  return { amplitude: aa > 0 ? ga / aa : 0, amplitudeVariance, gradientX: gx, gradientY: gy, xx, xy, yy };
}

function moveColumn(columns: ColumnTable, i: number, step: ScoringStep, sigmaPx: number): void {
  const pull = 1 / columns.priorVariance[i];
  const gx = step.gradientX - pull * (columns.xPx[i] - columns.expectedXPx[i]);
  const gy = step.gradientY - pull * (columns.yPx[i] - columns.expectedYPx[i]);
  const xx = step.xx + pull;
  const yy = step.yy + pull;
  const det = xx * yy - step.xy * step.xy;
  if (!(det > 1e-12)) return;
  const moveX = (yy * gx - step.xy * gy) / det;
  const moveY = (xx * gy - step.xy * gx) / det;
  const scale = Math.min(1, (largestStep * sigmaPx) / Math.max(Math.hypot(moveX, moveY), 1e-12));
  columns.xPx[i] += scale * moveX;
  columns.yPx[i] += scale * moveY;
}
