import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { localMaxima } from "../../src/numeric/localMaxima.js";

/** The definition, word by word. */
function slowMaxima(
  data: Float32Array,
  width: number,
  height: number,
  radius: number,
  threshold: number,
  border: number,
) {
  const found: number[] = [];
  for (let i = 0; i < data.length; i++) {
    const x = i % width;
    const y = Math.floor(i / width);
    if (x < border || y < border || x >= width - border || y >= height - border || !(data[i]! > threshold)) continue;
    let highest = true;
    for (let j = 0; j < data.length; j++) {
      const near = Math.abs((j % width) - x) <= radius && Math.abs(Math.floor(j / width) - y) <= radius;
      if (near && (data[j]! > data[i]! || (data[j] === data[i] && j < i))) highest = false;
    }
    if (highest) found.push(i);
  }
  return Int32Array.from(found);
}

test("gives the pixels of the definition, plateaus and edges included", () => {
  const few = fc.record({
    width: fc.integer({ min: 1, max: 14 }),
    height: fc.integer({ min: 1, max: 14 }),
    radius: fc.integer({ min: 1, max: 5 }),
    border: fc.integer({ min: 0, max: 3 }),
    levels: fc.constantFrom(1, 2, 3, 8, 1000),
    values: fc.array(fc.nat(10_000), { minLength: 196, maxLength: 196 }),
  });
  fc.assert(
    fc.property(few, ({ width, height, radius, border, levels, values }) => {
      const data = Float32Array.from(values.slice(0, width * height), (v) => v % levels);
      const options = { radiusPx: radius, threshold: levels / 4, borderPx: border };
      assert.equal(
        localMaxima(data, width, height, options),
        slowMaxima(data, width, height, radius, levels / 4, border),
      );
    }),
    { numRuns: 300, seed: 1 },
  );
});

test("a saturated spot smaller than the window gives one maximum, its first pixel", () => {
  const data = new Float32Array(100);
  for (const i of [44, 45, 54, 55]) data[i] = 9;
  assert.equal(localMaxima(data, 10, 10, { radiusPx: 2, threshold: 0 }), Int32Array.of(44));
});

test("NaN is no maximum and hides none", () => {
  const data = Float32Array.of(0, Number.NaN, 3, Number.NaN, 0);
  assert.equal(localMaxima(data, 5, 1, { radiusPx: 2, threshold: 0 }), Int32Array.of(2));
});

test("a border wider than the image leaves nothing", () => {
  assert.is(localMaxima(new Float32Array(9).fill(1), 3, 3, { borderPx: 2 }).length, 0);
});

test("a radius of 0 or 1.5 px and a wrong shape are refused", () => {
  const bad = (tag: string) => (error: unknown) => error instanceof EmError && error.tag === tag;
  const data = new Float32Array(9);
  assert.throws(() => localMaxima(data, 3, 3, { radiusPx: 0 }), bad("BadOption"));
  assert.throws(() => localMaxima(data, 3, 3, { radiusPx: 1.5 }), bad("BadOption"));
  assert.throws(() => localMaxima(data, 3, 3, { borderPx: -1 }), bad("BadOption"));
  assert.throws(() => localMaxima(data, 3, 4), bad("BadShape"));
});

test.run();
