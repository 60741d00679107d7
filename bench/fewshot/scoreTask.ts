import { seededRandom } from "../../src/core/random.js";
import type { ChipFeatures } from "../../src/ops/fewshot/chipFeatures.js";
import { segmentFeatures } from "../../src/ops/fewshot/segmentFeatures.js";
import type { SupportChip } from "../../src/ops/fewshot/supportChip.js";
import { areaUnder, type Certainty, percentile } from "./figures.js";
import type { ChipTruth, FewShotTask } from "./task.js";

/** What a task says of one number of examples. */
export interface SupportScore {
  /** Of the balanced accuracies over the random supports, one entry for each tier that has chips. @unitless */
  readonly tiers: readonly { readonly tier: string; readonly meanAccuracy: number; readonly p10Accuracy: number }[];
  /** How sure each answer for a core chip was, and whether it was right. */
  readonly certainties: readonly Certainty[];
}

/** Random supports of each task. */
const supportCount = 20;

/**
 * Balanced accuracies over `draws` (20) random supports of `k` core chips of each class; chips of the support are not counted. Where a class has
 * fewer chips than k + 1, one is left to be counted.
 */
export function scoreSupports(
  task: FewShotTask,
  features: ChipFeatures,
  k: number,
  draws = supportCount,
): SupportScore {
  const accuracies = new Map<string, number[]>();
  const certainties: Certainty[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const supports = randomSupports(task, k, draw);
    const { probabilities } = segmentFeatures(features, supports, task.classNames.length);
    const labelled = new Set(supports.map(({ chip }) => chip));
    const counted = task.truth.filter(({ chip }) => !labelled.has(chip));
    for (const tier of new Set(counted.map((truth) => truth.tier))) {
      const own = counted.filter((truth) => truth.tier === tier);
      const accuracy = balancedAccuracy(own, probabilities, task.classNames.length);
      accuracies.set(tier, [...(accuracies.get(tier) ?? []), accuracy]);
      if (tier === "core") certainties.push(...own.map((truth) => certaintyOf(truth, probabilities, task)));
    }
  }
  const tiers = [...accuracies].map(([tier, values]) => ({
    tier,
    meanAccuracy: values.reduce((sum, value) => sum + value, 0) / values.length,
    p10Accuracy: percentile(values, 10),
  }));
  return { tiers, certainties };
}

/**
 * How well chips of a class without examples are told from the others by `outlyingness`: the area under the curve, the mean over the classes
 * (each is left out once) and `draws` (20) supports of `k` chips of each other class.
 */
export function outOfDistribution(task: FewShotTask, features: ChipFeatures, k: number, draws = supportCount): number {
  const areas: number[] = [];
  for (let hidden = 0; hidden < task.classNames.length; hidden++)
    for (let draw = 0; draw < draws; draw++) {
      const supports = randomSupports(task, k, draw)
        .filter(({ classIndex }) => classIndex !== hidden)
        .map(({ chip, classIndex }) => ({ chip, classIndex: classIndex - (classIndex > hidden ? 1 : 0) }));
      const { outlyingness } = segmentFeatures(features, supports, task.classNames.length - 1);
      const labelled = new Set(supports.map(({ chip }) => chip));
      const core = task.truth.filter(({ chip, tier }) => tier === "core" && !labelled.has(chip));
      const of = (isHidden: boolean) =>
        core.filter(({ classIndex }) => (classIndex === hidden) === isHidden).map(({ chip }) => outlyingness[chip]!);
      areas.push(areaUnder(of(true), of(false)));
    }
  return areas.reduce((sum, value) => sum + value, 0) / areas.length;
}

/** The draw of a seed and a number of examples is the same in every run. */
function randomSupports(task: FewShotTask, k: number, draw: number): SupportChip[] {
  const random = seededRandom(draw + 1, `few-shot support of ${k}`);
  return task.classNames.flatMap((_, classIndex) => {
    const core = task.truth.filter((truth) => truth.tier === "core" && truth.classIndex === classIndex);
    const count = Math.min(k, core.length - 1);
    if (count < 1) throw new Error(`${task.name}: class ${task.classNames[classIndex]} has fewer than two core chips`);
    for (let i = 0; i < count; i++) {
      const other = i + random.below(core.length - i);
      [core[i], core[other]] = [core[other]!, core[i]!];
    }
    return core.slice(0, count).map(({ chip }) => ({ chip, classIndex }));
  });
}

/** The mean, over the classes that have chips, of the share of their chips that are given to them. */
function balancedAccuracy(truths: readonly ChipTruth[], probabilities: Float32Array, classCount: number): number {
  const [right, all] = [new Float64Array(classCount), new Float64Array(classCount)];
  for (const { chip, classIndex } of truths) {
    const own = probabilities.subarray(chip * classCount, (chip + 1) * classCount);
    all[classIndex]! += 1;
    if (own.indexOf(Math.max(...own)) === classIndex) right[classIndex]! += 1;
  }
  const present = [...all.keys()].filter((k) => all[k]! > 0);
  return present.reduce((sum, k) => sum + right[k]! / all[k]!, 0) / present.length;
}

function certaintyOf({ chip, classIndex }: ChipTruth, probabilities: Float32Array, task: FewShotTask): Certainty {
  const classCount = task.classNames.length;
  const own = probabilities.subarray(chip * classCount, (chip + 1) * classCount);
  const probability = Math.max(...own);
  return { probability, isRight: own.indexOf(probability) === classIndex };
}
