import { chipFeatures } from "../../src/ops/fewshot/chipFeatures.js";
import { type Certainty, calibrationError } from "./figures.js";
import { atDose } from "./lowDose.js";
import { readTasks } from "./readTasks.js";
import { outOfDistribution, scoreSupports } from "./scoreTask.js";
import type { FewShotTask } from "./task.js";

/** Balanced accuracy of one task, number of examples, tier and dose. */
interface ScoredTier {
  readonly task: string;
  /** Examples of each class. @unitless */
  readonly k: number;
  readonly tier: string;
  /** Electrons in a pixel of full scale; null for the image as it is. */
  readonly dose: number | null;
  /** @unitless */
  readonly meanAccuracy: number;
  /** @unitless */
  readonly p10Accuracy: number;
}

/** Numbers of examples for the image as it is, and at low doses. */
const counts = [1, 3, 5, 10];
const lowDoses = [4, 1, 0.25];
const lowDoseCounts = [1, 5];

interface TaskScore {
  readonly items: readonly ScoredTier[];
  readonly certainties: readonly Certainty[];
  readonly oodAuroc: number;
  /** Of the features alone, from a cold start. */
  readonly seconds: number;
}

function scoreTask(task: FewShotTask): TaskScore {
  const started = performance.now();
  const features = chipFeatures(task.image, task.chips);
  const seconds = (performance.now() - started) / 1000;
  const items: ScoredTier[] = [];
  const certainties: Certainty[] = [];
  const score = (of: typeof features, dose: number | null, ks: readonly number[]) => {
    for (const k of ks) {
      const { tiers, certainties: own } = scoreSupports(task, of, k);
      items.push(...tiers.map((tier) => ({ task: task.name, k, dose, ...tier })));
      certainties.push(...own);
    }
  };
  score(features, null, counts);
  for (const dose of lowDoses) score(chipFeatures(atDose(task.image, dose, 1), task.chips), dose, lowDoseCounts);
  return { items, certainties, oodAuroc: outOfDistribution(task, features, 5), seconds };
}

/** What the figures of a task do not show by themselves. */
function notesOn({ name, classNames, truth }: FewShotTask): string[] {
  const most = Math.max(...counts);
  return classNames.flatMap((className, classIndex) => {
    const own = truth.filter((one) => one.classIndex === classIndex);
    const core = own.filter(({ tier }) => tier === "core").length;
    const missing = [...new Set(truth.map(({ tier }) => tier))].filter((tier) => own.every((one) => one.tier !== tier));
    return [
      ...(core <= most
        ? [`${name}: ${className} has ${core} core chips, so that at most ${core - 1} are examples`]
        : []),
      ...missing.map(
        (tier) => `${name}: no ${tier} chip is of class ${className}; the ${tier} accuracy is that of the others`,
      ),
    ];
  });
}

function print(items: readonly ScoredTier[], scores: ReadonlyMap<string, TaskScore>, ece: number): void {
  console.log("task          tier   dose    k   mean %   p10 %");
  for (const { task, tier, dose, k, meanAccuracy, p10Accuracy } of items) {
    const share = (value: number) => (100 * value).toFixed(2).padStart(7);
    const head = `${task.padEnd(13)} ${tier.padEnd(6)} ${String(dose ?? "-").padEnd(6)} ${String(k).padStart(2)}`;
    console.log(`${head}  ${share(meanAccuracy)} ${share(p10Accuracy)}`);
  }
  for (const [name, { oodAuroc, seconds, certainties }] of scores)
    console.log(
      `${name}: area under the curve of unknown classes ${oodAuroc.toFixed(4)}, calibration error ${calibrationError(certainties).toFixed(4)}, features in ${seconds.toFixed(2)} s`,
    );
  console.log(`expected calibration error ${ece.toFixed(4)}`);
}

const [folder, ...options] = process.argv.slice(2);
try {
  const scores = new Map<string, TaskScore>();
  const notes: string[] = [];
  for (const task of await readTasks(folder!)) {
    scores.set(task.name, scoreTask(task));
    notes.push(...notesOn(task));
  }
  const items = [...scores.values()].flatMap((score) => score.items);
  const ece = calibrationError([...scores.values()].flatMap(({ certainties }) => certainties));
  const oodAuroc = Object.fromEntries([...scores].map(([name, score]) => [name, score.oodAuroc]));
  print(items, scores, ece);
  for (const note of notes) console.log(note);
  if (options.includes("--json")) console.log(JSON.stringify({ area: "fewshot", items, summary: { oodAuroc, ece } }));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
