import type { ChipFeatures } from "./chipFeatures.js";
import { misfits } from "./classDistances.js";
import { type ClassModel, type Shrinkage, shrunkModel } from "./classModel.js";
import { pickChips } from "./pickChips.js";
import { scattersOf } from "./scatter.js";
import type { SupportChip } from "./supportChip.js";

/** Rounds of refinement at most: more change little. @unitless */
const mostRounds = 10;

/** Shares that change less than this from one round to the next are settled. @unitless */
const settledBelow = 0.01;

/** How many unlabelled chips an example weighs as much as. @unitless */
export const supportWeight = 3;

/** More unlabelled chips than these make the model no better, only later. */
const mostChips = 384;

/**
 * Refines a model on the chips that have no label: each is given to the classes by its likelihood, and the classes are fitted again.
 *
 * Examples keep their class. At most 384 of the unlabelled chips are looked at, spread over the image. Gives the start model where an example
 * would end in another class: what the unlabelled chips say is then not what was meant.
 * Cost: up to 10 times features^2 for each of the chips and classes. Source: Dempster, Laird and Rubin 1977, J. R. Stat. Soc. B 39, 1, for the iteration.
 */
export function refine(
  features: ChipFeatures,
  supports: readonly SupportChip[],
  start: ClassModel,
  shrinkage: Shrinkage,
): ClassModel {
  const classCount = start.means.length;
  const some = someChips(features, supports);
  let model = start;
  let before: Float64Array = new Float64Array((some.values.length / some.featureCount) * classCount);
  for (let round = 0; round < mostRounds; round++) {
    const weights = shares(misfits(some, model), classCount);
    for (const [i, { classIndex }] of supports.entries()) {
      weights.fill(0, i * classCount, (i + 1) * classCount);
      weights[i * classCount + classIndex] = supportWeight;
    }
    if (weights.every((weight, i) => Math.abs(weight - before[i]) < settledBelow)) break;
    before = weights;
    model = shrunkModel(scattersOf(some, weights, classCount), shrinkage);
  }
  const examples = { ...some, values: some.values.subarray(0, supports.length * some.featureCount) };
  return leastMargin(misfits(examples, model), supports, classCount) > 0 ? model : start;
}

/** The examples first, and then chips that are none, at equal distances. */
function someChips({ values, featureCount }: ChipFeatures, supports: readonly SupportChip[]): ChipFeatures {
  const labelled = new Set(supports.map(({ chip }) => chip));
  const others = Array.from({ length: values.length / featureCount }, (_, chip) => chip).filter(
    (chip) => !labelled.has(chip),
  );
  const every = Math.max(1, others.length / mostChips);
  const chosen = Array.from({ length: Math.floor(others.length / every) }, (_, i) => others[Math.floor(i * every)]);
  const chips = [...supports.map(({ chip }) => chip), ...chosen];
  return pickChips({ values, featureCount }, chips);
}

/** The share of each class in each chip, for misfits that are minus twice the logarithms of likelihoods. */
export function shares(misfit: Float64Array, classCount: number, temperature = 1): Float64Array {
  const result = new Float64Array(misfit.length);
  for (let from = 0; from < misfit.length; from += classCount) {
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < classCount; k++) least = Math.min(least, misfit[from + k]);
    let sum = 0;
    for (let k = 0; k < classCount; k++) {
      result[from + k] = Math.exp((least - misfit[from + k]) / (2 * temperature));
      sum += result[from + k];
    }
    for (let k = 0; k < classCount; k++) result[from + k] /= sum;
  }
  return result;
}

/** By how much the best other class fits worse, for the example for which that is least. */
function leastMargin(misfit: Float64Array, supports: readonly SupportChip[], classCount: number): number {
  return Math.min(
    ...supports.map(({ classIndex }, i) => {
      const own = misfit.subarray(i * classCount, (i + 1) * classCount);
      return Math.min(...own.filter((_, k) => k !== classIndex)) - own[classIndex];
    }),
  );
}
