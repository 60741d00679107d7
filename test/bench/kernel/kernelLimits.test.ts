import { test } from "uvu";
import * as assert from "uvu/assert";
import { limitsOf, resultOf } from "../../../bench/kernel/kernelLimits.js";
import { measures } from "../../../bench/kernel/measures.js";

test("a limit is a number or a multiple of another kernel's figure", () => {
  assert.equal(resultOf({ most: 10 }, { emlab: 10 }), { text: "<= 10", is: 10, holds: true });
  assert.is(resultOf({ most: 10 }, { emlab: 10.1 }).holds, false);
  assert.is(resultOf({ least: 5 }, { emlab: 5 }).holds, true);
  assert.is(resultOf({ least: 5 }, { emlab: 4 }).holds, false);
  const half = { factor: 0.5, of: "tslab" };
  assert.equal(resultOf(half, { emlab: 5, tslab: 10 }), { text: "<= 0.5 x tslab", is: 0.5, holds: true });
  assert.is(resultOf(half, { emlab: 6, tslab: 10 }).holds, false);
});

test("without our figure no limit holds; without the other's, nobody knows", () => {
  const half = { factor: 0.5, of: "tslab" };
  assert.is(resultOf({ most: 10 }, { emlab: null }).holds, false);
  assert.is(resultOf({ least: 1 }, {}).holds, false);
  assert.is(resultOf(half, { emlab: null, tslab: 1 }).holds, false);
  assert.is(resultOf(half, { emlab: 1, tslab: null }).holds, null);
  assert.is(resultOf(half, { emlab: 1 }).holds, null);
});

test("the growth of the memory has its limit whatever the number of cells", () => {
  assert.equal(limitsOf("RSS growth over 2000 cells"), [{ most: 1 }]);
  assert.equal(limitsOf("an item that is only looked at"), []);
});

test("every limit belongs to an item that is measured", () => {
  const items = measures.flatMap((measure) => measure.items);
  const limited = items.filter((item) => limitsOf(item).length > 0);
  assert.is(limited.length, 11, limited.join());
  assert.is(new Set(items).size, items.length);
});

test.run();
