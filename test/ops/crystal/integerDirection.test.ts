import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  commonDivisor,
  integerDirection,
  lowestTerms,
  primitiveDirections,
} from "../../../src/ops/crystal/integerDirection.js";
import { codeOf } from "./refused.js";

test("common divisors and lowest terms", () => {
  assert.is(commonDivisor([6, -4, 8]), 2);
  assert.is(commonDivisor([0, 0, 5]), 5);
  assert.is(commonDivisor([0, 0, 0]), 0);
  assert.equal(lowestTerms([4, -2, 0]), [2, -1, 0]);
  assert.equal(lowestTerms([0.5, 1, 2]), [0.5, 1, 2]);
});

test("the smallest whole numbers along a direction, or the nearest", () => {
  assert.equal(integerDirection([0.25, 0.5, -0.75]), { indices: [1, 2, -3], isExact: true });
  assert.equal(integerDirection([1, 1, 0.25]), { indices: [4, 4, 1], isExact: true });
  const { indices, isExact } = integerDirection([1, Math.SQRT2, 0], 5);
  assert.not.ok(isExact);
  assert.equal(indices, [2, 3, 0]);
  assert.is(
    codeOf(() => integerDirection([0, 0, 0])),
    "E_ZERO_VECTOR",
  );
});

test("primitive directions: 13 up to 1, 49 up to 2, none twice and none opposite", () => {
  assert.is(primitiveDirections(1).length, 13);
  assert.is(primitiveDirections(2).length, 49);
  const all = primitiveDirections(3);
  assert.is(all.length, 145);
  const both = new Set(all.flatMap((v) => [String(v), String(v.map((n) => -n + 0))]));
  assert.is(both.size, 290);
  assert.ok(all.every((v) => commonDivisor(v) === 1));
});

test.run();
