import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Image } from "../../../src/core/image.js";
import { seededRandom } from "../../../src/core/random.js";
import { estimateNoise, varianceAt } from "../../../src/ops/atoms/noiseModel.js";
import { between, near, type PlainCrystal, plainImage } from "./frames.js";

const crystal: PlainCrystal = {
  widthPx: 200,
  heightPx: 200,
  aPx: [14, 1],
  bPx: [-1, 14],
  columns: [{ uFraction: 0, vFraction: 0, amplitude: 20 }],
  sigmaPx: 2.8,
};

function countsOf(image: Image, seed: number): Image {
  const random = seededRandom(seed);
  return { ...image, data: image.data.map((value) => random.poisson(value)) };
}

test("electron counts are recognised, from few to many", () => {
  for (const scale of [0.02, 0.3, 1, 20]) {
    const expected = plainImage(crystal, 5);
    const image = countsOf({ ...expected, data: expected.data.map((value) => scale * value) }, 3);
    const noise = estimateNoise(image);
    assert.ok(noise.isPoisson, `mean ${scale * 8}`);
    assert.equal([noise.constant, noise.perValue], [0, 1]);
  }
});

test("whole numbers with a gain of 8 and an offset are not counts; nor are counts in other units", () => {
  const random = seededRandom(4);
  const counts = countsOf(plainImage(crystal, 5), 3);
  const gained = { ...counts, data: counts.data.map((value) => Math.round(8 * value + 200 + 3 * random.normal())) };
  assert.not.ok(estimateNoise(gained).isPoisson);
  assert.not.ok(estimateNoise({ ...counts, data: counts.data.map((value) => value / 255) }).isPoisson);
  assert.not.ok(estimateNoise({ ...counts, data: counts.data.map((value) => value - 1) }).isPoisson, "negative values");
  assert.not.ok(estimateNoise({ ...counts, data: counts.data.map((value) => 2 * value) }).isPoisson, "a gain of 2");
});

test("what the image says of itself is believed", () => {
  const counts = countsOf(plainImage(crystal, 5), 3);
  assert.not.ok(estimateNoise({ ...counts, isCounts: false }).isPoisson);
  const odd = { ...counts, data: counts.data.map((value) => 3 * value), isCounts: true };
  assert.ok(estimateNoise(odd).isPoisson);
});

test("even noise is a constant, noise that grows with brightness a line", () => {
  const random = seededRandom(6);
  const slope = (sigma: (mean: number) => number): Image => ({
    data: Float32Array.from({ length: 40_000 }, (_, i) => {
      const mean = 10 + (i % 200) / 5;
      return mean + sigma(mean) * random.normal();
    }),
    widthPx: 200,
    heightPx: 200,
  });
  const even = estimateNoise(slope(() => 3));
  for (const value of [10, 30, 50]) between(varianceAt(even, value) / 9, 0.8, 1.25, `even noise at ${value}`);
  const growing = estimateNoise(slope((mean) => Math.sqrt(0.5 * mean)));
  for (const value of [12, 30, 50]) between(varianceAt(growing, value) / (0.5 * value), 0.75, 1.3, `at ${value}`);
  assert.not.ok(growing.isPoisson);
});

test("the variance is never below a tenth of that of the mean value, never 0", () => {
  const counts = countsOf(plainImage(crystal, 5), 3);
  const noise = estimateNoise(counts);
  const mean = counts.data.reduce((a, b) => a + b, 0) / counts.data.length;
  near(varianceAt(noise, 0), 0.1 * mean, 1e-6, "variance where nothing is expected");
  near(varianceAt(noise, 7), 7, 1e-12, "variance elsewhere");
  const smooth = { data: Float32Array.from({ length: 10_000 }, (_, i) => i / 1e4), widthPx: 100, heightPx: 100 };
  assert.ok(varianceAt(estimateNoise(smooth), 0.5) > 0);
});

test.run();
