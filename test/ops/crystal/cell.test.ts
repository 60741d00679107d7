import { test } from "uvu";
import * as assert from "uvu/assert";
import { cellOf, cellShape } from "../../../src/ops/crystal/cell.js";
import { codeOf } from "./refused.js";

test("what is left out is that of a cubic cell", () => {
  assert.equal(cellOf({ aNm: 0.4 }), { aNm: 0.4, bNm: 0.4, cNm: 0.4, alphaDeg: 90, betaDeg: 90, gammaDeg: 90 });
  assert.is(cellOf({ aNm: 0.3, cNm: 0.5, gammaDeg: 120 }).bNm, 0.3);
});

test("all seven systems are told by their numbers", () => {
  assert.is(cellShape(cellOf({ aNm: 0.4 })), "cubic");
  assert.is(cellShape(cellOf({ aNm: 0.4, cNm: 0.3 })), "tetragonal");
  assert.is(cellShape(cellOf({ aNm: 0.4, bNm: 0.5, cNm: 0.3 })), "orthorhombic");
  assert.is(cellShape(cellOf({ aNm: 0.4, cNm: 0.3, gammaDeg: 120 })), "hexagonal");
  assert.is(cellShape(cellOf({ aNm: 0.4, alphaDeg: 55, betaDeg: 55, gammaDeg: 55 })), "rhombohedral");
  assert.is(cellShape(cellOf({ aNm: 0.4, bNm: 0.5, cNm: 0.3, betaDeg: 99 })), "monoclinic");
  assert.is(cellShape(cellOf({ aNm: 0.4, bNm: 0.5, cNm: 0.3, alphaDeg: 94, betaDeg: 99, gammaDeg: 88 })), "triclinic");
});

test("cells that do not close are refused", () => {
  assert.is(
    codeOf(() => cellOf({ aNm: 0.4, alphaDeg: 120, betaDeg: 120, gammaDeg: 120 })),
    "E_INVALID_CELL",
  );
  assert.is(
    codeOf(() => cellOf({ aNm: 0.4, alphaDeg: 30, betaDeg: 30, gammaDeg: 90 })),
    "E_INVALID_CELL",
  );
  assert.is(
    codeOf(() => cellOf({ aNm: 0.4, gammaDeg: 0 })),
    "E_INVALID_CELL",
  );
  assert.is(
    codeOf(() => cellOf({ aNm: 0 })),
    "E_INVALID_CELL",
  );
  assert.is(
    codeOf(() => cellOf({ aNm: 0.4, cNm: -1 })),
    "E_INVALID_CELL",
  );
  assert.is(
    codeOf(() => cellOf({ aNm: Number.NaN })),
    "E_NOT_FINITE",
  );
});

test.run();
