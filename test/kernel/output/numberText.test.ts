import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  byteSize,
  duration,
  float32Text,
  grouped,
  numberColumn,
  shortNumber,
} from "../../../kernel/output/numberText.js";

const test = suite("numbers as text");

test("thousands are grouped", () => {
  assert.equal([0, 999, 1000, 1048576].map(grouped), ["0", "999", "1,000", "1,048,576"]);
  assert.is(grouped(0.25), "0.25");
});

test("numbers keep what tells them apart, without trailing zeros", () => {
  assert.equal(
    [0.1 + 0.2, 1 / 3, 1e-9, -2, 1e20].map((value) => shortNumber(value)),
    ["0.3", "0.333333", "1e-9", "-2", "100000000000000000000"],
  );
  assert.is(shortNumber(Math.PI, 3), "3.14");
  assert.equal(
    [NaN, Infinity].map((value) => shortNumber(value)),
    ["NaN", "Infinity"],
  );
});

test("values of 32 bits lose the digits that only 64 bits show, and are still the same values", () => {
  assert.is(float32Text(Math.fround(0.1)), "0.1");
  for (const value of [1 / 3, 16777217.5, 1e-40, 123456.789, -0.07].map(Math.fround)) {
    assert.is(Math.fround(Number(float32Text(value))), value);
  }
});

test("a column has one number of decimals", () => {
  assert.equal(numberColumn([1, 2.5, 10]), ["1.0", "2.5", "10.0"]);
  assert.equal(numberColumn([1 / 3, 100]), ["0.333", "100.000"]);
  assert.equal(numberColumn([1, 20, 300]), ["1", "20", "300"]);
  assert.equal(numberColumn([0.5, NaN, Infinity]), ["0.5", "NaN", "Infinity"]);
  assert.equal(numberColumn([]), []);
});

test("a column that spans too much has exponents instead", () => {
  assert.equal(numberColumn([1e-9, 0.5]), ["1e-9", "0.5"]);
  assert.equal(numberColumn([1.5e12, 0.5]), ["1500000000000", "0.5"]);
});

test("sizes and times are said as people say them", () => {
  assert.equal([1, 512, 1536, 1 << 20, 3 * 2 ** 30].map(byteSize), [
    "1 byte",
    "512 bytes",
    "1.5 KiB",
    "1 MiB",
    "3 GiB",
  ]);
  assert.equal([0.02, 0.42, 2, 12.4, 59.9, 192, 3600, 7500].map(duration), [
    "20 ms",
    "0.4 s",
    "2 s",
    "12 s",
    "1 min",
    "3 min 12 s",
    "1 h",
    "2 h 5 min",
  ]);
});

test.run();
