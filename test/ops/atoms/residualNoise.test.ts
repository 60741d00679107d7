import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Image } from "../../../src/core/image.js";
import { seededRandom } from "../../../src/core/random.js";
import { gaussianBlur } from "../../../src/numeric/gaussianBlur.js";
import {
  drawFrame,
  type FrameModel,
  fitStep,
  makeColumnTable,
  updateBackground,
} from "../../../src/ops/atoms/columnFit.js";
import { type NoiseModel, varianceAt } from "../../../src/ops/atoms/noiseModel.js";
import { makeProbe } from "../../../src/ops/atoms/probeShape.js";
import { calibratedNoise, looksLikeCounts } from "../../../src/ops/atoms/residualNoise.js";
import { between, near, type PlainCrystal, plainColumns, plainImage } from "./frames.js";

const sigmaPx = 2.5;
const nearestPx = 12;
const probe = makeProbe({ sigmaXPx: sigmaPx, sigmaYPx: sigmaPx, correlation: 0, tailFraction: 0 });
const crystal: PlainCrystal = {
  widthPx: 190,
  heightPx: 180,
  aPx: [nearestPx, 0.4],
  bPx: [-0.3, nearestPx],
  columns: [{ uFraction: 0.3, vFraction: 0.2, amplitude: 30 }],
  sigmaPx,
};
const expected = plainImage(crystal, 8);
const counts: NoiseModel = { isPoisson: true, constant: 0, perValue: 1, least: 0.1 };

/** The columns of the crystal, fitted to a frame as em.atoms.find does: their positions and amplitudes take a part of the noise. */
function fitted(image: Image, noise: NoiseModel) {
  const sites = plainColumns(crystal);
  const columns = makeColumnTable(sites.length);
  for (const [i, { xPx, yPx }] of sites.entries()) {
    columns.xPx[i] = xPx;
    columns.yPx[i] = yPx;
    columns.expectedXPx[i] = xPx;
    columns.expectedYPx[i] = yPx;
    columns.amplitude[i] = 30;
  }
  const backgroundSigmaPx = 1.5 * nearestPx;
  let model: FrameModel = drawFrame(image, columns, probe, new Float32Array(image.data.length).fill(8));
  for (let sweep = 0; sweep < 4; sweep++) {
    fitStep(image, columns, model, probe, noise, { movePositions: true });
    model = updateBackground(image, model, backgroundSigmaPx, -Infinity);
  }
  return { columns, model, backgroundSigmaPx };
}

const randomFrame = (draw: (value: number, normal: () => number) => number, seed: number): Image => {
  const random = seededRandom(seed);
  return { ...expected, data: expected.data.map((value) => draw(value, random.normal)) };
};

function countsFrame(seed: number): Image {
  const random = seededRandom(seed);
  return { ...expected, data: expected.data.map((value) => random.poisson(value)) };
}

test("counts look like counts", () => {
  for (let seed = 1; seed <= 5; seed++) {
    const image = countsFrame(seed);
    assert.ok(looksLikeCounts(image, fitted(image, counts).model, counts), `seed ${seed}`);
  }
});

test("also in another unit, when that unit is told", () => {
  const image = countsFrame(1);
  const scaled = { ...image, data: image.data.map((value) => value / 20) };
  const { model } = fitted(image, counts);
  const inUnits = { expected: model.expected.map((value) => value / 20), background: model.background };
  assert.ok(looksLikeCounts(scaled, inUnits, { ...counts, perValue: 1 / 20 }));
  assert.not.ok(looksLikeCounts(scaled, inUnits, counts));
});

test("a gain of 8, even noise, and a gain below 1 do not", () => {
  for (const draw of [
    (value: number, normal: () => number) => value + Math.sqrt(8 * Math.max(value - 6, 1)) * normal(),
    (value: number, normal: () => number) => value + 4 * normal(),
    (value: number, normal: () => number) => value + Math.sqrt(0.2 * value) * normal(),
  ]) {
    const image = randomFrame(draw, 2);
    assert.not.ok(looksLikeCounts(image, fitted(image, counts).model, counts));
  }
});

test("independent noise is measured as it is, though the columns took a part of it", () => {
  for (const [slope, constant] of [
    [0, 9],
    [0.5, 0],
    [3, 4],
  ] as const) {
    const image = randomFrame((value, normal) => value + Math.sqrt(slope * value + constant) * normal(), 3);
    const start: NoiseModel = { isPoisson: false, constant: 9, perValue: 0, least: 0.9 };
    const noise = calibratedNoise(image, fitted(image, start), probe);
    assert.not.ok(noise.isPoisson);
    for (const value of [9, 20, 35])
      between(varianceAt(noise, value) / (slope * value + constant), 0.8, 1.3, `variance at ${value}, slope ${slope}`);
  }
});

test("noise that is correlated between pixels counts for what it does to a column", () => {
  const random = seededRandom(8);
  const white = Float32Array.from(expected.data, () => random.normal());
  const smooth = gaussianBlur(white, 190, 180, 1);
  const variance = smooth.reduce((sum, value) => sum + value * value, 0) / smooth.length;
  const image = { ...expected, data: expected.data.map((value, i) => value + (3 * smooth[i]!) / Math.sqrt(variance)) };
  const start: NoiseModel = { isPoisson: false, constant: 9, perValue: 0, least: 0.9 };
  const noise = calibratedNoise(image, fitted(image, start), probe);
  // White noise of variance 1 before the smoothing hurts a wide column as much as the smoothed one does, in the same proportion.
  const hurt = (9 / variance) * (sigmaPx ** 2 / (sigmaPx ** 2 + 1 ** 2)) ** 2;
  between(varianceAt(noise, 15) / hurt, 0.6, 1.6, `effective variance over ${hurt.toFixed(1)} (a pixel's own is 9)`);
});

test("the same frame gives the same noise", () => {
  const image = countsFrame(4);
  const fit = fitted(image, counts);
  const x = fit.columns.xPx.slice();
  assert.equal(calibratedNoise(image, fit, probe), calibratedNoise(image, fit, probe));
  near(fit.columns.xPx[5]!, x[5]!, 0, "columns are not moved");
});

test.run();
