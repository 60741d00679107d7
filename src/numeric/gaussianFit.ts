import { EmError, throwIfAborted } from "../core/error.js";
import type { Image } from "../core/image.js";
import { resolveOptions } from "../core/options.js";
import type { RunContext } from "../core/progress.js";
import { checkPlane } from "./checkPlane.js";
import type { FitWindow } from "./gaussianModel.js";
import type { GaussianShape } from "./gaussianNormal.js";
import { type GaussianFits, GaussianResults } from "./gaussianResults.js";
import { LevenbergMarquardt } from "./levenbergMarquardt.js";

export interface GaussianFitOptions {
  /** "elliptical" has 7 parameters, "circular" 5 (one sigma). Default "elliptical". */
  readonly shape: GaussianShape;
  /** The window is (2 halfWidthPx + 1)^2 pixels around the start, cut at the edges of the image. Default 7. */
  readonly halfWidthPx: number;
  /** Where sigma starts. Default: a third of halfWidthPx. */
  readonly sigmaPx: number;
  /** Steps after which a fit counts as not converged. Default 50. @unitless */
  readonly maxIterations: number;
  /** Inverse variances of the pixels, as many as the image has; errors are then absolute. Default: equal weights. @unitless */
  readonly weights: Float32Array | undefined;
}

/**
 * Fits a two-dimensional Gaussian on a flat ground to the window around each start (Levenberg-Marquardt, analytic derivatives).
 *
 * Takes an image, the starts (xPx column, yPx row, to about a sigma) and options; gives positions, sigmas and errors in pixels, amplitude
 * and offset in the unit of the image, one of each for every start. A fit has converged when its steps die away, with a positive amplitude,
 * the centre inside the window and each sigma between 0.25 px and twice the window; the numbers of one that has not are those of its last step.
 * A window with a value that is not finite, or with fewer pixels than parameters, gives NaN. Neighbours inside the window pull on a fit:
 * give a window that ends half-way to them.
 * Errors: BadShape; BadOption; Aborted. Cost: 2,000 fits of 15 x 15 px in about 60 ms. Source: Marquardt 1963; scaling by the diagonal.
 *
 * @example
 * const { xPx, errorXPx } = fitGaussians(image, [31.2, 80], [12, 40.6], { halfWidthPx: 5 });
 */
export function fitGaussians(
  image: Image,
  startXPx: ArrayLike<number>,
  startYPx: ArrayLike<number>,
  options?: Partial<GaussianFitOptions>,
  { signal, onProgress }: RunContext = {},
): GaussianFits {
  const { data, widthPx, heightPx } = image;
  checkPlane("fitGaussians", data, widthPx, heightPx);
  checkStarts(startXPx.length, startYPx.length);
  const { shape, halfWidthPx, sigmaPx, maxIterations, weights } = fitOptions(options);
  if (weights) checkPlane("fitGaussians: weights", weights, widthPx, heightPx);
  const total = startXPx.length;
  const results = new GaussianResults(shape, total, weights !== undefined);
  const solver = new LevenbergMarquardt(shape, maxIterations);
  const window: FitWindow = { data, weights, widthPx, left: 0, right: 0, top: 0, bottom: 0 };
  for (let k = 0; k < total; k++) {
    if (k % 256 === 0) {
      throwIfAborted(signal, "fitGaussians");
      onProgress?.({ done: k, total, label: "fitting Gaussians" });
    }
    placeWindow(window, startXPx[k], startYPx[k], halfWidthPx, heightPx);
    results.set(k, solver.fit(window, startXPx[k], startYPx[k], sigmaPx), halfWidthPx);
  }
  onProgress?.({ done: total, total, label: "fitting Gaussians" });
  return results.fits;
}

function checkStarts(countX: number, countY: number): void {
  if (countX === countY) return;
  throw new EmError("BadShape", `fitGaussians: ${countX} starts in x and ${countY} in y`, {
    fix: "Give as many rows as columns.",
  });
}

function fitOptions(given: Partial<GaussianFitOptions> | undefined): GaussianFitOptions {
  const halfWidthPx = given?.halfWidthPx ?? 7;
  const defaults = {
    shape: "elliptical",
    halfWidthPx,
    sigmaPx: halfWidthPx / 3,
    maxIterations: 50,
    weights: undefined,
  } as const;
  return resolveOptions<GaussianFitOptions>("fitGaussians", given, defaults, {
    shape: { kind: "choice", of: ["elliptical", "circular"] },
    halfWidthPx: { kind: "number", min: 1, integer: true, unit: "px" },
    sigmaPx: { kind: "number", min: 0.25, unit: "px" },
    maxIterations: { kind: "number", min: 1, integer: true },
    weights: { kind: "other", expects: "a Float32Array", accepts: (value) => value instanceof Float32Array },
  });
}

function placeWindow(window: FitWindow, xPx: number, yPx: number, halfWidthPx: number, heightPx: number): void {
  const x = Math.round(xPx);
  const y = Math.round(yPx);
  window.left = Math.max(0, x - halfWidthPx);
  window.right = Math.min(window.widthPx - 1, x + halfWidthPx);
  window.top = Math.max(0, y - halfWidthPx);
  window.bottom = Math.min(heightPx - 1, y + halfWidthPx);
}
