import { test } from "uvu";
import * as assert from "uvu/assert";
import { chipStart } from "../../../src/ops/fewshot/chipRows.js";
import { dogFeatures, dogSigmasPx } from "../../../src/ops/fewshot/dogFeatures.js";
import { geometric } from "../../../src/ops/fewshot/featureBlock.js";
import { intensityFeatures } from "../../../src/ops/fewshot/intensityFeatures.js";
import { lbpBins, lbpFeatures, lbpHistogram } from "../../../src/ops/fewshot/lbpFeatures.js";
import { logGaborFeatures, wavelengthsPx } from "../../../src/ops/fewshot/logGaborFeatures.js";
import { momentsOf } from "../../../src/ops/fewshot/momentsOf.js";
import { oneChip } from "./textures.js";

const near = (actual: number, expected: number, tolerance: number, what = "") =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what} ${actual}, not ${expected}`);

test("chips begin where offset, row and column say", () => {
  const rows = { chipWidthPx: 5, chipHeightPx: 3, offsetXPx: 2, offsetYPx: 1, columns: 3, rows: 2 };
  assert.is(chipStart(20, rows, 0), 22);
  assert.is(chipStart(20, rows, 4), (1 + 3) * 20 + 2 + 5);
});

test("moments of 0, 0, 0, 4", () => {
  const { image, chips } = oneChip(2, (x, y) => (x === 1 && y === 1 ? 4 : 0));
  const moments = momentsOf(image.data, 2, chips, 0);
  assert.is(moments.mean, 1);
  near(moments.spread, Math.sqrt(3), 1e-12);
  // Third moment (3 * -1 + 27) / 4 = 6; fourth (3 + 81) / 4 = 21.
  near(moments.skewness, 6 / 3 ** 1.5, 1e-12);
  near(moments.kurtosis, 21 / 9, 1e-12);
  const even = oneChip(4, () => 0.1);
  assert.equal(momentsOf(even.image.data, 4, even.chips, 0), {
    ...{ mean: momentsOf(even.image.data, 4, even.chips, 0).mean, spread: 0, skewness: 0, kurtosis: 3 },
  });
});

test("brightness: mean, spread and quantiles of a ramp", () => {
  const { values, featureCount } = intensityFeatures(oneChip(32, (x, y) => y * 32 + x));
  assert.is(featureCount, 8);
  near(values[0]!, 511.5, 1e-3);
  near(values[1]!, Math.log(Math.sqrt((1024 ** 2 - 1) / 12)), 1e-5);
  near(values[2]!, 0, 1e-6);
  assert.equal(
    [...values.subarray(3)],
    [0.02, 0.1, 0.5, 0.9, 0.98].map((share) => Math.round(share * 1023)),
  );
});

test("bands: a wave is strongest in the band whose blurs tell it apart most, by as much as they do", () => {
  const [periodPx, sidePx] = [8, 64];
  const { values } = dogFeatures(oneChip(sidePx, (x) => Math.cos((2 * Math.PI * (x + 0.5)) / periodPx)));
  const sigmas = dogSigmasPx(sidePx);
  const gain = (sigma: number) => Math.exp(-2 * (Math.PI / periodPx) ** 2 * sigma ** 2);
  for (let band = 0; band < 4; band++) {
    const expected = (gain(sigmas[band]!) - gain(sigmas[band + 1]!)) / Math.SQRT2;
    near(values[3 * band]!, Math.log(expected), 0.02, `band ${band}`);
    near(values[3 * band + 1]!, 0, 0.01, "a wave is as often bright as dark");
    near(values[3 * band + 2]!, Math.log(1.5), 0.02, "the kurtosis of a sine");
  }
});

test("bands: bright points on a dark ground are skewed, and rarer ones have more kurtosis", () => {
  const points = (every: number) =>
    dogFeatures(oneChip(64, (x, y) => (x % every === 4 && y % every === 4 ? 1 : 0))).values;
  const [many, few] = [points(8), points(32)];
  assert.ok(many[1]! > 1);
  assert.ok(few[2]! > many[2]! + 0.5);
  assert.ok(dogFeatures(oneChip(64, (x, y) => (x % 8 === 4 && y % 8 === 4 ? -1 : 0))).values[1]! < -1);
});

test("log-Gabor: a wave answers in its wavelength and its direction", () => {
  const wavelengths = wavelengthsPx(64);
  const strongest = (angleRad: number, wavelengthPx: number) => {
    const wave = oneChip(64, (x, y) => {
      return 5 + Math.cos((2 * Math.PI * (x * Math.cos(angleRad) + y * Math.sin(angleRad))) / wavelengthPx);
    });
    const values = logGaborFeatures(wave).values;
    return values.indexOf(Math.max(...values));
  };
  assert.is(strongest(0, wavelengths[2]!), 2 * 6);
  assert.is(strongest(Math.PI / 2, wavelengths[1]!), 6 + 3);
  assert.is(strongest(Math.PI / 6, wavelengths[3]!), 3 * 6 + 1);
  assert.is(strongest((5 * Math.PI) / 6, wavelengths[1]!), 6 + 5);
});

test("log-Gabor: a thousandfold energy is ln 1000 more, and a mean is nothing", () => {
  const energies = (strength: number, mean: number) =>
    logGaborFeatures(oneChip(64, (x, y) => mean + strength * Math.sin(x + y / 2))).values;
  const [weak, strong, lifted] = [energies(1, 0), energies(Math.sqrt(1000), 0), energies(1, 50)];
  const top = weak.indexOf(Math.max(...weak));
  near(strong[top]! - weak[top]!, Math.log(1000), 1e-3);
  near(lifted[top]! - weak[top]!, 0, 1e-3);
});

test("binary patterns: bins count brighter neighbours in one run, whatever the turn", () => {
  assert.is(lbpBins[0], 0);
  assert.is(lbpBins[255], 8);
  assert.equal(
    [0b1, 0b10000000, 0b110, 0b10000011, 0b101, 0b10010010].map((p) => lbpBins[p]),
    [1, 1, 2, 3, 9, 9],
  );
  assert.is(lbpBins.filter((bin) => bin < 9).length, 58);
});

test("binary patterns of a ramp, a peak and an even chip", () => {
  const shares = ({ image, chips }: ReturnType<typeof oneChip>) =>
    [...lbpHistogram(image.data, image.widthPx, chips, 0, 1)].map((share) => Number(share.toFixed(3)));
  // On a ramp along x the three neighbours to the right are brighter.
  assert.equal(shares(oneChip(8, (x) => x)), [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  assert.equal(shares(oneChip(8, () => 2)), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  // Around a peak, in 3 x 3 places: the peak sees none brighter, each other place one.
  assert.equal(shares(oneChip(5, (x, y) => (x === 2 && y === 2 ? 1 : 0))), [0.111, 0.889, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("binary patterns: squares of the features of a radius sum to 1; a chip that is too small has none", () => {
  const { values, featureCount } = lbpFeatures(oneChip(32, (x, y) => Math.sin(x * x + 3 * y)));
  assert.is(featureCount, 30);
  for (let i = 0; i < 3; i++)
    near(
      values.subarray(10 * i, 10 * i + 10).reduce((s, v) => s + v * v, 0),
      1,
      1e-5,
    );
  assert.ok(lbpFeatures(oneChip(4, (x) => x)).values.every(Number.isFinite));
});

test("scales are equal steps of ratio", () => {
  assert.equal(
    geometric(1, 8, 4).map((v) => Number(v.toFixed(6))),
    [1, 2, 4, 8],
  );
});

test.run();
