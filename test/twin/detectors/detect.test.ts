import { createHash } from "node:crypto";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { detect, electronsPerPixel } from "../../../src/twin/detectors/detect.js";
import { detectorParameters } from "../../../src/twin/detectors/detectorParameters.js";
import { detectorSignal } from "../../../src/twin/detectors/detectorSignal.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import { withTag } from "./withTag.js";

const chain = valuesOf(detectorParameters);
const bare = { ...chain, gainCountsPerElectron: 1, offsetCounts: 0, readNoiseCounts: 0 };
const flat = (fraction: number, length = 256 * 256) => new Float32Array(length).fill(fraction);
const near = (a: number, b: number, error: number, what = "") =>
  assert.ok(Math.abs(a - b) <= error, `${what} ${a}, not ${b}`);

function meanAndVariance(values: ArrayLike<number>): [mean: number, variance: number] {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return [mean, squares / (values.length - 1)];
}

test("a beam of 20 pA brings 1.25e8 electrons a second", () => {
  near(electronsPerPixel(20, 1e6), 1.2483e8, 1e4);
  near(electronsPerPixel(20, 10), 1248.3, 0.1);
  assert.is(electronsPerPixel(0, 10), 0);
});

for (const electrons of [20, 180, 1250, 60_000]) {
  test(`a flat field of ${0.05 * electrons} electrons a pixel has as much variance as mean`, () => {
    const [mean, variance] = meanAndVariance(detect(flat(0.05), electrons, bare, seededRandom(3, "flat")));
    near(mean / (0.05 * electrons), 1, 0.01);
    near(variance / mean, 1, 0.02);
  });
}

test("gain, offset and noise of the amplifier act on the electrons", () => {
  const [mean, variance] = meanAndVariance(detect(flat(0.05), 1250, chain, seededRandom(4, "detector")));
  near(mean, 200 + 8 * 62.5, 1);
  near(variance, 64 * 62.5 + 9, 0.02 * 4009);
  const [dark, noise] = meanAndVariance(detect(flat(0.05), 0, chain, seededRandom(5, "detector")));
  near(dark, 200, 0.05);
  // Rounding adds the twelfth of a count.
  near(noise, 9 + 1 / 12, 0.15);
});

test("what is too much is clipped, what is less than nothing is 0", () => {
  assert.equal(new Set(detect(flat(0.9, 1000), 1e6, chain, seededRandom(1, "x"))), new Set([65535]));
  const low = { ...chain, clipCounts: 4095 };
  assert.equal(new Set(detect(flat(0.9, 1000), 1e6, low, seededRandom(1, "x"))), new Set([4095]));
  const noisy = detect(flat(0, 10_000), 0, { ...chain, offsetCounts: 0, readNoiseCounts: 5 }, seededRandom(1, "x"));
  assert.ok(noisy.filter((value) => value === 0).length > 4000);
  assert.ok(Math.max(...noisy) < 40);
  const odd = Float32Array.of(Number.NaN, -1, Number.NEGATIVE_INFINITY, 0);
  assert.equal(
    detect(odd, 1e3, { ...chain, readNoiseCounts: 0 }, seededRandom(1, "x")),
    Uint16Array.of(200, 200, 200, 200),
  );
});

test("the same seed gives the same bytes on every version of Node", () => {
  const ramp = Float32Array.from({ length: 4096 }, (_, i) => i / 40960);
  const hash = (seed: number) => {
    const { buffer } = detect(ramp, 1250, chain, seededRandom(seed, "detector"));
    return createHash("sha256").update(new Uint8Array(buffer)).digest("hex").slice(0, 16);
  };
  assert.is(hash(7), hash(7));
  assert.is.not(hash(7), hash(8));
  assert.is(hash(7), "7df017440691876b");
});

test("a chain that cannot be is refused", () => {
  const one = flat(0.1, 4);
  for (const changes of [{ gainCountsPerElectron: -1 }, { readNoiseCounts: Number.NaN }, { clipCounts: -5 }]) {
    assert.throws(() => detect(one, 10, { ...chain, ...changes }, seededRandom(1, "x")), withTag("BadOption"));
  }
  for (const electrons of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => detect(one, electrons, chain, seededRandom(1, "x")), withTag("BadOption"));
  }
  assert.is(detect(new Float32Array(0), 10, chain, seededRandom(1, "x")).length, 0);
});

test("HAADF follows the linear model where it is small and never takes more than the beam", () => {
  const linear = Float32Array.of(-0.1, 0, 0.01, 0.05, 0.4, 1, 5, 1e9, Number.NaN);
  const haadf = detectorSignal("haadf", linear, chain);
  assert.equal([haadf[0], haadf[1], haadf[8]], [0, 0, 0]);
  near(haadf[2]!, 0.01, 1e-7);
  near(haadf[3]!, 0.05, 1e-6);
  near(haadf[4]!, 0.4, 0.004);
  for (let i = 5; i < 7; i++) assert.ok(haadf[i]! > haadf[i - 1]! && haadf[i]! <= 1);
  // 20 µm of copper, a bar of the grid, are black to all detectors.
  for (const name of ["haadf", "adf", "bf"] as const) {
    assert.ok(
      detectorSignal(name, Float32Array.of(200, 1e9), chain).every((value) => value < 1e-9),
      name,
    );
  }
});

test("ADF collects more than HAADF; BF falls from the whole beam as both rise", () => {
  const linear = Float32Array.from({ length: 50 }, (_, i) => i / 50);
  const haadf = detectorSignal("haadf", linear, chain);
  const adf = detectorSignal("adf", linear, chain);
  const bf = detectorSignal("bf", linear, chain);
  assert.equal([adf[0], bf[0]], [0, 1]);
  near(detectorSignal("adf", Float32Array.of(0.001), chain)[0]! / 0.001, 2.5, 0.01);
  near((1 - detectorSignal("bf", Float32Array.of(0.001), chain)[0]!) / 0.001, 6, 0.05);
  for (let i = 1; i < 50; i++) {
    assert.ok(adf[i]! > haadf[i]! && adf[i]! <= 1 && adf[i]! > adf[i - 1]!);
    assert.ok(bf[i]! < bf[i - 1]! && bf[i]! >= 0 && bf[i]! + adf[i]! <= 1 + 1e-6);
  }
});

test.run();
