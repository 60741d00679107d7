import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { chipStatistics } from "../../../src/ops/fewshot/chipStatistics.js";
import { nearestPrototype } from "../../../src/ops/fewshot/nearestPrototype.js";

const chips = { chipWidthPx: 16, chipHeightPx: 16, offsetXPx: 0, offsetYPx: 0, columns: 8, rows: 8 };

/** Left half smooth stripes, right half noise; the last chip is far brighter than both. */
function twoTextures() {
  const random = seededRandom(3, "two textures");
  const data = new Float32Array(128 * 128);
  for (let y = 0; y < 128; y++)
    for (let x = 0; x < 128; x++) {
      const isOdd = x >= 112 && y >= 112;
      data[y * 128 + x] =
        (x < 64 ? Math.sin(y / 3) : 2 * random.uniform() - 1) + 0.1 * random.uniform() + (isOdd ? 40 : 0);
    }
  return { data, widthPx: 128, heightPx: 128 };
}

const supports = [
  { chip: 0, classIndex: 0 },
  { chip: 17, classIndex: 0 },
  { chip: 6, classIndex: 1 },
  { chip: 30, classIndex: 1 },
];

test("two textures are told apart from two chips of each; a chip like neither is marked", () => {
  const { probabilities, unlike, nearest, nearestCount } = nearestPrototype(
    chipStatistics(twoTextures(), chips),
    supports,
    2,
  );
  for (let chip = 0; chip < 63; chip++) {
    const isRight = chip % 8 >= 4;
    assert.is(probabilities[2 * chip + 1]! > 0.5, isRight, `chip ${chip}`);
    assert.is(unlike[chip], 0, `chip ${chip}`);
    assert.ok(Math.abs(probabilities[2 * chip]! + probabilities[2 * chip + 1]! - 1) < 1e-6);
    const first = nearest[chip * nearestCount]!;
    assert.ok(isRight ? [6, 30].includes(first) : [0, 17].includes(first), `nearest of ${chip}: ${first}`);
  }
  assert.is(unlike[63], 1);
  assert.is(nearest[17 * nearestCount], 17);
});

test("fewer examples than are named leave the rest empty", () => {
  const { nearest, nearestCount } = nearestPrototype(
    chipStatistics(twoTextures(), chips),
    [supports[0]!, supports[2]!],
    2,
  );
  assert.equal([...nearest.subarray(0, nearestCount)], [0, 6, -1]);
});

test("values that are no numbers, and an even image, give finite features", () => {
  const image = twoTextures();
  image.data.fill(Number.NaN, 0, 3000);
  assert.ok(chipStatistics(image, chips).values.every(Number.isFinite));
  const even = { data: new Float32Array(128 * 128).fill(7), widthPx: 128, heightPx: 128 };
  const { probabilities } = nearestPrototype(chipStatistics(even, chips), supports, 2);
  assert.ok(probabilities.every((p) => Math.abs(p - 0.5) < 1e-6));
});

test("features have mean 0 and variance 1 over the chips", () => {
  const { values, featureCount } = chipStatistics(twoTextures(), chips);
  for (let i = 0; i < featureCount; i++) {
    const own = values.filter((_, at) => at % featureCount === i);
    assert.ok(Math.abs(own.reduce((sum, v) => sum + v, 0) / 64) < 1e-9);
    assert.ok(Math.abs(own.reduce((sum, v) => sum + v * v, 0) / 64 - 1) < 1e-9);
  }
});

test("what cannot be is refused", () => {
  const image = twoTextures();
  const refused = (act: () => unknown) => assert.throws(act, (error: { tag?: string }) => error.tag === "BadOption");
  for (const change of [
    { columns: 9 },
    { columns: 0 },
    { chipWidthPx: 0 },
    { offsetXPx: -1 },
    { rows: 2.5 },
    { rows: Number.NaN },
  ])
    refused(() => chipStatistics(image, { ...chips, ...change }));
  const features = chipStatistics(image, chips);
  refused(() => nearestPrototype(features, supports, 3));
  refused(() => nearestPrototype(features, [], 0));
  refused(() => nearestPrototype(features, [{ chip: 64, classIndex: 0 }], 1));
});

test.run();
