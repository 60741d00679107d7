import { test } from "uvu";
import * as assert from "uvu/assert";
import { practiceTask } from "../../../bench/fewshot/practiceTasks.js";
import { outOfDistribution, scoreSupports } from "../../../bench/fewshot/scoreTask.js";
import { chipFeatures } from "../../../src/ops/fewshot/chipFeatures.js";
import { segmentFeatures } from "../../../src/ops/fewshot/segmentFeatures.js";
import { temperatureOf } from "../../../src/ops/fewshot/temperature.js";
import { unlikeChips } from "../../../src/ops/fewshot/unlikeChips.js";
import { chips, supports, twoTextures } from "./textures.js";

const features = chipFeatures(twoTextures(), chips);

test("two textures are told apart from two chips of each; a chip like neither is marked", () => {
  const result = segmentFeatures(features, supports, 2);
  const { probabilities, unlike, nearest, nearestCount, margin, entropy, outlyingness } = result;
  for (let chip = 0; chip < 63; chip++) {
    const isRight = chip % 8 >= 4;
    assert.is(probabilities[2 * chip + 1]! > 0.5, isRight, `chip ${chip}`);
    assert.is(unlike[chip], 0, `chip ${chip}`);
    assert.ok(Math.abs(probabilities[2 * chip]! + probabilities[2 * chip + 1]! - 1) < 1e-6);
    const p = Math.max(probabilities[2 * chip]!, probabilities[2 * chip + 1]!);
    assert.ok(Math.abs(margin[chip]! - (2 * p - 1)) < 1e-5);
    const bits = p < 1 ? -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p)) : 0;
    assert.ok(Math.abs(entropy[chip]! - bits) < 1e-4);
    const first = nearest[chip * nearestCount]!;
    assert.ok(isRight ? [6, 30].includes(first) : [0, 17].includes(first), `nearest of ${chip}: ${first}`);
  }
  assert.is(unlike[63], 1);
  assert.is(outlyingness.indexOf(Math.max(...outlyingness)), 63);
  assert.is(nearest[17 * nearestCount], 17);
  assert.equal(segmentFeatures(features, supports, 2), result, "the same again");
});

test("fewer examples than are named leave the rest empty", () => {
  const { nearest, nearestCount } = segmentFeatures(features, [supports[0]!, supports[2]!], 2);
  assert.equal([...nearest.subarray(0, nearestCount)], [0, 6, -1]);
});

test("chips that are all equal are as likely of each class", () => {
  const even = { data: new Float32Array(128 * 128).fill(7), widthPx: 128, heightPx: 128 };
  const { probabilities, entropy } = segmentFeatures(chipFeatures(even, chips), supports, 2);
  assert.ok(probabilities.every((p) => Math.abs(p - 0.5) < 1e-6));
  assert.ok(entropy.every((value) => Math.abs(value - 1) < 1e-6));
});

test("one class alone has every chip, and what is unlike it lies far out", () => {
  const { probabilities, margin, outlyingness } = segmentFeatures(features, supports.slice(0, 2), 1);
  assert.ok(probabilities.every((p) => p === 1));
  assert.ok(margin.every((value) => value === 1));
  const [own, other] = [0, 4].map((from) => outlyingness.filter((_, chip) => chip % 8 >= from && chip % 8 < from + 4));
  assert.ok(Math.max(...own!) < Math.min(...other!));
});

test("practice images that no choice was made on: accuracy from three examples, and probabilities that hold", () => {
  for (const kind of ["patches", "grains"] as const) {
    const task = practiceTask(kind, 21);
    const { tiers, certainties } = scoreSupports(task, chipFeatures(task.image, task.chips), 3, 4);
    const core = tiers.find(({ tier }) => tier === "core")!;
    assert.ok(core.meanAccuracy > 0.96, `${kind}: ${core.meanAccuracy}`);
    const sure = certainties.reduce((sum, { probability }) => sum + probability, 0) / certainties.length;
    const right = certainties.filter(({ isRight }) => isRight).length / certainties.length;
    assert.ok(Math.abs(sure - right) < 0.04, `${kind}: sure ${sure}, right ${right}`);
  }
});

test("practice images: a class without examples lies farther out than those with them", () => {
  const task = practiceTask("patches", 22);
  const area = outOfDistribution(task, chipFeatures(task.image, task.chips), 5, 2);
  assert.ok(area > 0.95, `${area}`);
});

test("the temperature follows the examples, and without them it is the usual one", () => {
  const usual = temperatureOf([]);
  assert.ok(Math.abs(usual - 4) < 0.2, `${usual}`);
  const example = (own: number, other: number) => ({ misfit: Float64Array.of(own, other), classIndex: 0 });
  const clear = temperatureOf(Array.from({ length: 10 }, () => example(0, 40)));
  const mixed = temperatureOf([
    ...Array.from({ length: 7 }, () => example(0, 40)),
    ...[1, 2, 3].map(() => example(40, 0)),
  ]);
  assert.ok(clear < usual, `${clear}`);
  // Seven of ten right: the likeliest probability is 0.7, at a temperature of 40 / (2 ln(7 / 3)) = 23.6 but for the belief.
  assert.ok(mixed > 10 && mixed < 23.6, `${mixed}`);
});

test("a chip far beyond the others of its class is unlike it; an even class does not refuse a little more", () => {
  const probabilities = Float64Array.from({ length: 20 }, (_, i) => (i % 2 ? 0.2 : 0.8));
  const distances = (last: number) => Float32Array.of(1, 1.01, 0.99, 1, 1.02, 1, 0.98, 1, 1.01, last);
  assert.equal([...unlikeChips(distances(1.5), probabilities, 2)], new Array(10).fill(0));
  assert.equal([...unlikeChips(distances(2), probabilities, 2)], [...new Array(9).fill(0), 1]);
});

test("what cannot be is refused", () => {
  const refused = (act: () => unknown) => assert.throws(act, (error: { tag?: string }) => error.tag === "BadOption");
  refused(() => segmentFeatures(features, supports, 3));
  refused(() => segmentFeatures(features, [], 0));
  refused(() => segmentFeatures(features, [{ chip: 64, classIndex: 0 }], 1));
  refused(() => segmentFeatures(features, [...supports, { chip: 0, classIndex: 1 }], 2));
  refused(() => segmentFeatures(features, [{ chip: 0.5, classIndex: 0 }], 1));
});

test.run();
