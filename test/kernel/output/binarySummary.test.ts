import { inspect } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  bufferSummary,
  installBinarySummaries,
  renewBudget,
  typedArraySummary,
} from "../../../kernel/output/binarySummary.js";

const test = suite("summaries of typed arrays and buffers");
test.before(installBinarySummaries);
test.before.each(renewBudget);

test("a long array is its length, range, mean, and both ends", () => {
  const array = Float64Array.from({ length: 1 << 20 }, (_, i) => (i % 4) / 10);
  assert.is(typedArraySummary(array), "Float64Array(1048576) min 0, max 0.3, mean 0.15 [ 0, 0.1, 0.2, … 0.2, 0.3 ]");
});

test("values that are no numbers are counted and left out of the statistics", () => {
  const array = Float32Array.from({ length: 100 }, (_, i) => (i < 10 ? NaN : 2));
  assert.match(typedArraySummary(array), "min 2, max 2, mean 2, 10 NaN [ NaN,");
  assert.match(typedArraySummary(new Float64Array(50).fill(NaN)), /^Float64Array\(50\) all NaN \[/);
  assert.match(typedArraySummary(new Float64Array(50).fill(-Infinity)), "min -Infinity, max -Infinity, mean -Infinity");
});

test("a short array is shown whole, in its own precision", () => {
  assert.is(typedArraySummary(new Float32Array([0.1, 1 / 3])), "Float32Array(2) [ 0.1, 0.33333334 ]");
  assert.is(typedArraySummary(new Float64Array([1 / 3])), "Float64Array(1) [ 0.3333333333333333 ]");
  assert.is(typedArraySummary(new Uint8Array(0)), "Uint8Array(0) []");
  assert.is(typedArraySummary(new BigInt64Array([-5n])), "BigInt64Array(1) [ -5n ]");
});

test("arrays of big integers have a range and no mean", () => {
  const array = BigInt64Array.from({ length: 20 }, (_, i) => BigInt(i - 5));
  assert.is(typedArraySummary(array), "BigInt64Array(20) min -5n, max 14n [ -5n, -4n, -3n, … 13n, 14n ]");
});

test("what is beyond the budget of one text is sampled, and says so", () => {
  const array = new Uint8Array(1 << 24);
  assert.not.match(typedArraySummary(array), "of every");
  assert.match(typedArraySummary(array), "(of every 256th value)");
  renewBudget();
  assert.not.match(typedArraySummary(array), "of every");
});

test("a buffer is its size and its ends", () => {
  assert.is(bufferSummary(new ArrayBuffer(4)), "ArrayBuffer(4) <00 00 00 00>");
  assert.is(bufferSummary(new SharedArrayBuffer(0)), "SharedArrayBuffer(0)");
  const bytes = Uint8Array.from({ length: 1 << 20 }, (_, i) => i);
  assert.is(bufferSummary(bytes.buffer), "ArrayBuffer(1048576, 1 MiB) <00 01 02 03 04 05 06 07 … fe ff>");
});

test("Node's inspect writes them so at any depth, subclasses by their name, and Buffers as before", () => {
  class Frame extends Float32Array {}
  assert.is(inspect({ a: [new Frame(3)] }), "{ a: [ Frame(3) [ 0, 0, 0 ] ] }");
  assert.is(inspect(new ArrayBuffer(2)), "ArrayBuffer(2) <00 00>");
  assert.is(inspect(Buffer.from([1, 2])), "<Buffer 01 02>");
  assert.is(inspect(new DataView(new ArrayBuffer(1))).includes("ArrayBuffer(1) <00>"), true);
});

test("the prototypes themselves can be written", () => {
  for (const { prototype } of [Uint8Array, Float64Array, ArrayBuffer, SharedArrayBuffer])
    assert.type(inspect(prototype), "string");
  assert.type(inspect(Object.getPrototypeOf(Uint8Array.prototype)), "string");
});

test("nothing of it is seen by loops over properties", () => {
  for (const array of [new Uint8Array(1), new ArrayBuffer(1)]) {
    const seen: string[] = [];
    for (const key in array) seen.push(key);
    assert.equal(
      seen.filter((key) => key !== "0"),
      [],
    );
  }
});

test.run();
