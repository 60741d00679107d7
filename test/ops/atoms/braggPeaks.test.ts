import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Image } from "../../../src/core/image.js";
import { seededRandom } from "../../../src/core/random.js";
import { braggPeaks } from "../../../src/ops/atoms/braggPeaks.js";
import { near } from "./frames.js";

interface Wave {
  /** Cycles over the width and over the height of the frame. */
  readonly x: number;
  readonly y: number;
  readonly amplitude: number;
  readonly phase?: number;
}

function waves(widthPx: number, heightPx: number, list: readonly Wave[], noise: number, seed = 1): Image {
  const random = seededRandom(seed);
  const data = Float32Array.from({ length: widthPx * heightPx }, (_, i) => {
    const [col, row] = [i % widthPx, Math.floor(i / widthPx)];
    const value = list.reduce(
      (sum, { x, y, amplitude, phase = 0 }) =>
        sum + amplitude * Math.cos(2 * Math.PI * ((x * col) / widthPx + (y * row) / heightPx) + phase),
      0,
    );
    return value + noise * random.normal();
  });
  return { data, widthPx, heightPx };
}

/** The peak nearest to a frequency (or to its negative), in cycles per frame. */
function nearestTo(image: Image, x: number, y: number) {
  const all = braggPeaks(image).map((peak) => {
    const [px, py] = [peak.qxPerPx * image.widthPx, peak.qyPerPx * image.heightPx];
    const off = Math.min(Math.hypot(px - x, py - y), Math.hypot(px + x, py + y));
    return { ...peak, off };
  });
  return all.reduce((best, peak) => (peak.off < best.off ? peak : best));
}

test("waves under the noise of single pixels are found at their frequencies, also where the frame is not square", () => {
  for (const [widthPx, heightPx] of [
    [200, 200],
    [230, 131],
  ] as const) {
    const list = [
      { x: 17.3, y: 4.6, amplitude: 0.2 },
      { x: -9.2, y: 21.7, amplitude: 0.15, phase: 1 },
      { x: 0.2, y: 12.4, amplitude: 0.15, phase: 2 },
      { x: 14.1, y: -0.1, amplitude: 0.15, phase: 3 },
    ];
    const image = waves(widthPx, heightPx, list, 1);
    const [strong, weak] = [braggPeaks(image).slice(0, 4), braggPeaks(image).slice(4)];
    assert.ok(strong.every(({ ratio }) => ratio > 25));
    // Few strong peaks bring the strongest of the noise along.
    assert.ok(weak.length < 8 && weak.every(({ ratio }) => ratio < 17), `${weak.length} more`);
    for (const { x, y } of list) near(nearestTo(image, x, y).off, 0, 0.15, `offset at ${x}, ${y}`);
  }
});

test("the strongest wave comes first and none is given twice", () => {
  const image = waves(
    200,
    200,
    [
      { x: 20, y: 3, amplitude: 0.2 },
      { x: 5, y: 25, amplitude: 0.5 },
    ],
    1,
  );
  const [first, second] = braggPeaks(image);
  near(Math.abs(first!.qyPerPx * 200), 25, 0.1, "the stronger wave");
  assert.ok(first!.ratio > second!.ratio);
  assert.is(braggPeaks(image, 1).length, 1);
});

test("noise alone shows no peak: normal, Poisson and noise that is correlated between pixels", () => {
  for (let seed = 1; seed <= 12; seed++) {
    const random = seededRandom(seed);
    const size = { widthPx: 160, heightPx: 160 };
    const normal = Float32Array.from({ length: 160 * 160 }, () => random.normal());
    const counts = normal.map(() => random.poisson(0.4));
    const smooth = normal.map((value, i) => value + (normal[i + 1] ?? 0) + (normal[i + 160] ?? 0));
    for (const data of [normal, counts, smooth]) assert.equal(braggPeaks({ data, ...size }), [], `seed ${seed}`);
  }
});

test("the ratio of pure noise is of mean 1: peaks of a wave grow with the square of its amplitude", () => {
  const ratio = (amplitude: number) => nearestTo(waves(256, 256, [{ x: 30, y: 11, amplitude }], 1), 30, 11).ratio;
  near(ratio(0.6) / ratio(0.3), 4, 0.7, "ratio of the ratios");
});

test("slow clouds, a slope, a step and a border of another brightness are no peaks", () => {
  const random = seededRandom(3);
  const plain = (value: (x: number, y: number) => number): Image => ({
    data: Float32Array.from({ length: 40_000 }, (_, i) => value(i % 200, Math.floor(i / 200)) + 0.05 * random.normal()),
    widthPx: 200,
    heightPx: 200,
  });
  assert.equal(braggPeaks(plain((x, y) => 3 * Math.sin(x / 40) + 2 * Math.cos(y / 50))), []);
  assert.equal(braggPeaks(plain((x, y) => 0.2 * x - 0.1 * y)), []);
  const step = braggPeaks(plain((x) => (x > 90 ? 1 : 0)));
  assert.ok(
    step.every((peak) => Math.abs(peak.qyPerPx) < 0.01),
    "a step has no two directions",
  );
});

test("without any noise, only what is there is found", () => {
  for (const phase of [0, 0.7, 1.9]) {
    const one = waves(128, 128, [{ x: 10.19, y: 0, amplitude: 1, phase }], 0);
    assert.is(braggPeaks(one).length, 1, "a wave");
    const two = waves(
      128,
      128,
      [
        { x: 10.2, y: 3, amplitude: 1, phase },
        { x: -4, y: 11.5, amplitude: 1 },
      ],
      0,
    );
    assert.is(braggPeaks(two).length, 2, "two waves");
  }
  const slope = Float32Array.from({ length: 128 * 128 }, (_, i) => (i % 128) * 1e-3);
  assert.equal(braggPeaks({ data: slope, widthPx: 128, heightPx: 128 }), []);
});

test("rows of other brightness and shifted rows make streaks along y, on which all that is found lies", () => {
  const random = seededRandom(5);
  const shift = Float32Array.from({ length: 200 }, () => 1.2 * random.normal());
  const level = Float32Array.from({ length: 200 }, () => 0.3 * random.normal());
  const at = (x: number, y: number) =>
    Math.cos((2 * Math.PI * (x - shift[y]!)) / 11) * Math.cos((2 * Math.PI * y) / 13) + level[y]! + random.normal();
  const data = Float32Array.from({ length: 40_000 }, (_, i) => at(i % 200, Math.floor(i / 200)));
  const image = { data, widthPx: 200, heightPx: 200 };
  const lattice = [nearestTo(image, 200 / 11, 200 / 13), nearestTo(image, 200 / 11, -200 / 13)];
  for (const peak of lattice) near(peak.off, 0, 0.2, "offset");
  const strongest = braggPeaks(image).slice(0, 2);
  assert.equal(
    strongest.map((peak) => Math.round(Math.abs(peak.qyPerPx * 200))),
    [15, 15],
  );
  for (const { qxPerPx } of braggPeaks(image)) {
    const streak = Math.min(Math.abs(qxPerPx), Math.abs(qxPerPx - 1 / 11));
    near(200 * streak, 0, 0.5, "distance from the streak");
  }
});

test("bright single pixels do not drown a wave, and values of any size give the same", () => {
  const image = waves(
    200,
    200,
    [
      { x: 17, y: 6, amplitude: 0.5 },
      { x: -3, y: 19, amplitude: 0.5 },
    ],
    1,
  );
  const spiked = { ...image, data: image.data.slice() };
  for (let i = 0; i < 8; i++) spiked.data[3571 * i + 411] = 60;
  near(nearestTo(spiked, 17, 6).off, 0, 0.2, "offset with spikes");
  const wanted = braggPeaks(image);
  for (const [factor, offset] of [
    [1e-6, 0],
    [1e6, -3e6],
  ] as const) {
    const scaled = braggPeaks({ ...image, data: image.data.map((value) => factor * value + offset) });
    assert.is(scaled.length, wanted.length);
    for (const [i, peak] of scaled.entries()) {
      near(peak.qxPerPx, wanted[i]!.qxPerPx, 1e-5, "qx");
      near(peak.ratio / wanted[i]!.ratio, 1, 0.01, "ratio");
    }
  }
});

test.run();
