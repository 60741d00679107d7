import { choleskyFactor } from "../../numeric/index.js";
import type { Scatter } from "./scatter.js";

/** A normal distribution of the features of each class. */
export interface ClassModel {
  /** The mean features of each class. @unitless */
  readonly means: readonly Float64Array[];
  /** The lower triangular Cholesky factors of the covariances, one for each class, features x features. @unitless */
  readonly factors: readonly Float64Array[];
  /** Sums of the weights of the chips behind each mean. @unitless */
  readonly weights: readonly number[];
}

/** How the covariances of classes are held to simpler ones; both from 0 to 1. */
export interface Shrinkage {
  /** Share of a multiple of the unit matrix. @unitless */
  readonly round: number;
  /** Share of the class's own covariance, beside that of all classes together. @unitless */
  readonly own: number;
}

/**
 * The model of scatters that were counted for each class: shrunk discriminant analysis.
 *
 * The covariance of a class is the mean of its own and of the pooled one, of which a share is replaced by as wide a sphere, so that it has
 * an inverse however few chips there are. Cost: features^3 / 6 multiplications for each class.
 * Source: Friedman 1989, J. Am. Stat. Assoc. 84, 165, eqs. 16 to 18.
 */
export function shrunkModel(scatters: readonly Scatter[], { round, own }: Shrinkage): ClassModel {
  const featureCount = scatters[0].mean.length;
  const total = scatters.reduce((sum, { weight }) => sum + weight, 0);
  const pooled = new Float64Array(featureCount * featureCount);
  for (const { products } of scatters) for (let i = 0; i < pooled.length; i++) pooled[i] += products[i] / total;
  // Classes without a covariance of their own share one factor, and the work on it.
  const shared = own === 0 ? shrunkFactor(pooled, featureCount, round) : undefined;
  const factors = scatters.map(({ products, weight }) => {
    if (shared) return shared;
    const covariance = pooled.map((value, i) => (1 - own) * value + (own * products[i]) / weight);
    return shrunkFactor(covariance, featureCount, round);
  });
  return { means: scatters.map(({ mean }) => mean), factors, weights: scatters.map(({ weight }) => weight) };
}

/** The Cholesky factor of a covariance of which the share `round` is replaced by as wide a sphere. */
export function shrunkFactor(covariance: Float64Array, featureCount: number, round: number): Float64Array {
  let trace = 0;
  for (let i = 0; i < featureCount; i++) trace += covariance[i * (featureCount + 1)];
  // Even where every chip is equal there is an inverse: a spread of a thousandth of that of all chips.
  const width = Math.max(trace / featureCount, 1e-6);
  const factor = covariance.map((value) => (1 - round) * value);
  for (let i = 0; i < featureCount; i++) factor[i * (featureCount + 1)] += round * width;
  choleskyFactor(factor, featureCount);
  return factor;
}
