import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { type ColumnTable, makeColumnTable } from "../../../src/ops/atoms/columnFit.js";
import { learnPositionPrior } from "../../../src/ops/atoms/positionPrior.js";
import { between, mean } from "./frames.js";

const nearestPx = 12;

interface Group {
  readonly count: number;
  /** How far the columns really stray, per axis. */
  readonly straySigmaPx: number;
  /** Error of their positions from the noise, per axis. */
  readonly noisePx: number;
}

/** Columns at their most likely places under a prior that holds them. */
function table(groups: readonly Group[], priorVariance: number, seed: number): [ColumnTable, Int32Array] {
  const random = seededRandom(seed);
  const count = groups.reduce((n, group) => n + group.count, 0);
  const columns = makeColumnTable(count);
  const numbers = new Int32Array(count);
  let i = 0;
  for (const [number, group] of groups.entries()) {
    for (let k = 0; k < group.count; k++, i++) {
      numbers[i] = number;
      const information = 1 / group.noisePx ** 2;
      columns.informationXx[i] = information;
      columns.informationYy[i] = information;
      columns.priorVariance[i] = priorVariance;
      const share = information / (information + 1 / priorVariance);
      columns.xPx[i] = share * (group.straySigmaPx * random.normal() + group.noisePx * random.normal());
      columns.yPx[i] = share * (group.straySigmaPx * random.normal() + group.noisePx * random.normal());
    }
  }
  return [columns, numbers];
}

/** The learnt standard deviation of a group, averaged over seeds. */
function learnt(groups: readonly Group[], which = 0, priorVariance = 0.1, fieldErrorPx = 0): number {
  const variances = Array.from({ length: 20 }, (_, seed) => {
    const [columns, numbers] = table(groups, priorVariance, seed + 1);
    learnPositionPrior(columns, numbers, nearestPx, fieldErrorPx);
    return columns.priorVariance[numbers.indexOf(which)]!;
  });
  return Math.sqrt(mean(variances));
}

test("the true stray is recovered, whether it is above or below the noise", () => {
  between(learnt([{ count: 300, straySigmaPx: 0.5, noisePx: 0.2 }]), 0.46, 0.54, "stray above the noise");
  between(learnt([{ count: 300, straySigmaPx: 0.3, noisePx: 0.5 }]), 0.25, 0.35, "stray below the noise");
});

test("the prior that held the columns before does not matter", () => {
  const group = { count: 400, straySigmaPx: 0.4, noisePx: 0.3 };
  for (const variance of [0.02, 0.5, 1e6]) between(learnt([group], 0, variance), 0.36, 0.44, `with ${variance} before`);
});

test("defects far off their sites do not widen the prior", () => {
  const [columns, numbers] = table([{ count: 300, straySigmaPx: 0.3, noisePx: 0.1 }], 1e9, 1);
  for (let i = 0; i < 24; i++) columns.xPx[i]! += 4;
  learnPositionPrior(columns, numbers, nearestPx, 0);
  between(Math.sqrt(columns.priorVariance[0]!), 0.27, 0.42, "stray");
});

test("columns on their sites are held as well as the sites are known", () => {
  const count = 400;
  const held = learnt([{ count, straySigmaPx: 0, noisePx: 0.5 }]);
  assert.ok(held >= 0.5 / Math.sqrt(count), `${held} px; all columns together know their sites to 0.025 px only`);
  assert.ok(held < 0.2);
  assert.ok(learnt([{ count, straySigmaPx: 0, noisePx: 0.02 }]) >= 0.004 * nearestPx - 1e-12);
  assert.ok(learnt([{ count, straySigmaPx: 0, noisePx: 0.1 }], 0, 0.1, 0.3) >= 0.3, "the field's own error");
});

test("nothing is held more loosely than a tenth of the distance", () => {
  const wild = learnt([{ count: 300, straySigmaPx: 4, noisePx: 0.1 }]);
  assert.ok(Math.abs(wild - 0.1 * nearestPx) < 1e-9, `${wild}`);
});

test("a noisy sublattice takes over what the clear ones show; one that strays by itself keeps its own", () => {
  const clear = { count: 300, straySigmaPx: 0.1, noisePx: 0.1 };
  between(learnt([clear, { count: 60, straySigmaPx: 0.1, noisePx: 1.5 }], 1), 0.08, 0.3, "noisy group");
  between(learnt([clear, { count: 300, straySigmaPx: 0.6, noisePx: 0.1 }], 1), 0.54, 0.66, "loose group");
  between(learnt([clear, { count: 300, straySigmaPx: 0.6, noisePx: 0.1 }], 0), 0.08, 0.13, "tight group");
});

test("a group of a few columns gets a middling prior; columns outside all groups stay free", () => {
  const [columns, numbers] = table(
    [
      { count: 5, straySigmaPx: 0.1, noisePx: 0.1 },
      { count: 50, straySigmaPx: 0.1, noisePx: 0.1 },
    ],
    Infinity,
    1,
  );
  numbers[20] = -1;
  learnPositionPrior(columns, numbers, nearestPx, 0);
  assert.is(columns.priorVariance[0], (0.1 * nearestPx) ** 2 / 4);
  assert.is(columns.priorVariance[20], Infinity);
  assert.ok(columns.priorVariance[21]! < 0.1);
});

test.run();
