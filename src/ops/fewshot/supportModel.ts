import type { ChipFeatures } from "./chipFeatures.js";
import { type ClassModel, shrunkFactor } from "./classModel.js";
import { pickChips } from "./pickChips.js";
import { type Scatter, scattersOf } from "./scatter.js";
import type { SupportChip } from "./supportChip.js";

/** Examples beyond one for each class that weigh as much as the belief that features vary alike and apart from each other. @unitless */
const beliefWeight = 30;

/**
 * The model of the examples alone: the mean of each class, and one covariance for all.
 *
 * With n examples of c classes, the covariance is that of the examples about their means with a share of (n - c) / (n - c + 30), and the unit
 * matrix for the rest: features have variance 1 over the chips. One example of each class gives nearest prototypes.
 * Cost: features^2 / 2 multiplications for each example.
 */
export function supportModel(features: ChipFeatures, supports: readonly SupportChip[], classCount: number): ClassModel {
  const { featureCount } = features;
  const scatters = supportScatters(features, supports, classCount);
  const freedom = supports.length - classCount;
  const covariance = new Float64Array(featureCount * featureCount);
  for (const { products } of scatters)
    for (let i = 0; i < covariance.length; i++) covariance[i] += products[i] / (freedom + beliefWeight);
  for (let i = 0; i < featureCount; i++) covariance[i * (featureCount + 1)] += beliefWeight / (freedom + beliefWeight);
  const factor = shrunkFactor(covariance, featureCount, 0);
  return {
    means: scatters.map(({ mean }) => mean),
    factors: scatters.map(() => factor),
    weights: scatters.map(({ weight }) => weight),
  };
}

function supportScatters(features: ChipFeatures, supports: readonly SupportChip[], classCount: number): Scatter[] {
  const examples = pickChips(
    features,
    supports.map(({ chip }) => chip),
  );
  const weights = new Float64Array(supports.length * classCount);
  for (const [i, { classIndex }] of supports.entries()) weights[i * classCount + classIndex] = 1;
  return scattersOf(examples, weights, classCount);
}
