import { test } from "uvu";
import * as assert from "uvu/assert";
import { colourMapNames, colourTable } from "../../src/display/colourMaps.js";
import { percentileRange, toShades } from "../../src/display/contrast.js";
import { reduceImage } from "../../src/display/reduceImage.js";

test("percentiles agree with the sorted values", () => {
  const values = Float32Array.from({ length: 50_000 }, (_, i) => ((i * 7919) % 50_000) / 500 - 30);
  const sorted = values.slice().sort();
  for (const [low, high] of [
    [0.1, 99.9],
    [5, 95],
    [0, 100],
  ] as const) {
    const range = percentileRange(values, low, high);
    assert.ok(Math.abs(range.low - sorted[Math.max(0, Math.round(low * 500) - 1)]!) < 0.02);
    assert.ok(Math.abs(range.high - sorted[Math.round(high * 500) - 1]!) < 0.02);
  }
});

test("hot pixels neither widen nor coarsen the range", () => {
  const values = Float32Array.from({ length: 20_000 }, (_, i) => i / 20_000);
  values[77] = 1e9;
  values[78] = -1e9;
  const range = percentileRange(values, 0.1, 99.9);
  assert.ok(Math.abs(range.low - 0.001) < 1e-3, `low ${range.low}`);
  assert.ok(Math.abs(range.high - 0.999) < 1e-3, `high ${range.high}`);
});

test("NaN and infinite values do not count, nor does an image of them fail", () => {
  const values = Float32Array.of(Number.NaN, -Infinity, Infinity, 1, 2, 3);
  assert.equal(percentileRange(values, 0, 100), { low: 1, high: 3 });
  assert.equal(percentileRange(Float32Array.of(Number.NaN), 0, 100), { low: 0, high: 0 });
});

test("a nearly empty image is shown over its whole range", () => {
  const values = new Float32Array(10_000);
  values[5] = 4;
  assert.equal(percentileRange(values, 0.1, 99.9), { low: 0, high: 4 });
});

test("shades are clipped, NaN is dark, a constant image is grey, gamma bends", () => {
  const range = { low: 0, high: 10 };
  assert.equal([...toShades(Float32Array.of(-1, 0, 5, 10, 99, Number.NaN), range, 101)], [0, 0, 50, 100, 100, 0]);
  assert.equal([...toShades(Float32Array.of(7, 7), { low: 7, high: 7 }, 101)], [50, 50]);
  assert.equal([...toShades(Float32Array.of(2.5), range, 101, 0.5)], [50]);
});

test("reducing keeps the mean and skips NaN", () => {
  const image = { data: Float32Array.from({ length: 7 * 5 }, (_, i) => i), widthPx: 7, heightPx: 5 };
  for (const [width, height] of [
    [3, 2],
    [1, 1],
    [7, 5],
    [6, 4],
  ] as const) {
    const reduced = reduceImage(image, width, height);
    const mean = reduced.data.reduce((sum, v) => sum + v, 0) / reduced.data.length;
    assert.ok(Math.abs(mean - 17) < 1e-5, `${width} x ${height}: ${mean}`);
  }
  const holes = { data: Float32Array.of(1, Number.NaN, Number.NaN, Number.NaN), widthPx: 4, heightPx: 1 };
  assert.equal([...reduceImage(holes, 2, 1).data], [1, Number.NaN]);
});

test("reducing weighs pixels by the area that is covered", () => {
  const image = { data: Float32Array.of(0, 3, 6), widthPx: 3, heightPx: 1 };
  const { data } = reduceImage(image, 2, 1);
  assert.ok(Math.abs(data[0]! - (0 + 1.5) / 1.5) < 1e-6);
  assert.ok(Math.abs(data[1]! - (1.5 + 6) / 1.5) < 1e-6);
});

test("the perceptual maps grow lighter evenly from end to end", () => {
  for (const name of colourMapNames) {
    const table = colourTable(name, 256);
    const lightness = Array.from({ length: 256 }, (_, i) => lightnessOf([...table.subarray(3 * i, 3 * i + 3)]));
    for (let i = 1; i < 256; i++) assert.ok(lightness[i]! > lightness[i - 1]! - 0.35, `${name} at ${i}`);
    const rise = lightness[255]! - lightness[0]!;
    for (const i of [64, 128, 192])
      assert.ok(Math.abs((lightness[i]! - lightness[0]!) / rise - i / 255) < 0.06, `${name} at ${i}`);
  }
});

test("known colours of viridis are where they should be", () => {
  const table = colourTable("viridis", 256);
  assert.equal([...table.subarray(0, 3)], [0x44, 0x01, 0x54]);
  assert.equal([...table.subarray(765)], [0xfd, 0xe7, 0x25]);
});

/** L* of CIE 1976 of an sRGB colour. */
function lightnessOf(rgb: number[]): number {
  const linear = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  const y = 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

test.run();
