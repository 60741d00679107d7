import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { packPixels, unpackPixels } from "../../src/messages/pixelValues.js";

const formatOf = (...values: number[]) => packPixels(Float32Array.from(values)).pixelFormat;

test("the smallest format that holds all values exactly", () => {
  assert.is(formatOf(0, 7, 255), "uint8");
  assert.is(formatOf(0, 256), "uint16");
  assert.is(formatOf(65_535), "uint16");
  assert.is(formatOf(65_536), "float32");
  assert.is(formatOf(0.5), "float32");
  assert.is(formatOf(-1), "float32");
  assert.is(formatOf(1, Number.NaN), "float32");
  assert.is(formatOf(Infinity), "float32");
});

test("float values are not copied", () => {
  const values = Float32Array.from([0.5, 1]);
  assert.is(packPixels(values).pixels.buffer, values.buffer);
});

test("what was packed comes back exactly, from any place in memory", () => {
  const numbers = fc.array(fc.oneof(fc.nat(300), fc.nat(70_000), fc.float()), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(numbers, fc.nat(7), (list, offset) => {
      const values = Float32Array.from(list);
      const { pixelFormat, pixels } = packPixels(values);
      const moved = new Uint8Array(offset + pixels.byteLength).subarray(offset);
      moved.set(pixels);
      const back = unpackPixels(pixelFormat, moved);
      assert.equal(
        Array.from(back, (value) => value + 0),
        Array.from(values, (value) => value + 0),
      );
    }),
  );
});

test.run();
