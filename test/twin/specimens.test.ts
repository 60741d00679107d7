import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../src/core/random.js";
import { haadfFrame } from "../../src/twin/detectors/haadfFrame.js";
import { columnImage } from "../../src/twin/optics/columnImage.js";
import { contaminationCloud } from "../../src/twin/optics/contamination.js";
import { type Column, placeCrystal } from "../../src/twin/specimens/columnSpecimen.js";
import { mxeneFlake } from "../../src/twin/specimens/mxene.js";
import { projectedCrystals } from "../../src/twin/specimens/projectedCrystal.js";

const nearest = (columns: readonly Column[]) => {
  const middle = columns.filter((c) => Math.hypot(c.xNm - 1.5, c.yNm - 1.5) < 1);
  return Math.min(
    ...middle.flatMap((p) => columns.filter((q) => q !== p).map((q) => Math.hypot(p.xNm - q.xNm, p.yNm - q.yNm))),
  );
};

test("crystals have the nearest distances and densities of their cells, however they are turned", () => {
  const place = { widthNm: 3, heightNm: 3, rotationDeg: 33 };
  for (const [crystal, distanceNm, perNm2] of [
    [projectedCrystals.graphene, 0.246 / Math.sqrt(3), 2 / (0.246 ** 2 * Math.sqrt(0.75))],
    [projectedCrystals.ti3c2, 0.305 / Math.sqrt(3), 3 / (0.305 ** 2 * Math.sqrt(0.75))],
    [projectedCrystals.srtio3, 0.3905 / Math.SQRT2, 2 / 0.3905 ** 2],
    [projectedCrystals.silicon110, 0.5431 / 4, 4 / (0.5431 * 0.384)],
  ] as const) {
    const columns = placeCrystal(crystal, place, 0);
    assert.ok(Math.abs(nearest(columns) / distanceNm - 1) < 1e-6, crystal.name);
    assert.ok(Math.abs(columns.length / 9 / perNm2 - 1) < 0.08, `${crystal.name}: ${columns.length} columns`);
  }
});

test("strain stretches and drift shears", () => {
  const at = (extra: object) =>
    placeCrystal(projectedCrystals.gold100, { widthNm: 4, heightNm: 4, rotationDeg: 0, originNm: [2, 2], ...extra });
  const spacing = (columns: Column[]) => {
    const row = columns
      .filter((c) => Math.abs(c.yNm - 2) < 0.01)
      .map((c) => c.xNm)
      .sort((a, b) => a - b);
    return (row.at(-1)! - row[0]!) / (row.length - 1);
  };
  assert.ok(Math.abs(spacing(at({})) - 0.2884) < 1e-9);
  assert.ok(Math.abs(spacing(at({ strain: [0.05, 0, 0] })) - 0.2884 * 1.05) < 1e-9);
  const drifted = at({ driftNm: [0.4, 0] });
  assert.not.equal(
    drifted.map((c) => c.xNm),
    at({}).map((c) => c.xNm),
  );
});

test("a column's image has its height at its place, and row shifts move it", () => {
  const column: Column = { xNm: 0.32, yNm: 0.16, sublattice: 0, elements: "Ti1", state: "host", weight: 2 };
  const probe = { sigmaNm: 0.04, tailFraction: 0.1, tailRatio: 2 };
  const image = columnImage([column], { widthPx: 32, heightPx: 32, pixelNm: 0.02 }, probe);
  assert.ok(Math.abs(image[8 * 32 + 16]! - 2) < 1e-5);
  assert.is(image.indexOf(Math.max(...image)), 8 * 32 + 16);
  const shifted = columnImage(
    [column],
    { widthPx: 32, heightPx: 32, pixelNm: 0.02, rowShiftPx: new Float32Array(32).fill(3) },
    probe,
  );
  assert.is(shifted.indexOf(Math.max(...shifted)), 8 * 32 + 13);
});

test("contamination lies between 0 and 1 and is smooth", () => {
  const cloud = contaminationCloud({ widthPx: 64, heightPx: 48, pixelNm: 0.02 }, seededRandom(2));
  assert.is(cloud.length, 64 * 48);
  assert.ok(Math.abs(Math.max(...cloud) - 1) < 1e-6 && Math.min(...cloud) >= 0);
  for (let i = 1; i < 64; i++) assert.ok(Math.abs(cloud[i]! - cloud[i - 1]!) < 0.2);
});

test("a frame is the same for the same seed, and its counts follow what is expected", () => {
  const conditions = {
    ...{ widthPx: 96, heightPx: 80, pixelNm: 0.02, probe: { sigmaNm: 0.04, tailFraction: 0.1, tailRatio: 2 } },
    ...{ peakElectrons: 5, background: 0.3, contamination: 0.2, rowShiftSigmaPx: 0.3 },
  };
  const columns = placeCrystal(projectedCrystals.mos2, { widthNm: 1.92, heightNm: 1.6, rotationDeg: 10 });
  const [a, b, c] = [1, 1, 2].map((seed) => haadfFrame(columns, conditions, seededRandom(seed)));
  assert.equal(a!.counts, b!.counts);
  assert.not.equal(a!.counts, c!.counts);
  const sum = (values: Float32Array) => values.reduce((x, y) => x + y, 0);
  assert.ok(Math.abs(sum(a!.counts) / sum(a!.expected) - 1) < 0.03);
});

test("a MXene flake has the vacancies, adatoms and the pore that were asked for", () => {
  const flake = { fovNm: 8, rotationDeg: 12, vacancyPercent: 3, adatoms: 15, poreRadiusNm: 0.7 };
  const { columns, poreNm } = mxeneFlake(flake, seededRandom(5));
  const inState = (state: string) => columns.filter((column) => column.state === state);
  assert.is(inState("vacancy").length, Math.round(0.03 * columns.length));
  assert.is(inState("adatom").length, 15);
  assert.ok(inState("pore").length > 20);
  for (const column of inState("pore")) {
    assert.is(column.weight, 0);
    assert.ok(Math.hypot(column.xNm - poreNm.xNm, column.yNm - poreNm.yNm) < 0.7);
  }
  for (const column of inState("vacancy")) assert.ok(column.weight < 0.4 && !column.elements.includes("Ti"));
});

test.run();
