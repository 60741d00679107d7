import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { gaussianBlur, reflectIndex } from "../../src/numeric/gaussianBlur.js";
import { noise, relativeError } from "./reference.js";

/** The border written out by walking: at an edge the walk turns and visits the edge pixel again. */
function walkReflect(i: number, n: number): number {
  let at = i < 0 ? -i - 1 : i;
  while (at >= n) {
    at = 2 * n - 1 - at;
    if (at < 0) at = -at - 1;
  }
  return at;
}

/** The same filter in float64 as one sum over the whole kernel. */
function slowBlur(data: Float32Array, width: number, height: number, sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  const weight = (i: number) => (radius === 0 ? 1 : Math.exp((-i * i) / (2 * sigma * sigma)));
  let total = 0;
  for (let i = -radius; i <= radius; i++) total += weight(i);
  const line = (from: ArrayLike<number>, start: number, step: number, n: number, to: Float64Array) => {
    for (let k = 0; k < n; k++) {
      let sum = 0;
      for (let i = -radius; i <= radius; i++) sum += weight(i) * from[start + step * walkReflect(k + i, n)]!;
      to[start + step * k] = sum / total;
    }
  };
  const rows = new Float64Array(data.length);
  const out = new Float64Array(data.length);
  for (let y = 0; y < height; y++) line(data, y * width, 1, width, rows);
  for (let x = 0; x < width; x++) line(rows, x, width, height, out);
  return out;
}

for (const [width, height] of [
  [1, 1],
  [5, 1],
  [1, 9],
  [7, 6],
  [8, 8],
  [13, 21],
  [33, 17],
  [64, 40],
] as const) {
  test(`${width} x ${height}: agrees with the float64 sum at every sigma, wider than the image too`, () => {
    const data = noise(width * height, 7).map((v) => v + 3);
    for (const sigma of [0.1, 0.2, 0.7, 1, 2, 3.3, 15]) {
      const error = relativeError(gaussianBlur(data, width, height, sigma), slowBlur(data, width, height, sigma));
      assert.ok(error < 1e-6, `sigma ${sigma}: ${error}`);
    }
  });
}

test("a constant image stays as it is and the sum of any image is kept", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(100),
      (width, height, seed) => {
        const flat = gaussianBlur(new Float32Array(width * height).fill(5), width, height, 2);
        assert.ok(flat.every((v) => Math.abs(v - 5) < 1e-5));
        const data = noise(width * height, seed).map((v) => v + 1);
        const sum = (values: Float32Array) => values.reduce((total, v) => total + v, 0);
        assert.ok(Math.abs(sum(gaussianBlur(data, width, height, 1.5)) / sum(data) - 1) < 1e-5);
      },
    ),
    { numRuns: 40, seed: 1 },
  );
});

test("sigma 0 gives a copy, not the same array", () => {
  const data = noise(12, 1);
  const out = gaussianBlur(data, 4, 3, 0);
  assert.equal(out, data);
  assert.is.not(out, data);
});

test("a row of the next image below is never touched: the result ends where the image ends", () => {
  const wide = noise(11 * 5, 3);
  const alone = gaussianBlur(wide.slice(0, 11 * 3), 11, 3, 1);
  gaussianBlur(new Float32Array(4000).fill(1e30), 50, 80, 3);
  assert.equal(gaussianBlur(wide.slice(0, 11 * 3), 11, 3, 1), alone);
});

test("the mirrored index repeats the edge pixel, any number of times", () => {
  for (const n of [1, 2, 5]) for (let i = -17; i < 17; i++) assert.is(reflectIndex(i, n), walkReflect(i, n));
});

test("a negative or endless sigma and a wrong shape are refused", () => {
  const bad = (tag: string) => (error: unknown) => error instanceof EmError && error.tag === tag;
  for (const sigma of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => gaussianBlur(new Float32Array(4), 2, 2, sigma), bad("BadOption"));
  }
  assert.throws(() => gaussianBlur(new Float32Array(5), 2, 2, 1), bad("BadShape"));
});

test.run();
