import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ownBytes } from "../../kernel/ownBytes.js";

const test = suite("own bytes");

test("a part of a larger memory gets one of its own, which begins at the part's first byte", () => {
  const memory = new Uint8Array([1, 2, 3, 4]);
  const own = ownBytes(memory.subarray(1, 3));
  memory.fill(0);
  assert.equal([[...own], own.byteOffset, own.buffer.byteLength], [[2, 3], 0, 2]);
  assert.is(structuredClone(own, { transfer: [own.buffer] }).byteLength, 2);
});

test.run();
