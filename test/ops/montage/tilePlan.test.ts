import { test } from "uvu";
import * as assert from "uvu/assert";
import { tilePlan } from "../../../src/ops/montage/tilePlan.js";

const tile = { tileWidthNm: 1000, tileHeightNm: 500 };

test("as few tiles as cover the area, around its middle, in a snake", () => {
  const plan = tilePlan({ ...tile, widthUm: 2.6, heightUm: 0.9, overlap: 0.2 });
  assert.equal([plan.columns, plan.rows], [3, 2]);
  assert.equal([plan.widthNm, plan.heightNm], [2600, 900]);
  assert.equal(
    plan.tiles.map(({ column, row }) => [column, row]),
    [
      [0, 0],
      [1, 0],
      [2, 0],
      [2, 1],
      [1, 1],
      [0, 1],
    ],
  );
  assert.equal([plan.tiles[0]!.xNm, plan.tiles[0]!.yNm], [-800, -200]);
  assert.is(plan.travelNm, 4 * 800 + 400);
  const sum = plan.tiles.reduce((all, { xNm, yNm }) => all + xNm + yNm, 0);
  assert.ok(Math.abs(sum) < 1e-9);
});

test("the number of tiles is rounded up, but not for what rounding adds", () => {
  const columnsOver = (widthUm: number, overlap = 0.1) => tilePlan({ ...tile, widthUm, rows: 1, overlap }).columns;
  assert.equal(
    [0.5, 1, 1.0001, 1.9, 1.9001].map((widthUm) => columnsOver(widthUm)),
    [1, 1, 2, 2, 3],
  );
  // 1000 (1 + 9 x 0.7) nm is not exact.
  assert.is(columnsOver(7.3, 0.3), 10);
});

test("a raster begins each row at the left", () => {
  const { tiles } = tilePlan({ ...tile, columns: 2, rows: 2, order: "raster" });
  assert.equal(
    tiles.map(({ column }) => column),
    [0, 1, 0, 1],
  );
  assert.equal(
    tiles.map(({ index }) => index),
    [0, 1, 2, 3],
  );
});

test("one tile is a montage, and takes no way", () => {
  const plan = tilePlan({ ...tile, columns: 1, rows: 1 });
  assert.equal([plan.tiles.length, plan.travelNm, plan.widthNm], [1, 0, 1000]);
});

test("what cannot be planned is refused, and says what to do", () => {
  const wrong: [object, RegExp][] = [
    [{ columns: 2 }, /neither of rows and heightUm/],
    [{ columns: 2, widthUm: 3, rows: 1 }, /both of columns and widthUm/],
    [{ columns: 51, rows: 50 }, /51 x 50 tiles/],
    [{ columns: 2, rows: 2, overlap: 0.95 }, /overlap is 0.95/],
    [{ columns: 2.5, rows: 2 }, /columns is 2.5/],
    [{ columns: 2, rows: 2, order: "spiral" }, /order/],
  ];
  for (const [options, message] of wrong) assert.throws(() => tilePlan({ ...tile, ...options }), message);
});

test.run();
