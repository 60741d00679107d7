import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  bytesUpTo,
  isRecord,
  listOf,
  numberFrom,
  oneOf,
  orNull,
  textUpTo,
  truth,
  wholeNumberFrom,
} from "../../src/messages/reader.js";

/** What a notebook that somebody has changed may hold in any place. */
const hostile = [
  undefined,
  null,
  Number.NaN,
  Infinity,
  -Infinity,
  "5",
  "",
  {},
  [],
  [5],
  true,
  new Date(5),
  () => 5,
  5n,
];

test("numbers are finite and within their limits", () => {
  const share = numberFrom(0, 1);
  assert.equal([0, 1, 0.5].map(share), [0, 1, 0.5]);
  assert.equal([-1e-9, 1.1, ...hostile].map(share), Array(2 + hostile.length).fill(undefined));
  assert.is(numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE)(Infinity), undefined);
});

test("whole numbers are whole", () => {
  const side = wholeNumberFrom(1, 4096);
  assert.equal([1, 4096, 1.5, 0, 4097, "7"].map(side), [1, 4096, ...Array(4).fill(undefined)]);
});

test("texts are texts of some length, words are those of the list", () => {
  assert.equal(["", "abc", "abcd", 3, ["a"]].map(textUpTo(3)), ["", "abc", undefined, undefined, undefined]);
  const word = oneOf(["grey", "magma"]);
  assert.equal(["grey", "Grey", "__proto__", "constructor", ["grey"]].map(word), ["grey", ...Array(4).fill(undefined)]);
});

test("true, false and null are told apart from what looks like them", () => {
  assert.equal([true, false, 0, "true", null].map(truth), [true, false, undefined, undefined, undefined]);
  assert.equal([null, 1, undefined, "1"].map(orNull(numberFrom(0, 2))), [null, 1, undefined, undefined]);
});

test("one wrong item spoils a list, and so do too many", () => {
  const places = listOf(wholeNumberFrom(0, 9), 3);
  assert.equal(places([1, 2]), [1, 2]);
  assert.equal([[1, "2"], [1, 2, 3, 4], { length: 1, 0: 1 }, "12"].map(places), Array(4).fill(undefined));
});

test("bytes are taken from any view, at their place, without a copy", () => {
  const memory = new ArrayBuffer(16);
  const bytes = bytesUpTo(8)(new DataView(memory, 4, 8));
  assert.is(bytes?.buffer, memory);
  assert.equal([bytes?.byteOffset, bytes?.byteLength], [4, 8]);
  assert.is(bytesUpTo(7)(new DataView(memory, 4, 8)), undefined);
  assert.equal(["AAAA", memory, [1, 2], { byteLength: 1 }, null].map(bytesUpTo(99)), Array(5).fill(undefined));
});

test("records are objects with names", () => {
  assert.equal([{}, Object.create(null)].map(isRecord), [true, true]);
  assert.equal([null, [], "a", 1, undefined, new Uint8Array(1)].map(isRecord), Array(6).fill(false));
});

test.run();
