import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { seededRandom } from "../../src/core/random.js";

function moments(draw: () => number, n = 40_000): { mean: number; variance: number } {
  const values = Array.from({ length: n }, draw);
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  return { mean, variance: values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n };
}

test("the same seed and name give the same numbers, another name gives others", () => {
  const draw = (seed: number, name: string) => Array.from({ length: 5 }, seededRandom(seed, name).uniform);
  assert.equal(draw(7, "a"), draw(7, "a"));
  assert.not.equal(draw(7, "a"), draw(7, "b"));
  assert.not.equal(draw(7, "a"), draw(8, "a"));
});

test("uniform and normal have the right moments", () => {
  const random = seededRandom(1);
  const uniform = moments(random.uniform);
  assert.ok(Math.abs(uniform.mean - 0.5) < 0.006 && Math.abs(uniform.variance - 1 / 12) < 0.002);
  const normal = moments(random.normal);
  assert.ok(Math.abs(normal.mean) < 0.02 && Math.abs(normal.variance - 1) < 0.03);
});

test("Poisson counts have mean and variance equal, below and above the switch of method", () => {
  for (const mean of [0.05, 3, 29.9, 30.1, 500]) {
    const random = seededRandom(3, `mean ${mean}`);
    const m = moments(() => random.poisson(mean));
    assert.ok(Math.abs(m.mean - mean) < 4 * Math.sqrt(mean / 40_000), `mean ${m.mean} for ${mean}`);
    assert.ok(Math.abs(m.variance / mean - 1) < 0.05, `variance ${m.variance} for ${mean}`);
  }
  assert.is(seededRandom(1).poisson(0), 0);
});

test("below gives each whole number", () => {
  const random = seededRandom(2);
  assert.is(new Set(Array.from({ length: 200 }, () => random.below(6))).size, 6);
});

test("a seed that is no whole number is refused", () => {
  assert.throws(
    () => seededRandom(1.5),
    (error: unknown) => error instanceof EmError && error.tag === "BadOption",
  );
});

test.run();
