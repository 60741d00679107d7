import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError, em } from "../../src/em/index.js";
import type { MicrographOptions } from "../../src/em/micrographOf.js";

/** The tag and the words of an error. */
function failureOf(data: unknown, options: unknown): string {
  try {
    em.micrograph(data as number[], options as MicrographOptions);
  } catch (error) {
    if (error instanceof EmError) return `${error.tag}: ${error.message}`;
    throw error;
  }
  return "no error";
}

test("values become a micrograph, with what is known of them", () => {
  const made = em.micrograph([1, 2, 3, 4, 5, 6], { widthPx: 3, pixelNm: 0.2, isCounts: true, title: "six" });
  assert.equal([made.widthPx, made.heightPx, made.pixelNm, made.isCounts, made.title], [3, 2, 0.2, true, "six"]);
  assert.is(made.at(2, 1), 6);
  assert.is(made.provenance.operation, "em.micrograph");
});

test("without more it is not calibrated, and nothing is guessed", () => {
  const made = em.micrograph(new Float64Array(4), { widthPx: 2 });
  assert.equal([made.pixelNm, made.isCounts, made.title], [undefined, undefined, "micrograph"]);
});

test("the values are copied: what the cell does with its array later changes nothing", () => {
  const values = new Float32Array([1, 2]);
  const made = em.micrograph(values, { widthPx: 2 });
  values[0] = 9;
  assert.is(made.at(0, 0), 1);
});

test("values that fill no rectangle are refused", () => {
  assert.match(failureOf([1, 2, 3], { widthPx: 2 }), "BadShape: 3 values do not fill rows of 2 px");
  assert.match(failureOf([1, 2, 3, 4], { widthPx: 2, heightPx: 3 }), "BadShape");
  assert.match(failureOf([], { widthPx: 2 }), "BadShape");
  assert.match(failureOf(7, { widthPx: 2 }), "BadShape");
});

test("an option that is wrong or missing is told", () => {
  assert.match(failureOf([1], {}), "BadOption");
  assert.match(failureOf([1], undefined), "BadOption");
  assert.match(failureOf([1], { widthPx: 1, pixelSize: 2 }), "BadOption");
  assert.match(failureOf([1], { widthPx: 1, pixelNm: -1 }), "BadOption");
  assert.match(failureOf([0.5], { widthPx: 1, isCounts: true }), /BadOption|BadShape/);
});

test.run();
