import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  chipAt,
  chipCorner,
  chipCounts,
  fittedGrid,
  leastSquareChipPx,
  mostChips,
} from "../../../src/messages/supportSet/chipGrid.js";

const image = { widthPx: 100, heightPx: 60 };
const grid = { chipWidthPx: 30, chipHeightPx: 20, offsetXPx: 5, offsetYPx: 3 };

test("only whole chips count, row after row", () => {
  assert.equal(chipCounts(grid, image), { columns: 3, rows: 2 });
  assert.is(chipAt(grid, image, 5, 3), 0);
  assert.is(chipAt(grid, image, 94, 42), 5);
  for (const [x, y] of [
    [4, 10],
    [95, 10],
    [10, 2],
    [10, 43],
    [-1, -1],
  ] as const)
    assert.is(chipAt(grid, image, x, y), undefined);
  assert.equal(chipCorner(grid, 3, 5), { xPx: 65, yPx: 23 });
});

test("any grid is fitted so that there is a chip, and not too many", () => {
  const large = fittedGrid({ chipWidthPx: 1000, chipHeightPx: 1000, offsetXPx: 50, offsetYPx: 50 }, image);
  assert.equal(large, { chipWidthPx: 100, chipHeightPx: 60, offsetXPx: 0, offsetYPx: 0 });
  const side = 32_768;
  for (const size of [
    { widthPx: side, heightPx: side },
    { widthPx: side, heightPx: 8 },
    { widthPx: side, heightPx: 40 },
  ]) {
    const fine = fittedGrid({ chipWidthPx: 4, chipHeightPx: 4, offsetXPx: 3, offsetYPx: 3 }, size);
    const { columns, rows } = chipCounts(fine, size);
    assert.ok(columns * rows >= 1 && columns * rows <= mostChips, `${columns} x ${rows}`);
    assert.equal(fittedGrid(fine, size), fine);
  }
  assert.is(leastSquareChipPx({ widthPx: side, heightPx: side }), 66);
});

test.run();
