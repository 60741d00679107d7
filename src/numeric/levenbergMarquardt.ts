import { type FitWindow, type GaussianModel, gaussianSums, SUMS, WEIGHT } from "./gaussianModel.js";
import { type GaussianShape, normalEquations, parameterCount, stepMap } from "./gaussianNormal.js";
import { choleskyFactor, choleskyInverse, choleskySolve } from "./smallMatrix.js";

/** One finished fit; its arrays are reused by the next. */
export interface GaussianSolution {
  readonly model: GaussianModel;
  readonly start: { readonly xPx: number; readonly yPx: number };
  /** Covariance of the parameters for unit variance of a pixel of weight 1, n x n; undefined where they cannot be told apart. */
  readonly covariance: Float64Array | undefined;
  /** Weighted sum of squared residuals, and pixels in the window. */
  readonly squares: number;
  readonly pixels: number;
  readonly iterations: number;
  /** True when the steps died away. */
  readonly settled: boolean;
}

/** A step that lowers the sum of squares by less than this part of it ends the fit. */
const ENOUGH = 1e-10;
/** So does one that moves no parameter by more than this: px, or part of amplitude. */
const SMALL_STEP = 1e-6;

/** Levenberg-Marquardt for one shape of Gaussian; keeps its working arrays from fit to fit. */
export class LevenbergMarquardt {
  readonly #shape: GaussianShape;
  readonly #maxIterations: number;
  readonly #n: number;
  readonly #matrix: Float64Array;
  readonly #damped: Float64Array;
  readonly #right: Float64Array;
  readonly #map: Float64Array;
  readonly #change: Float64Array;
  #sums = new Float64Array(SUMS);
  #trialSums = new Float64Array(SUMS);

  constructor(shape: GaussianShape, maxIterations: number) {
    this.#shape = shape;
    this.#maxIterations = maxIterations;
    const n = parameterCount(shape);
    this.#n = n;
    this.#matrix = new Float64Array(n * n);
    this.#damped = new Float64Array(n * n);
    this.#map = new Float64Array(n * n);
    this.#right = new Float64Array(n);
    this.#change = new Float64Array(n);
  }

  fit(window: FitWindow, xPx: number, yPx: number, sigmaPx: number): GaussianSolution {
    const pixels = (window.right - window.left + 1) * (window.bottom - window.top + 1);
    let model = startModel(window, xPx, yPx, sigmaPx);
    let squares = pixels >= this.#n ? gaussianSums(model, window, this.#sums) : Number.NaN;
    let damping = 1e-3;
    let iterations = 0;
    let settled = false;
    // Also ends for a window with a value that is not finite: no comparison with NaN holds.
    while (!settled && squares >= 0 && iterations < this.#maxIterations && damping < 1e12) {
      iterations++;
      const trial = this.#step(model, damping);
      const trialSquares = trial ? gaussianSums(trial, window, this.#trialSums) : Number.NaN;
      if (trial && trialSquares <= squares) {
        settled = squares - trialSquares <= ENOUGH * squares || this.#isSmall(model);
        [this.#sums, this.#trialSums] = [this.#trialSums, this.#sums];
        model = trial;
        squares = trialSquares;
        damping = Math.max(damping / 10, 1e-12);
      } else {
        // At the very minimum rounding can make the best step a rise.
        settled = trial !== undefined && this.#isSmall(model);
        damping *= 10;
      }
    }
    return { model, start: { xPx, yPx }, covariance: this.#covariance(model), squares, pixels, iterations, settled };
  }

  /** The model after one damped step, or undefined when that is no Gaussian. */
  #step(model: GaussianModel, damping: number): GaussianModel | undefined {
    const n = this.#n;
    normalEquations(this.#shape, this.#sums, this.#matrix, this.#right);
    this.#damped.set(this.#matrix);
    for (let i = 0; i < n; i++) this.#damped[i * n + i] *= 1 + damping;
    if (!choleskyFactor(this.#damped, n) || !stepMap(this.#shape, model, this.#map)) return undefined;
    choleskySolve(this.#damped, n, this.#right);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += this.#map[i * n + k] * this.#right[k];
      this.#change[i] = sum;
    }
    const next = changed(this.#shape, model, this.#change);
    return next.a > 0 && next.c > 0 && next.a * next.c > next.b * next.b ? next : undefined;
  }

  #isSmall({ amplitude, a, c }: GaussianModel): boolean {
    const [dAmplitude, dx, dy, dWidth] = this.#change;
    return (
      Math.abs(dAmplitude) <= SMALL_STEP * Math.abs(amplitude) &&
      Math.max(Math.abs(dx), Math.abs(dy)) <= SMALL_STEP &&
      Math.abs(dWidth) <= SMALL_STEP * Math.max(a, c)
    );
  }

  #covariance(model: GaussianModel): Float64Array | undefined {
    const n = this.#n;
    if (!(this.#sums[WEIGHT] > 0)) return undefined;
    normalEquations(this.#shape, this.#sums, this.#matrix, this.#right);
    if (!choleskyFactor(this.#matrix, n) || !stepMap(this.#shape, model, this.#map)) return undefined;
    return congruent(this.#map, choleskyInverse(this.#matrix, n), n);
  }
}

/** The ground is taken from the edge of the window, the height from the middle. */
function startModel(window: FitWindow, xPx: number, yPx: number, sigmaPx: number): GaussianModel {
  const { data, widthPx, left, right, top, bottom } = window;
  let sum = 0;
  let count = 0;
  for (let x = left; x <= right; x++) {
    sum += data[top * widthPx + x] + data[bottom * widthPx + x];
    count += 2;
  }
  for (let y = top + 1; y < bottom; y++) {
    sum += data[y * widthPx + left] + data[y * widthPx + right];
    count += 2;
  }
  const offset = sum / count;
  const x = Math.min(right, Math.max(left, Math.round(xPx)));
  const y = Math.min(bottom, Math.max(top, Math.round(yPx)));
  const peak = data[y * widthPx + x] - offset;
  const curvature = 1 / (sigmaPx * sigmaPx);
  // A pixel that happens to lie at the ground says nothing of the height; any height is better than none.
  return { amplitude: peak || 1, xPx, yPx, a: curvature, b: 0, c: curvature, offset };
}

function changed(shape: GaussianShape, model: GaussianModel, change: Float64Array): GaussianModel {
  const isRound = shape === "circular";
  const a = model.a + change[3];
  return {
    amplitude: model.amplitude + change[0],
    xPx: model.xPx + change[1],
    yPx: model.yPx + change[2],
    a,
    b: isRound ? 0 : model.b + change[4],
    c: isRound ? a : model.c + change[5],
    offset: model.offset + change[isRound ? 4 : 6],
  };
}

/** map * inner * map^T. */
function congruent(map: Float64Array, inner: Float64Array, n: number): Float64Array {
  const half = new Float64Array(n * n);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) half[i * n + j] += map[i * n + k] * inner[k * n + j];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) out[i * n + j] += half[i * n + k] * map[j * n + k];
    }
  }
  return out;
}
