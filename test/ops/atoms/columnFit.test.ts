import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Image } from "../../../src/core/image.js";
import { type Random, seededRandom } from "../../../src/core/random.js";
import {
  type ColumnTable,
  drawFrame,
  fitStep,
  makeColumnTable,
  updateBackground,
} from "../../../src/ops/atoms/columnFit.js";
import type { NoiseModel } from "../../../src/ops/atoms/noiseModel.js";
import { makeProbe } from "../../../src/ops/atoms/probeShape.js";
import { between, mean, near, rms } from "./frames.js";

const side = 41;
const probe = makeProbe({ sigmaXPx: 2.4, sigmaYPx: 2.4, correlation: 0, tailFraction: 0 });
const counts: NoiseModel = { isPoisson: true, constant: 0, perValue: 1, least: 0.05 };

interface Truth {
  readonly xPx: number;
  readonly yPx: number;
  readonly amplitude: number;
}

const tableOf = (columns: readonly Truth[]): ColumnTable => {
  const table = makeColumnTable(columns.length);
  for (const [i, { xPx, yPx, amplitude }] of columns.entries()) {
    table.xPx[i] = xPx;
    table.yPx[i] = yPx;
    table.expectedXPx[i] = xPx;
    table.expectedYPx[i] = yPx;
    table.amplitude[i] = amplitude;
  }
  return table;
};

const even = (value: number) => new Float32Array(side * side).fill(value);
const frame = (data: Float32Array): Image => ({ data, widthPx: side, heightPx: side });

/** What is expected of columns on an even background. */
const expectedOf = (columns: readonly Truth[], background: number) =>
  drawFrame(frame(even(0)), tableOf(columns), probe, even(background)).expected;

function fitted(image: Image, start: ColumnTable, background: number, noise = counts, steps = 8): ColumnTable {
  const model = drawFrame(image, start, probe, even(background));
  for (let step = 0; step < steps; step++) fitStep(image, start, model, probe, noise, { movePositions: true });
  return start;
}

const countsOf = (expected: Float32Array, random: Random) => frame(expected.map((value) => random.poisson(value)));

/** Cramér-Rao bound of one column's position along x with amplitude and background known, by the definition. */
function boundPx({ xPx, yPx, amplitude }: Truth, background: number): number {
  let information = 0;
  for (let row = 0; row < side; row++) {
    for (let col = 0; col < side; col++) {
      const g = Math.exp(-0.5 * (((col - xPx) ** 2 + (row - yPx) ** 2) / 2.4 ** 2));
      information += (amplitude * g * ((col - xPx) / 2.4 ** 2)) ** 2 / (background + amplitude * g);
    }
  }
  return 1 / Math.sqrt(information);
}

test("without noise the column is found where it is, from two pixels off", () => {
  const truth = { xPx: 20.37, yPx: 19.81, amplitude: 30 };
  const table = fitted(frame(expectedOf([truth], 2)), tableOf([{ xPx: 22, yPx: 18.6, amplitude: 12 }]), 2, counts, 30);
  near(table.xPx[0]!, truth.xPx, 1e-3, "x");
  near(table.yPx[0]!, truth.yPx, 1e-3, "y");
  near(table.amplitude[0]!, 30, 0.01, "amplitude");
});

for (const [amplitude, background] of [
  [40, 4],
  [8, 2],
] as const) {
  test(`counts of ${amplitude} over ${background}: unbiased, and within a fifth of the bound`, () => {
    const truth = { xPx: 20.3, yPx: 19.6, amplitude };
    const expected = expectedOf([truth], background);
    const random = seededRandom(amplitude);
    const dx: number[] = [];
    const dy: number[] = [];
    const da: number[] = [];
    let stated = 0;
    let statedAmplitude = 0;
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      const table = fitted(countsOf(expected, random), tableOf([{ xPx: 20, yPx: 20, amplitude }]), background);
      dx.push(table.xPx[0]! - truth.xPx);
      dy.push(table.yPx[0]! - truth.yPx);
      da.push(table.amplitude[0]! - amplitude);
      stated += 1 / Math.sqrt(table.informationXx[0]!) / runs;
      statedAmplitude += Math.sqrt(table.amplitudeVariance[0]!) / runs;
    }
    const bound = boundPx(truth, background);
    between(rms([...dx, ...dy]) / bound, 0.9, 1.2, "scatter over the bound");
    between(rms([...dx, ...dy]) / stated, 0.85, 1.15, "scatter over the stated error");
    near(mean(dx), 0, (4 * bound) / Math.sqrt(runs), "bias in x");
    near(mean(dy), 0, (4 * bound) / Math.sqrt(runs), "bias in y");
    between(rms(da) / statedAmplitude, 0.85, 1.2, "scatter of the amplitude");
    near(mean(da), 0, (5 * statedAmplitude) / Math.sqrt(runs) + 0.01 * amplitude, "bias of the amplitude");
  });
}

test("neighbours three widths away are held and subtracted: no pull towards them", () => {
  const truth = [
    { xPx: 16.4, yPx: 20.2, amplitude: 60 },
    { xPx: 23.6, yPx: 20.2, amplitude: 20 },
    { xPx: 20, yPx: 13.9, amplitude: 35 },
  ];
  const random = seededRandom(5);
  const expected = expectedOf(truth, 3);
  const off: number[][] = [[], [], []];
  for (let run = 0; run < 150; run++) {
    const table = fitted(countsOf(expected, random), tableOf(truth), 3, counts, 12);
    for (const i of truth.keys()) off[i]!.push(table.xPx[i]! - truth[i]!.xPx);
  }
  for (const [i, list] of off.entries()) {
    const bound = boundPx(truth[i]!, 3);
    near(mean(list), 0, 0.5 * bound, `bias of column ${i}`);
    between(rms(list) / bound, 0.9, 1.6, `scatter of column ${i} over its bound`);
  }
});

test("values with normal noise are fitted with its variance", () => {
  const truth = { xPx: 20.3, yPx: 19.6, amplitude: 10 };
  const expected = expectedOf([truth], 2);
  const random = seededRandom(7);
  const noise: NoiseModel = { isPoisson: false, constant: 4, perValue: 0, least: 0.4 };
  const off: number[] = [];
  let stated = 0;
  for (let run = 0; run < 300; run++) {
    const image = frame(expected.map((value) => value + 2 * random.normal()));
    const table = fitted(image, tableOf([{ ...truth, xPx: 20, yPx: 20 }]), 2, noise);
    off.push(table.xPx[0]! - truth.xPx, table.yPx[0]! - truth.yPx);
    stated += 1 / Math.sqrt(table.informationXx[0]!) / 300;
  }
  between(rms(off) / stated, 0.85, 1.2, "scatter over the stated error");
});

test("a lattice's prior holds a column by the weights of both", () => {
  const truth = { xPx: 21, yPx: 20, amplitude: 40 };
  const image = frame(expectedOf([truth], 4));
  const start = tableOf([{ ...truth, xPx: 20 }]);
  start.priorVariance[0] = 0.02;
  const table = fitted(image, start, 4, counts, 30);
  const information = table.informationXx[0]!;
  near(table.xPx[0]!, (20 * 50 + 21 * information) / (50 + information), 0.02, "x between site and data");
});

test("a prior holds a column that shows nothing", () => {
  const start = tableOf([{ xPx: 20, yPx: 20, amplitude: 0 }]);
  start.priorVariance[0] = 0.01;
  const table = fitted(countsOf(even(3), seededRandom(3)), start, 3);
  near(Math.hypot(table.xPx[0]! - 20, table.yPx[0]! - 20), 0, 0.05, "offset");
  near(table.amplitude[0]!, 0, 4 * Math.sqrt(table.amplitudeVariance[0]!), "amplitude");
});

test("where nothing is expected, a single count does not make a bright column", () => {
  const image = frame(even(0));
  image.data[20 * side + 26] = 1;
  const table = fitted(image, tableOf([{ xPx: 20, yPx: 20, amplitude: 0.2 }]), 0, { ...counts, least: 0.03 }, 5);
  assert.ok(Math.abs(table.amplitude[0]!) < 1, `amplitude ${table.amplitude[0]}`);
});

test("the model that is kept up to date is the one drawn anew", () => {
  const truth = [
    { xPx: 15, yPx: 20, amplitude: 30 },
    { xPx: 25.2, yPx: 21, amplitude: 30 },
  ];
  const image = frame(expectedOf(truth, 3));
  const table = tableOf(truth.map((column) => ({ ...column, xPx: column.xPx + 0.7, amplitude: 20 })));
  const model = drawFrame(image, table, probe, even(3));
  for (let step = 0; step < 6; step++) fitStep(image, table, model, probe, counts, { movePositions: true });
  const anew = drawFrame(image, table, probe, even(3)).expected;
  for (const [i, value] of anew.entries()) near(model.expected[i]!, value, 1e-3, `pixel ${i}`);
});

test("amplitudes with a limit stay within it", () => {
  const image = frame(expectedOf([{ xPx: 20, yPx: 20, amplitude: 50 }], 2));
  const start = tableOf([{ xPx: 20, yPx: 20, amplitude: 5 }]);
  start.largestAmplitude[0] = 12;
  assert.is(fitted(image, start, 2).amplitude[0], 12);
  const dark = tableOf([{ xPx: 20, yPx: 20, amplitude: 5 }]);
  dark.largestAmplitude[0] = 12;
  assert.is(fitted(frame(even(0)), dark, 2).amplitude[0], 0);
});

test("a column outside the frame without light has no information and stays", () => {
  const table = fitted(frame(even(2)), tableOf([{ xPx: -40, yPx: 20, amplitude: 5 }]), 2);
  assert.is(table.xPx[0], -40);
  assert.is(table.amplitudeVariance[0], Infinity);
  assert.is(table.informationXx[0], 0);
});

test("the background is the low-pass of what the columns leave, not below its floor", () => {
  const image = frame(expectedOf([{ xPx: 20, yPx: 20, amplitude: 50 }], 6));
  const model = drawFrame(image, tableOf([{ xPx: 20, yPx: 20, amplitude: 50 }]), probe, even(1));
  const updated = updateBackground(image, model, 8, 0);
  for (const at of [0, 840, 1600]) near(updated.background[at]!, 6, 0.01, "background");
  for (const at of [0, 840]) near(updated.expected[at]!, image.data[at]!, 0.02, "expected");
  const below = updateBackground(frame(even(-5)), drawFrame(frame(even(0)), tableOf([]), probe, even(0)), 8, 0);
  assert.ok(below.background.every((value) => value === 0));
});

test.run();
