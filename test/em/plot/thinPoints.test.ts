import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { shortNumber, thinPoints } from "../../../src/em/plot/thinPoints.js";

const line = (count: number) => Float64Array.from({ length: count }, (_, i) => i);

test("few points stay as they are, gaps as null; a place that is no number is left out", () => {
  const thin = thinPoints({ x: [0, 1, Number.NaN, 3, 4], y: [5, Number.NaN, 6, Infinity, 7] });
  assert.equal(thin, { x: [0, 1, 3, 4], y: [5, null, null, 7] });
  assert.equal(thinPoints({ x: [], y: [] }), { x: [], y: [] });
});

test("of a million points some thousand are left, with both ends and every single extreme", () => {
  const random = seededRandom(4, "thin points");
  const y = Float32Array.from({ length: 1_000_000 }, () => random.normal());
  y[123_456] = 99;
  y[654_321] = -99;
  const thin = thinPoints({ x: line(y.length), y });
  assert.ok(thin.x.length <= 4000 && thin.x.length > 3000, `${thin.x.length}`);
  assert.is(thin.y[thin.x.indexOf(123_456)], 99);
  assert.is(thin.y[thin.x.indexOf(654_321)], -99);
  assert.is(thin.x[0], 0);
  assert.is(thin.x.at(-1), 999_999);
});

test("the envelope of each run of points is that of the whole", () => {
  const random = seededRandom(5, "thin points");
  const y = Float64Array.from({ length: 10_000 }, () => random.uniform());
  const thin = thinPoints({ x: line(y.length), y }, 400);
  for (let run = 0; run < 100; run++) {
    const [from, to] = [run * 100, (run + 1) * 100];
    const kept = thin.y.filter((_, i) => thin.x[i]! >= from && thin.x[i]! < to) as number[];
    const whole = y.subarray(from, to);
    assert.is(Math.max(...kept), shortNumber(Math.max(...whole)));
    assert.is(Math.min(...kept), shortNumber(Math.min(...whole)));
  }
});

test("points stay in their order, and none is taken twice", () => {
  const thin = thinPoints({ x: line(50_000), y: line(50_000).map((i) => Math.sin(i)) });
  assert.ok(thin.x.every((x, i) => i === 0 || x > thin.x[i - 1]!));
});

test("a gap among many points stays a gap", () => {
  const y = line(100_000).fill(1);
  y[50_007] = Number.NaN;
  const thin = thinPoints({ x: line(y.length), y });
  assert.is(thin.y.filter((value) => value === null).length, 1);
  assert.is(thin.x[thin.y.indexOf(null)], 50_007);
  const none = thinPoints({ x: line(9000), y: line(9000).fill(Number.NaN) });
  assert.ok(none.y.length > 0 && none.y.every((value) => value === null));
});

test("numbers are short, whole ones exact", () => {
  assert.is(shortNumber(Math.fround(0.1)), 0.1);
  assert.is(shortNumber(16_777_217), 16_777_217);
  assert.is(shortNumber(-1.23456789e-12), -1.234568e-12);
});

test.run();
