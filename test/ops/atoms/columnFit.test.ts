import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { drawFrame, fitStep, makeColumnTable } from "../../../src/ops/atoms/columnFit.js";
import { neighboursWithin } from "../../../src/ops/atoms/neighbours.js";
import { makeProbe } from "../../../src/ops/atoms/probeShape.js";
import { componentsOf } from "../../../src/ops/atoms/siteClusters.js";

const probe = makeProbe({ sigmaXPx: 3, sigmaYPx: 3, correlation: 0, tailFraction: 0 });
const noise = { isPoisson: true, constant: 0, perValue: 1, least: 0.05 };

test("one column: unbiased, and as exact as its Fisher information says", () => {
  const random = seededRandom(4, "one column");
  const [size, trueX, trueY, amplitude, background] = [32, 15.3, 16.6, 3, 0.5];
  const errors: number[] = [];
  let bound = 0;
  for (let draw = 0; draw < 200; draw++) {
    const columns = makeColumnTable(1);
    columns.xPx[0] = 15.3;
    columns.yPx[0] = 16.6;
    columns.amplitude[0] = amplitude;
    const flat = new Float32Array(size * size).fill(background);
    const expected = drawFrame({ data: flat, widthPx: size, heightPx: size }, columns, probe, flat).expected;
    const image = { data: expected.map((value) => random.poisson(value)), widthPx: size, heightPx: size };
    columns.xPx[0] = 15;
    columns.yPx[0] = 17;
    const model = drawFrame(image, columns, probe, flat);
    for (let step = 0; step < 8; step++) fitStep(image, columns, model, probe, noise, { movePositions: true });
    errors.push(columns.xPx[0]! - trueX, columns.yPx[0]! - trueY);
    bound += 1 / columns.informationXx[0]! / 200;
  }
  const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
  const rms = Math.sqrt(errors.reduce((a, b) => a + b * b, 0) / errors.length);
  assert.ok(Math.abs(mean) < 4 * (rms / Math.sqrt(errors.length)), `bias ${mean} px`);
  assert.ok(Math.abs(rms / Math.sqrt(bound) - 1) < 0.2, `rms ${rms} px, bound ${Math.sqrt(bound)} px`);
});

test("a prior holds a column that shows nothing, and lets one go that shows enough", () => {
  const flat = new Float32Array(32 * 32).fill(1);
  const image = { data: flat, widthPx: 32, heightPx: 32 };
  const columns = makeColumnTable(1);
  columns.xPx[0] = columns.expectedXPx[0] = 16;
  columns.yPx[0] = columns.expectedYPx[0] = 16;
  columns.priorVariance[0] = 0.01;
  const model = drawFrame(image, columns, probe, flat);
  for (let step = 0; step < 5; step++) fitStep(image, columns, model, probe, noise, { movePositions: true });
  assert.ok(Math.hypot(columns.xPx[0]! - 16, columns.yPx[0]! - 16) < 0.05);
  assert.ok(Math.abs(columns.amplitude[0]!) < 0.05);
});

test("neighbours and clusters are those of brute force", () => {
  const random = seededRandom(6, "points");
  const x = Array.from({ length: 150 }, () => 60 * random.uniform() - 10);
  const y = Array.from({ length: 150 }, () => 60 * random.uniform() - 10);
  const list = neighboursWithin(x, y, 5);
  for (const i of x.keys()) {
    const brute = [...x.keys()].filter((j) => j !== i && Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!) <= 5);
    assert.equal(
      [...list.index.subarray(list.start[i]!, list.start[i + 1]!)].sort((a, b) => a - b),
      brute,
    );
  }
  const { component, sizes } = componentsOf(
    [
      [0, 0],
      [20, 20],
      [1, 0],
      [21, 20],
      [2, 0],
    ],
    1.5,
  );
  assert.equal([...component], [0, 1, 0, 1, 0]);
  assert.equal(sizes, [3, 2]);
});

test.run();
