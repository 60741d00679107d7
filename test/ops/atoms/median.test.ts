import { test } from "uvu";
import * as assert from "uvu/assert";
import { median } from "../../../src/ops/atoms/median.js";

test("the median is the middle value, the mean of two, and 0 of none; it does not sort what it is given", () => {
  const values = [5, 1, 4];
  assert.is(median(values), 4);
  assert.equal(values, [5, 1, 4]);
  assert.is(median([4, 1, 3, 2]), 2.5);
  assert.is(median([10, 9, 100]), 10);
  assert.is(median([]), 0);
});

test.run();
