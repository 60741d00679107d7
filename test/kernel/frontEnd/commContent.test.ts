import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bytesSent, copiedBuffers, jsonOf } from "../../../kernel/frontEnd/commContent.js";

const test = suite("the content of comm messages");

test("JSON keeps what JSON can hold, and makes text of a bigint", () => {
  assert.is(
    jsonOf({ a: [1, null, "x"], b: undefined, c: 5n, d: new Date(0) }, "data"),
    '{"a":[1,null,"x"],"c":"5","d":"1970-01-01T00:00:00.000Z"}',
  );
});

test("binary data within JSON is refused by the name of its field, whatever its kind", () => {
  const kinds = [new Float32Array(1), new DataView(new ArrayBuffer(1)), new ArrayBuffer(1), Buffer.from("x")];
  for (const value of [...kinds, new SharedArrayBuffer(1)]) {
    assert.throws(() => jsonOf({ deep: [{ pixels: value }] }, "data"), /"pixels" in the data .* option buffers/);
  }
  const circle: { self?: unknown } = {};
  circle.self = circle;
  assert.throws(() => jsonOf(circle, "data"), /circular/);
});

test("what is no object in JSON is refused with its kind", () => {
  for (const [value, kind] of [
    [5, "Number"],
    [null, "Null"],
    [[1], "Array"],
    [new Date(0), "Date"],
    [() => {}, "Function"],
  ]) {
    assert.throws(
      () => jsonOf(value as object, "metadata"),
      new RegExp(`the metadata .* must be an object .*, not ${kind}`),
    );
  }
  assert.throws(() => jsonOf(new Uint8Array(2), "data"), /must be an object .*, not Uint8Array/);
});

test("buffers are copied with exactly their bytes, into memory of their own", () => {
  const memory = new Uint8Array([1, 2, 3, 4, 5, 6]);
  const shared = new Uint8Array(new SharedArrayBuffer(2)).fill(9);
  const copies = copiedBuffers([
    memory.subarray(1, 3),
    new DataView(memory.buffer, 2, 2),
    memory.buffer,
    new Uint16Array(memory.buffer, 4, 1),
    shared,
    shared.buffer,
  ]);
  memory.fill(0);
  shared.fill(0);
  const wanted = [
    [2, 3],
    [3, 4],
    [1, 2, 3, 4, 5, 6],
    [5, 6],
    [9, 9],
    [9, 9],
  ];
  assert.equal(
    copies.map((copy) => [...copy]),
    wanted,
  );
  for (const copy of copies) assert.is(copy.buffer.byteLength, copy.byteLength);
  assert.is(bytesSent("{}", copies), 2 + wanted.flat().length);
  assert.throws(() => copiedBuffers(["text" as never]), /buffers\[0\] must be .* not string/);
});

test.run();
