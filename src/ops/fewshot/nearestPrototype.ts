import { EmError } from "../../core/error.js";
import type { ChipFeatures } from "./chipStatistics.js";

/** An example: a chip, and the class that it is of. */
export interface SupportChip {
  /** The number of the chip, row after row from 0. @unitless */
  readonly chip: number;
  /** Classes count from 0. @unitless */
  readonly classIndex: number;
}

/** What each chip is like. */
export interface PrototypeResult {
  /** chips x classes, chip after chip; those of a chip sum to 1. @unitless */
  readonly probabilities: Float32Array;
  /** chips x nearestCount: support chips, the nearest first; -1 where there are fewer. @unitless */
  readonly nearest: Int32Array;
  /** @unitless */
  readonly nearestCount: number;
  /** One per chip: 1 where it is far from every class. @unitless */
  readonly unlike: Uint8Array;
}

/** Support chips that are named for each chip. */
const nearestCount = 3;

/** A chip is like no class when it is this many times as far from the nearest as half of the chips of that class are, and farther than another class. */
const farFactor = 4;

/**
 * Gives each chip the class whose mean example is nearest, with probabilities that tell how near the others are.
 *
 * Probabilities are a softmax of minus the squared distance over twice the mean squared distance to the nearest mean, so that they do not
 * saturate where classes overlap. Errors: BadOption without an example of each class. Cost: chips x (classes + examples) x features.
 * Source: Snell, Swersky and Zemel 2017, NeurIPS 30, 4077, for the means; the scale and the limit of likeness are this project's own.
 */
export function nearestPrototype(
  features: ChipFeatures,
  supports: readonly SupportChip[],
  classCount: number,
): PrototypeResult {
  const chips = features.values.length / features.featureCount;
  const means = prototypes(features, supports, classCount, chips);
  const distances = new Float64Array(chips * classCount);
  const least = new Float64Array(chips);
  for (let chip = 0; chip < chips; chip++) {
    least[chip] = Number.POSITIVE_INFINITY;
    for (let k = 0; k < classCount; k++) {
      const distance = squaredDistance(features, chip, means, k);
      distances[chip * classCount + k] = distance;
      least[chip] = Math.min(least[chip]!, distance);
    }
  }
  const scale = least.reduce((sum, value) => sum + value, 0) / chips + 1e-9;
  const nearestClass = Int32Array.from(least, (distance, chip) =>
    distances.subarray(chip * classCount, (chip + 1) * classCount).indexOf(distance),
  );
  const limits = likenessLimits(least, nearestClass, means, features.featureCount);
  return {
    probabilities: softmax(distances, least, classCount, scale),
    nearest: nearestSupports(features, supports, chips),
    nearestCount,
    unlike: Uint8Array.from(least, (distance, chip) => (distance > limits[nearestClass[chip]!]! ? 1 : 0)),
  };
}

/** The mean example of each class. */
function prototypes(
  { values, featureCount }: ChipFeatures,
  supports: readonly SupportChip[],
  classCount: number,
  chips: number,
): Float64Array {
  const means = new Float64Array(classCount * featureCount);
  const counts = new Float64Array(classCount);
  for (const { chip, classIndex } of supports) {
    if (!(chip >= 0 && chip < chips && classIndex >= 0 && classIndex < classCount))
      throw new EmError("BadOption", `chip ${chip} of class ${classIndex} is no example`, {
        fix: `There are ${chips} chips and ${classCount} classes, both counted from 0.`,
      });
    counts[classIndex]! += 1;
    for (let i = 0; i < featureCount; i++) means[classIndex * featureCount + i]! += values[chip * featureCount + i]!;
  }
  if (classCount < 1 || counts.includes(0))
    throw new EmError("BadOption", "a class has no example", { fix: "Pick 2 to 10 chips of each class." });
  return means.map((sum, i) => sum / counts[Math.floor(i / featureCount)]!);
}

function squaredDistance(
  { values, featureCount }: ChipFeatures,
  chip: number,
  others: Float64Array,
  other: number,
): number {
  let sum = 0;
  for (let i = 0; i < featureCount; i++)
    sum += (values[chip * featureCount + i]! - others[other * featureCount + i]!) ** 2;
  return sum;
}

/** For each class, the squared distance beyond which a chip is like none: a class that is very even must not refuse what differs a little. */
function likenessLimits(
  least: Float64Array,
  nearestClass: Int32Array,
  means: Float64Array,
  featureCount: number,
): readonly number[] {
  const classCount = means.length / featureCount;
  const prototypesAsChips = { values: means, featureCount };
  return Array.from({ length: classCount }, (_, k) => {
    const own = least.filter((_distance, chip) => nearestClass[chip] === k).sort();
    let toOther = Number.POSITIVE_INFINITY;
    for (let other = 0; other < classCount; other++)
      if (other !== k) toOther = Math.min(toOther, squaredDistance(prototypesAsChips, k, means, other));
    const usual = farFactor ** 2 * (own[own.length >> 1] ?? 0);
    return Number.isFinite(toOther) ? Math.max(usual, toOther) : usual;
  });
}

function softmax(distances: Float64Array, least: Float64Array, classCount: number, scale: number): Float32Array {
  const weights = distances.map((distance, i) =>
    Math.exp((least[Math.floor(i / classCount)]! - distance) / (2 * scale)),
  );
  const sums = new Float64Array(least.length);
  for (let i = 0; i < weights.length; i++) sums[Math.floor(i / classCount)]! += weights[i]!;
  return Float32Array.from(weights, (weight, i) => weight / sums[Math.floor(i / classCount)]!);
}

function nearestSupports(features: ChipFeatures, supports: readonly SupportChip[], chips: number): Int32Array {
  const nearest = new Int32Array(chips * nearestCount).fill(-1);
  const best = new Float64Array(nearestCount);
  for (let chip = 0; chip < chips; chip++) {
    best.fill(Number.POSITIVE_INFINITY);
    for (const support of supports) {
      let at = nearestCount;
      const distance = squaredDistance(features, chip, features.values, support.chip);
      while (at > 0 && distance < best[at - 1]!) at -= 1;
      if (at === nearestCount) continue;
      best.copyWithin(at + 1, at, nearestCount - 1);
      best[at] = distance;
      const from = chip * nearestCount;
      nearest.copyWithin(from + at + 1, from + at, from + nearestCount - 1);
      nearest[from + at] = support.chip;
    }
  }
  return nearest;
}
