import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { radices } from "../../src/numeric/fftPlan.js";
import { goodSize, isGoodSize } from "../../src/numeric/goodSize.js";

function smooth(n: number): boolean {
  let left = n;
  for (const prime of [2, 3, 5]) while (left % prime === 0) left /= prime;
  return left === 1;
}

test("the good size is the next product of 2, 3 and 5", () => {
  for (let n = 1; n <= 2200; n++) {
    let wanted = n;
    while (!smooth(wanted)) wanted++;
    assert.is(goodSize(n), wanted, `for ${n}`);
    assert.is(isGoodSize(n), wanted === n);
  }
});

test("the sizes of detectors need no padding, and padding never adds more than 7 % from 512 px on", () => {
  for (const n of [384, 500, 512, 1000, 1024, 1536, 2000, 2048, 3000, 3072, 4000, 4096, 8192]) assert.ok(isGoodSize(n));
  for (let n = 512; n <= 8192; n++) assert.ok(goodSize(n) / n < 1.07, `for ${n}`);
});

test("the stages of a length multiply to it", () => {
  for (const n of [1, 2, 3, 4, 5, 8, 10, 30, 512, 1000, 2048, 2025]) {
    assert.is(
      radices(n).reduce((product, radix) => product * radix, 1),
      n,
    );
  }
});

test("a size that is no whole number above 0 is refused", () => {
  for (const n of [0, -4, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(
      () => goodSize(n),
      (error: unknown) => error instanceof EmError && error.tag === "BadShape",
    );
  }
});

test.run();
