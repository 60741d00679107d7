import type { ChipFeatures } from "./chipFeatures.js";
import type { ClassModel } from "./classModel.js";
import { eachChip } from "./scatter.js";

/**
 * How far each chip is from each class: the squared Mahalanobis distance, chips x classes, chip after chip.
 *
 * Cost: features^2 / 2 multiplications for each chip and each covariance; classes that share a factor share the work.
 */
export function squaredDistances(features: ChipFeatures, { means, factors }: ClassModel): Float64Array {
  const { featureCount } = features;
  const classCount = means.length;
  const distances = new Float64Array((features.values.length / featureCount) * classCount);
  for (const factor of new Set(factors)) {
    const whiten = whitener(factor, featureCount);
    const own = means.flatMap((mean, k) => (factors[k] === factor ? [{ k, mean: whiten(mean, 0).slice() }] : []));
    eachChip(features, (values, from, chip) => {
      const white = whiten(values, from);
      for (const { k, mean } of own) {
        let sum = 0;
        for (let i = 0; i < featureCount; i++) sum += (white[i] - mean[i]) ** 2;
        distances[chip * classCount + k] = sum;
      }
    });
  }
  return distances;
}

/** Gives L^-1 x for the features x from a place on, in an array that is used again. */
function whitener(factor: Float64Array, featureCount: number): (x: ArrayLike<number>, from: number) => Float64Array {
  const inverse = Float64Array.from({ length: featureCount }, (_, i) => 1 / factor[i * (featureCount + 1)]);
  const white = new Float64Array(featureCount);
  return (x, from) => {
    for (let i = 0; i < featureCount; i++) {
      const row = i * featureCount;
      // Four sums side by side: each addition would else wait for the one before.
      let [first, second, third, fourth] = [0, 0, 0, 0];
      let j = 0;
      for (; j + 3 < i; j += 4) {
        first += factor[row + j] * white[j];
        second += factor[row + j + 1] * white[j + 1];
        third += factor[row + j + 2] * white[j + 2];
        fourth += factor[row + j + 3] * white[j + 3];
      }
      for (; j < i; j++) first += factor[row + j] * white[j];
      white[i] = (x[from + i] - (first + second + third + fourth)) * inverse[i];
    }
    return white;
  };
}

/**
 * Minus twice the logarithm of the likelihood of each chip in each class, but for a constant: the squared distance and the logarithm of the
 * determinant of the covariance, which is what a wide class pays for being wide. chips x classes. Cost: that of `squaredDistances`.
 */
export function misfits(features: ChipFeatures, model: ClassModel): Float64Array {
  const distances = squaredDistances(features, model);
  const logs = model.factors.map((factor) => logDeterminant(factor, features.featureCount));
  for (let i = 0; i < distances.length; i++) distances[i] += logs[i % logs.length];
  return distances;
}

function logDeterminant(factor: Float64Array, featureCount: number): number {
  let sum = 0;
  for (let i = 0; i < featureCount; i++) sum += 2 * Math.log(factor[i * (featureCount + 1)]);
  return sum;
}
