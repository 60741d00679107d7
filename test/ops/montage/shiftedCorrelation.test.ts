import { test } from "uvu";
import * as assert from "uvu/assert";
import { shiftedCorrelation } from "../../../src/ops/montage/shiftedCorrelation.js";

const image = (values: number[], widthPx: number) => ({
  data: Float32Array.from(values),
  widthPx,
  heightPx: values.length / widthPx,
});

test("it is the correlation of what both show, whatever the brightness and contrast are", () => {
  const first = image([0, 0, 1, 5, 0, 0, 2, 9], 4);
  const second = image([12, 20, 7, 14, 28, 7], 3);
  // The second lies two pixels to the right: 1, 5 over 12, 20 and 2, 9 over 14, 28.
  assert.equal(shiftedCorrelation(first, second, 2, 0), { correlation: 1, count: 4 });
  assert.is(shiftedCorrelation(first, second, 2, 1).count, 2);
  assert.is(shiftedCorrelation(second, first, -2, 0).correlation, 1);
  assert.ok(shiftedCorrelation(first, image([5, 1, 9, 2], 2), 2, 0).correlation < 0);
});

test("even parts and parts that nothing is left of are like nothing", () => {
  const even = image([3, 3, 3, 3], 2);
  assert.equal(shiftedCorrelation(even, image([1, 2, 3, 4], 2), 0, 0).correlation, 0);
  assert.equal(shiftedCorrelation(even, even, 5, 0), { correlation: 0, count: 0 });
});

test("pixels without a value are left out", () => {
  const first = image([Number.NaN, 1, 2, 3], 4);
  assert.equal(shiftedCorrelation(first, image([9, 2, 4, 6], 4), 0, 0), { correlation: 1, count: 3 });
});

test.run();
