import { test } from "uvu";
import * as assert from "uvu/assert";
import { stitchTiles } from "../../../src/ops/montage/stitchTiles.js";

const even = (value: number, widthPx = 4, heightPx = 3) => ({
  data: new Float32Array(widthPx * heightPx).fill(value),
  widthPx,
  heightPx,
});

test("two tiles become one picture; where no tile is, there is no value", () => {
  const { data, widthPx, heightPx, originXPx, originYPx } = stitchTiles([
    { image: even(1), xPx: -2, yPx: 0 },
    { image: even(3), xPx: 1, yPx: 1 },
  ]);
  assert.equal([widthPx, heightPx, originXPx, originYPx], [7, 4, -2, 0]);
  assert.equal([...data.subarray(0, 7)].map(Number.isNaN), [false, false, false, false, true, true, true]);
  assert.is(data[0], 1);
  assert.is(data[3 * 7 + 6], 3);
  const shared = data[1 * 7 + 3]!;
  assert.ok(shared > 1 && shared < 3, String(shared));
});

test("not blended, the later tile covers the earlier", () => {
  const { data } = stitchTiles(
    [
      { image: even(1), xPx: 0, yPx: 0 },
      { image: even(3), xPx: 2, yPx: 0 },
    ],
    { isBlended: false },
  );
  assert.equal([...data.subarray(0, 6)], [1, 1, 3, 3, 3, 3]);
});

test("tiles of one scene leave no seam, at fractions of a pixel too", () => {
  const ramp = (left: number) => ({
    data: Float32Array.from({ length: 20 * 6 }, (_, i) => left + (i % 20)),
    widthPx: 20,
    heightPx: 6,
  });
  const { data, widthPx, originXPx } = stitchTiles([
    { image: ramp(0), xPx: 0, yPx: 0 },
    { image: ramp(14.25), xPx: 14.25, yPx: 0.5 },
  ]);
  for (let row = 1; row < 5; row++) {
    for (let column = 0; column < 33; column++) {
      const value = data[row * widthPx + column]!;
      assert.ok(Math.abs(value - (column + originXPx)) < 1e-4, `${column}: ${value}`);
    }
  }
});

test("nothing, and what no memory holds, is refused", () => {
  assert.throws(() => stitchTiles([]), /no tile/);
  const tiles = [
    { image: even(1), xPx: 0, yPx: 0 },
    { image: even(1), xPx: 1e5, yPx: 1e5 },
  ];
  assert.throws(() => stitchTiles(tiles), /100004 x 100003 px/);
});

test.run();
