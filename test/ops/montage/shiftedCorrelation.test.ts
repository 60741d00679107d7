import { test } from "uvu";
import * as assert from "uvu/assert";
import { partThatStays, shiftedCorrelation } from "../../../src/ops/montage/shiftedCorrelation.js";

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

test("the part that stays lies on the first wherever the second is moved to, and alone is compared", () => {
  const first = image(
    Array.from({ length: 48 }, (_, i) => (i * i) % 11),
    8,
  );
  const second = image(
    Array.from({ length: 48 }, (_, i) => (i * i) % 7),
    8,
  );
  const part = partThatStays(first, second, 3, -1, 2);
  assert.equal(part, { left: 0, right: 3, top: 3, bottom: 5 });
  const counts = [1, 3, 5].map((xPx) => shiftedCorrelation(first, second, xPx, -1, part).count);
  assert.equal(counts, [6, 6, 6]);
  const same = partThatStays(first, first, 0, 0, 1);
  assert.ok(shiftedCorrelation(first, first, 0, 0, same).correlation > 0.9999);
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
