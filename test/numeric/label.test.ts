import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { label } from "../../src/numeric/label.js";

/** Components by walking from pixel to pixel, in the order of their first pixels. */
function slowLabel(mask: ArrayLike<number>, width: number, height: number, connectivity: 4 | 8): Int32Array {
  const labels = new Int32Array(width * height);
  let count = 0;
  for (let start = 0; start < labels.length; start++) {
    if (!mask[start] || labels[start]) continue;
    const open = [start];
    labels[start] = ++count;
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const x = (i % width) + dx;
          const y = Math.floor(i / width) + dy;
          if (connectivity === 4 && dx !== 0 && dy !== 0) continue;
          if (x < 0 || y < 0 || x >= width || y >= height || !mask[y * width + x] || labels[y * width + x]) continue;
          labels[y * width + x] = count;
          open.push(y * width + x);
        }
      }
    }
  }
  return labels;
}

const someMask = fc
  .record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }), dense: fc.nat(9) })
  .chain(({ width, height, dense }) =>
    fc
      .array(fc.nat(9), { minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, mask: Uint8Array.from(values, (v) => (v < dense ? 1 : 0)) })),
  );

for (const connectivity of [4, 8] as const) {
  test(`${connectivity} neighbours: labels, areas, centres and boxes are those of a walk over the pixels`, () => {
    fc.assert(
      fc.property(someMask, ({ width, height, mask }) => {
        const found = label(mask, width, height, { connectivity });
        const wanted = slowLabel(mask, width, height, connectivity);
        assert.equal(found.labels, wanted);
        assert.is(found.count, Math.max(0, ...wanted));
        for (let k = 1; k <= found.count; k++) {
          const pixels = [...wanted.keys()].filter((i) => wanted[i] === k);
          const xs = pixels.map((i) => i % width);
          const ys = pixels.map((i) => Math.floor(i / width));
          const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
          assert.is(found.areasPx[k - 1], pixels.length);
          assert.ok(Math.abs(found.xPx[k - 1]! - mean(xs)) < 1e-9);
          assert.ok(Math.abs(found.yPx[k - 1]! - mean(ys)) < 1e-9);
          const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
          assert.equal([...found.boxesPx.subarray(4 * k - 4, 4 * k)], box);
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });
}

test("a spiral and a chessboard, the hard cases of joining", () => {
  const size = 200;
  const board = Uint8Array.from({ length: size * size }, (_, i) => ((i % size) + Math.floor(i / size)) % 2);
  assert.is(label(board, size, size).count, (size * size) / 2);
  assert.is(label(board, size, size, { connectivity: 8 }).count, 1);
  const rings = Uint8Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [i % size, Math.floor(i / size)];
    return Math.min(x, y, size - 1 - x, size - 1 - y) % 2;
  });
  assert.is(label(rings, size, size).count, size / 4);
});

test("any value but 0 and NaN is foreground; an empty mask has no components", () => {
  assert.equal(label([0.5, 0, -1, Number.NaN, 2], 5, 1).labels, Int32Array.of(1, 0, 2, 0, 3));
  const none = label(new Uint8Array(6), 3, 2);
  assert.is(none.count, 0);
  assert.is(none.areasPx.length, 0);
});

test("a wrong shape and a connectivity of 6 are refused", () => {
  const bad = (tag: string) => (error: unknown) => error instanceof EmError && error.tag === tag;
  assert.throws(() => label(new Uint8Array(5), 2, 2), bad("BadShape"));
  assert.throws(() => label(new Uint8Array(4), 2, 2, { connectivity: 6 as 4 }), bad("BadOption"));
});

test.run();
