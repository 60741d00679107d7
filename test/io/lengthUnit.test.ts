import { test } from "uvu";
import * as assert from "uvu/assert";
import { nmPerUnit, squarePixelNm } from "../../src/io/lengthUnit.js";

test("units of length in all their spellings", () => {
  const cases: [string, number | undefined][] = [
    ["nm", 1],
    [" nm ", 1],
    ["[n_m]", 1],
    ["pm", 1e-3],
    ["Å", 0.1],
    ["\u212b", 0.1],
    ["A\u030a", 0.1],
    ["A", 0.1],
    ["um", 1e3],
    ["\u00b5m", 1e3],
    ["\u03bcm", 1e3],
    ["\\u00B5m", 1e3],
    ["micron", 1e3],
    ["mm", 1e6],
    ["m", 1e9],
    ["NM", 1],
    ["pixel", undefined],
    ["1/nm", undefined],
    ["", undefined],
  ];
  for (const [unit, nm] of cases) assert.is(nmPerUnit(unit), nm, unit);
  assert.is(nmPerUnit(undefined), undefined);
});

test("pixels must be square to 1 %", () => {
  assert.equal(squarePixelNm(0.1, 0.1005), { pixelNm: 0.1 });
  assert.equal(squarePixelNm(0.1, undefined), { pixelNm: 0.1 });
  assert.match(squarePixelNm(0.1, 0.2).note ?? "", /0\.1 x 0\.2 nm/);
  for (const wrong of [0, -1, Number.NaN, Infinity, 1e9, undefined]) assert.equal(squarePixelNm(wrong, 1), {});
});

test.run();
