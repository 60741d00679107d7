import type { ChipFeatures } from "./chipFeatures.js";

/** The weighted features of a class. */
export interface Scatter {
  /** Sum of the weights. @unitless */
  readonly weight: number;
  /** Weighted means of the features. @unitless */
  readonly mean: Float64Array;
  /** The lower triangle of the weighted sum of products about the mean, features x features. @unitless */
  readonly products: Float64Array;
}

/** Calls back with the place of each chip's first feature. */
export function eachChip(
  { values, featureCount }: ChipFeatures,
  visit: (values: Float32Array, from: number, chip: number) => void,
): void {
  for (let chip = 0, from = 0; from < values.length; chip++, from += featureCount) visit(values, from, chip);
}

/**
 * The scatter of each class, with `weights` of chips x classes.
 *
 * Cost: features^2 / 2 multiplications for each chip and class whose weight is above 0.001.
 */
export function scattersOf(features: ChipFeatures, weights: Float64Array, classCount: number): Scatter[] {
  return Array.from({ length: classCount }, (_, k) => scatterOf(features, weights, k, classCount));
}

function scatterOf(features: ChipFeatures, weights: Float64Array, k: number, classCount: number): Scatter {
  const { featureCount } = features;
  const mean = new Float64Array(featureCount);
  let weight = 0;
  eachChip(features, (values, from, chip) => {
    const own = weights[chip * classCount + k];
    if (own < leastWeight) return;
    weight += own;
    for (let i = 0; i < featureCount; i++) mean[i] += own * values[from + i];
  });
  for (let i = 0; i < featureCount; i++) mean[i] /= weight;
  const products = new Float64Array(featureCount * featureCount);
  const away = new Float64Array(featureCount);
  eachChip(features, (values, from, chip) => {
    const own = weights[chip * classCount + k];
    if (own < leastWeight) return;
    for (let i = 0; i < featureCount; i++) away[i] = values[from + i] - mean[i];
    for (let i = 0; i < featureCount; i++) {
      const share = own * away[i];
      const row = i * featureCount;
      for (let j = 0; j <= i; j++) products[row + j] += share * away[j];
    }
  });
  return { weight, mean, products };
}

/** Chips of less weight change nothing. @unitless */
const leastWeight = 1e-3;
