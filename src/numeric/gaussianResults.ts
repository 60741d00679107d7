import { type GaussianShape, parameterCount } from "./gaussianNormal.js";
import type { GaussianSolution } from "./levenbergMarquardt.js";
import { eigenSymmetric2 } from "./smallMatrix.js";

/**
 * Fitted Gaussians, one number of each kind for every start. Errors are standard deviations from the covariance of the fit: scaled by the
 * scatter of the residuals without weights, absolute with them; they hold for noise that is independent from pixel to pixel.
 */
export interface GaussianFits {
  readonly count: number;
  /** Height over the ground, in the unit of the image. @unitless */
  readonly amplitude: Float64Array;
  readonly xPx: Float64Array;
  readonly yPx: Float64Array;
  /** Along the long axis. */
  readonly sigmaMajorPx: Float64Array;
  /** Across it; equal to sigmaMajorPx for a circular fit. */
  readonly sigmaMinorPx: Float64Array;
  /** Direction of the long axis, from x towards y (downwards), above -pi / 2 and up to pi / 2. */
  readonly thetaRad: Float64Array;
  /** The ground, in the unit of the image. @unitless */
  readonly offset: Float64Array;
  /** @unitless */
  readonly errorAmplitude: Float64Array;
  readonly errorXPx: Float64Array;
  readonly errorYPx: Float64Array;
  readonly errorSigmaMajorPx: Float64Array;
  readonly errorSigmaMinorPx: Float64Array;
  /** NaN for a circular fit. */
  readonly errorThetaRad: Float64Array;
  /** @unitless */
  readonly errorOffset: Float64Array;
  /** Covariance of xPx and yPx, in square pixels. @unitless */
  readonly covarianceXy: Float64Array;
  /** Root mean square of the residuals, in the unit of the image (with weights: of the weighted residuals). @unitless */
  readonly rms: Float64Array;
  /** @unitless */
  readonly iterations: Uint16Array;
  /** 1 for a fit that converged, else 0. @unitless */
  readonly converged: Uint8Array;
}

/** Narrower than this a peak falls between the pixels. */
const LEAST_SIGMA_PX = 0.25;
/** A peak lower than this part of its ground is the rounding of float32. */
const ROUNDING = 1e-6;

/** Collects solutions as arrays. */
export class GaussianResults {
  readonly fits: GaussianFits;
  readonly #n: number;
  readonly #isRound: boolean;
  readonly #absolute: boolean;

  constructor(shape: GaussianShape, count: number, absolute: boolean) {
    this.#n = parameterCount(shape);
    this.#isRound = shape === "circular";
    this.#absolute = absolute;
    const floats = () => new Float64Array(count).fill(Number.NaN);
    this.fits = {
      count,
      amplitude: floats(),
      xPx: floats(),
      yPx: floats(),
      sigmaMajorPx: floats(),
      sigmaMinorPx: floats(),
      thetaRad: floats(),
      offset: floats(),
      errorAmplitude: floats(),
      errorXPx: floats(),
      errorYPx: floats(),
      errorSigmaMajorPx: floats(),
      errorSigmaMinorPx: floats(),
      errorThetaRad: floats(),
      errorOffset: floats(),
      covarianceXy: floats(),
      rms: floats(),
      iterations: new Uint16Array(count),
      converged: new Uint8Array(count),
    };
  }

  set(k: number, solution: GaussianSolution, halfWidthPx: number): void {
    const { fits } = this;
    const { model, squares, pixels, settled } = solution;
    fits.iterations[k] = solution.iterations;
    if (!(squares >= 0)) return;
    const { large, small, angleRad } = eigenSymmetric2(model.a, model.b, model.c);
    fits.amplitude[k] = model.amplitude;
    fits.xPx[k] = model.xPx;
    fits.yPx[k] = model.yPx;
    fits.offset[k] = model.offset;
    // The long axis is that of the small eigenvalue, at a right angle to the other.
    fits.sigmaMajorPx[k] = 1 / Math.sqrt(small);
    fits.sigmaMinorPx[k] = 1 / Math.sqrt(large);
    fits.thetaRad[k] = this.#isRound ? 0 : angleRad > 0 ? angleRad - Math.PI / 2 : angleRad + Math.PI / 2;
    fits.rms[k] = Math.sqrt(squares / pixels);
    this.#setErrors(k, solution, large, small);
    fits.converged[k] = settled && this.#isSound(k, halfWidthPx, solution) ? 1 : 0;
  }

  #isSound(k: number, halfWidthPx: number, { model, covariance, start }: GaussianSolution): boolean {
    const { sigmaMinorPx, sigmaMajorPx } = this.fits;
    return (
      covariance !== undefined &&
      model.amplitude > ROUNDING * Math.abs(model.offset) &&
      Math.max(Math.abs(model.xPx - start.xPx), Math.abs(model.yPx - start.yPx)) <= halfWidthPx + 0.5 &&
      sigmaMinorPx[k] >= LEAST_SIGMA_PX &&
      sigmaMajorPx[k] <= 2 * (2 * halfWidthPx + 1)
    );
  }

  #setErrors(k: number, { covariance, squares, pixels, model }: GaussianSolution, large: number, small: number): void {
    if (!covariance) return;
    const n = this.#n;
    const freedom = pixels - n;
    const variance = this.#absolute ? 1 : freedom > 0 ? squares / freedom : Number.NaN;
    const { fits } = this;
    const error = (i: number) => Math.sqrt(variance * covariance[i * n + i]);
    fits.errorAmplitude[k] = error(0);
    fits.errorXPx[k] = error(1);
    fits.errorYPx[k] = error(2);
    fits.covarianceXy[k] = variance * covariance[n + 2];
    fits.errorOffset[k] = error(n - 1);
    if (this.#isRound) {
      fits.errorSigmaMajorPx[k] = 0.5 * model.a ** -1.5 * error(3);
      fits.errorSigmaMinorPx[k] = fits.errorSigmaMajorPx[k];
      return;
    }
    const across = Math.PI / 2 + fits.thetaRad[k];
    const form = (u: readonly number[]) => Math.sqrt(variance * quadratic(covariance, u));
    fits.errorSigmaMajorPx[k] = 0.5 * small ** -1.5 * form(derivative(fits.thetaRad[k], fits.thetaRad[k]));
    fits.errorSigmaMinorPx[k] = 0.5 * large ** -1.5 * form(derivative(across, across));
    fits.errorThetaRad[k] = form(derivative(fits.thetaRad[k], across)) / (large - small);
  }
}

/** Derivatives of u^T [[a, b], [b, c]] v by a, b and c for unit vectors u and v of the given angles. */
function derivative(u: number, v: number): readonly number[] {
  return [Math.cos(u) * Math.cos(v), Math.sin(u + v), Math.sin(u) * Math.sin(v)];
}

/** The variance of a combination of a, b and c: rows and columns 3 to 5 of the covariance of seven parameters. */
function quadratic(covariance: Float64Array, u: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) sum += u[i] * u[j] * covariance[(i + 3) * 7 + j + 3];
  return sum;
}
