import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { NoiseSource } from "../../../src/twin/detectors/noiseSource.js";

const source = (seed: number) => new NoiseSource(seededRandom(seed, "noise"));
const near = (a: number, b: number, error: number, what = "") =>
  assert.ok(Math.abs(a - b) <= error, `${what} ${a}, not ${b}`);

/** Moments of many draws about a mean: first, second, third, fourth. */
function moments(draw: () => number, mean: number, count: number): number[] {
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const distance = draw() - mean;
    for (let power = 0; power < 4; power++) sums[power]! += distance ** (power + 1) / count;
  }
  return sums;
}

test("uniform numbers lie between 0 and 1, evenly", () => {
  const noise = source(1);
  const bins = new Uint32Array(64);
  for (let i = 0; i < 640_000; i++) {
    const value = noise.uniform();
    assert.ok(value > 0 && value < 1);
    bins[Math.floor(64 * value)]!++;
  }
  const chiSquare = bins.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
  assert.ok(chiSquare < 110, `${chiSquare}`);
});

test("normal numbers have the moments and the tails of the normal distribution", () => {
  const noise = source(2);
  const [mean, variance, skewness, kurtosis] = moments(() => noise.normal(), 0, 2e6) as [
    number,
    number,
    number,
    number,
  ];
  near(mean, 0, 0.003);
  near(variance, 1, 0.004);
  near(skewness, 0, 0.01);
  near(kurtosis, 3, 0.03);
  const beyond = [1, 2, 3, 3.5];
  const counts = beyond.map(() => 0);
  for (let i = 0; i < 4e6; i++) {
    const size = Math.abs(noise.normal());
    beyond.forEach((limit, k) => {
      if (size > limit) counts[k]!++;
    });
  }
  [0.317311, 0.0455003, 0.0026998, 0.00046526].forEach((share, k) => {
    near(counts[k]! / 4e6, share, 5 * Math.sqrt(share / 4e6), `beyond ${beyond[k]}:`);
  });
});

test("normal numbers fill every part of the curve alike", () => {
  const noise = source(3);
  const bins = new Uint32Array(80);
  for (let i = 0; i < 2e6; i++) {
    const bin = Math.floor(20 * (noise.normal() + 2));
    if (bin >= 0 && bin < 80) bins[bin]!++;
  }
  let chiSquare = 0;
  bins.forEach((n, i) => {
    // Simpson's rule over a bin.
    const density = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    const left = i / 20 - 2;
    const expected = (2e6 / 20 / 6) * (density(left) + 4 * density(left + 0.025) + density(left + 0.05));
    chiSquare += (n - expected) ** 2 / expected;
  });
  assert.ok(chiSquare < 130, `${chiSquare}`);
});

for (const mean of [0.02, 0.7, 4, 9.99, 10, 14, 60, 900, 2e5]) {
  test(`Poisson numbers of mean ${mean} have its mean, variance and skewness`, () => {
    const noise = source(4);
    const count = 1e6;
    const [first, second, third] = moments(() => noise.poisson(mean), mean, count) as [number, number, number];
    near(first / mean, 0, 5 * Math.sqrt(1 / mean / count), "mean:");
    near((second - first ** 2) / mean, 1, 5 * Math.sqrt((2 + 1 / mean) / count), "variance:");
    if (mean < 100) near(third / mean, 1, 0.01 + 25 * Math.sqrt((mean + 1 / mean) / count), "third moment:");
  });
}

test("Poisson numbers of small and middle means have Poisson's distribution", () => {
  for (const mean of [3, 11]) {
    const noise = source(5);
    const counts = new Uint32Array(200);
    for (let i = 0; i < 1e6; i++) counts[noise.poisson(mean)]!++;
    let chance = Math.exp(-mean);
    let chiSquare = 0;
    let bins = 0;
    for (let k = 0; k < 40; chance *= mean / ++k) {
      if (chance * 1e6 < 50) continue;
      chiSquare += (counts[k]! - chance * 1e6) ** 2 / (chance * 1e6);
      bins++;
    }
    assert.ok(chiSquare < bins + 6 * Math.sqrt(2 * bins), `mean ${mean}: ${chiSquare} for ${bins} bins`);
  }
});

test("means that are none give no electrons, and the stream follows from its seed", () => {
  const noise = source(6);
  for (const mean of [0, -3, Number.NaN, Number.NEGATIVE_INFINITY]) assert.is(noise.poisson(mean), 0);
  const draws = (seed: number) => {
    const one = source(seed);
    return Array.from({ length: 50 }, (_, i) => (i % 2 ? one.normal() : one.poisson(20)));
  };
  assert.equal(draws(7), draws(7));
  assert.not.equal(draws(7), draws(8));
});

test.run();
