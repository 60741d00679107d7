import { test } from "uvu";
import * as assert from "uvu/assert";
import { electronWavelengthNm } from "../../../src/core/electronWavelength.js";
import { seededRandom } from "../../../src/core/random.js";
import { detectorParameters } from "../../../src/twin/detectors/detectorParameters.js";
import {
  columnMarginNm,
  expectedImage,
  focusedProbe,
  type ScanOptics,
} from "../../../src/twin/detectors/expectedImage.js";
import type { ScanGeometry } from "../../../src/twin/detectors/scanGeometry.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import type { SpecimenColumns } from "../../../src/twin/specimens/specimen.js";
import { airy, idealProbe } from "../optics/probes.js";
import { columnsAt, flatView, idealOptics, idealScan, largestDifference, strontiumTitanate } from "./scenes.js";
import { withTag } from "./withTag.js";

const near = (a: number, b: number, error: number, what = "") =>
  assert.ok(Math.abs(a - b) <= error, `${what} ${a}, not ${b}`);
const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0);
const most = (values: Float32Array) => values.reduce((a, b) => Math.max(a, b), 0);

/** Where the beam stands, written out anew from the words of ScanGeometry. */
function beamAt(g: ScanGeometry, col: number, row: number): [xNm: number, yNm: number] {
  const down = (row - (g.heightPx - 1) / 2) * g.pixelNm * g.yScale;
  const right =
    (col - (g.widthPx - 1) / 2) * g.pixelNm * g.xScale +
    down * Math.tan((g.shearDeg * Math.PI) / 180) +
    g.rowJitterNm[row]!;
  const [cos, sin] = [Math.cos((g.rotationDeg * Math.PI) / 180), Math.sin((g.rotationDeg * Math.PI) / 180)];
  return [
    g.centreXNm + cos * right - sin * down - g.specimenXNm[row]!,
    g.centreYNm + sin * right + cos * down - g.specimenYNm[row]!,
  ];
}

/** An ideal probe's image as the sum of Airy discs at every pixel: slow, and without any transform. */
function directImage(columns: SpecimenColumns, { geometry: g, view, probe }: ScanOptics): Float64Array {
  const wave = (2 * Math.PI * probe.convergenceMrad) / 1000 / electronWavelengthNm(probe.accelKv);
  const peak = wave ** 2 / (4 * Math.PI);
  const disc = Float64Array.from({ length: 4001 }, (_, i) => airy(i / 100));
  const [xx, xy, yx, yy] = view.toLab;
  const out = new Float64Array(g.widthPx * g.heightPx);
  for (let i = 0; i < columns.xNm.length; i++) {
    const [x, y] = [columns.xNm[i]! - view.centreXNm, columns.yNm[i]! - view.centreYNm];
    for (let row = 0; row < g.heightPx; row++) {
      for (let col = 0; col < g.widthPx; col++) {
        const [beamX, beamY] = beamAt(g, col, row);
        const distance = wave * Math.hypot(beamX - xx * x - xy * y, beamY - yx * x - yy * y);
        out[row * g.widthPx + col]! += columns.haadfNm2[i]! * peak * (disc[Math.round(100 * distance)] ?? 0);
      }
    }
  }
  return out;
}

const random = seededRandom(5, "scene");
const scattered = columnsAt(Array.from({ length: 30 }, () => [2.4 * random.uniform() - 1.2, 2 * random.uniform() - 1]));
const crooked = idealScan(70, 51, 0.03, {
  ...{ rotationDeg: 23, centreXNm: 0.4, centreYNm: -0.2, xScale: 1.008, yScale: 1.03, shearDeg: 0.8 },
  rowJitterNm: Float64Array.from({ length: 51 }, () => 0.02 * random.normal()),
  specimenXNm: Float64Array.from({ length: 51 }, (_, row) => 0.003 * row),
  specimenYNm: Float64Array.from({ length: 51 }, (_, row) => 0.1 * Math.exp(-row / 10)),
});
const tilted = { ...flatView, centreXNm: 0.3, centreYNm: 0.1, toLab: [0.96, -0.28, 0.27, 0.93] as const };

const scenes: [name: string, optics: ScanOptics][] = [
  ["an ideal scan", idealOptics(idealScan(64, 48, 0.04))],
  ["every error of a scan, and a tilted specimen", idealOptics(crooked, { view: tilted })],
  ["pixels far below the probe", idealOptics(idealScan(80, 60, 0.004))],
  ["pixels above the probe", idealOptics(idealScan(24, 20, 0.11))],
];

for (const [name, optics] of scenes) {
  for (const method of ["grid", "table"] as const) {
    test(`${name}, by ${method}, is the sum of its columns' discs`, () => {
      const difference = largestDifference(directImage(scattered, optics), expectedImage(scattered, optics, method));
      assert.ok(difference < 0.01, `differs by ${difference}`);
    });
  }
}

test("a row that is displaced shows what an undisplaced row shows there", () => {
  const rowJitterNm = Float64Array.from({ length: 48 }, (_, row) => (row % 3) * 0.02);
  const straight = expectedImage(scattered, idealOptics(idealScan(64, 48, 0.02)), "grid");
  const displaced = expectedImage(scattered, idealOptics(idealScan(64, 48, 0.02, { rowJitterNm })), "grid");
  for (let row = 0; row < 48; row++) {
    const shift = row % 3;
    const here = displaced.subarray(row * 64, row * 64 + 64 - shift);
    const there = straight.subarray(row * 64 + shift, row * 64 + 64);
    assert.ok(largestDifference(there, here) * (most(there.slice()) / most(straight)) < 0.002, `row ${row}`);
  }
});

test("the signal of a column is its area over that of a pixel, whatever the probe and the thickness", () => {
  const column = columnsAt([[0.013, -0.021]], 2e-3, 12);
  const scan = idealScan(160, 160, 0.02);
  for (const probe of [idealProbe(), idealProbe({ defocusNm: 8, comaXNm: 100, sourceFwhmNm: 0.08 })]) {
    for (const view of [flatView, { ...flatView, leanX: 0.03, leanY: -0.02 }]) {
      near((sum(expectedImage(column, { geometry: scan, probe, view })) * 0.02 ** 2) / 2e-3, 1, 0.02);
    }
  }
});

test("nothing wraps round: a column beyond the edge does not show at the other one", () => {
  for (const method of ["grid", "table"] as const) {
    const image = expectedImage(columnsAt([[0.66, 0]]), idealOptics(idealScan(64, 64, 0.02)), method);
    const left = Math.max(...Array.from({ length: 64 }, (_, row) => image[row * 64]!));
    const right = Math.max(...Array.from({ length: 64 }, (_, row) => image[row * 64 + 63]!));
    assert.ok(right > 0.05 && left < 0.002 * right, `${method}: ${left} at the left, ${right} at the right`);
  }
  assert.is(most(expectedImage(columnsAt([[40, 0]]), idealOptics(idealScan(32, 32, 0.02)))), 0);
  assert.is(most(expectedImage(columnsAt([]), idealOptics(idealScan(32, 32, 0.02)))), 0);
});

test("a leaning column is drawn out along its lean, by its thickness", () => {
  const view = { ...flatView, leanX: 0.05, leanY: 0 };
  const image = expectedImage(columnsAt([[0, 0]], 1e-3, 10), idealOptics(idealScan(101, 101, 0.01), { view }));
  const width = (values: number[]) => values.filter((value) => value > 0.5 * Math.max(...values)).length;
  const along = width(Array.from({ length: 101 }, (_, i) => image[50 * 101 + i]!));
  const across = width(Array.from({ length: 101 }, (_, i) => image[i * 101 + 50]!));
  near(along, 50, 4);
  assert.ok(across < 12, `${across} px across`);
});

test("SrTiO3: 5 % of the beam at 10 nm, in proportion to thickness, over a background of 0.35 % of the largest value a nanometre", () => {
  const optics = idealOptics(idealScan(80, 80, (4 * 0.3905) / 80), {
    probe: idealProbe({ accelKv: 200, convergenceMrad: 22 }),
  });
  const none = valuesOf(detectorParameters, { backgroundPerThickness: 0 });
  for (const thicknessNm of [3, 10, 20]) {
    const columns = strontiumTitanate(thicknessNm);
    const image = expectedImage(columns, optics);
    const bare = expectedImage(columns, { ...optics, detector: none });
    near(sum(image) / image.length / (0.005 * thicknessNm), 1, 0.01, "mean:");
    near(sum(bare) / sum(image), 1, 0.005, "mean without background:");
    const least = Math.min(...image) / most(image) - Math.min(...bare) / most(bare);
    near(least / (0.0035 * thicknessNm), 1, 0.12, `background at ${thicknessNm} nm:`);
  }
});

test("below 2 nm there are no terms of thickness, above there is a blur, and between nothing jumps", () => {
  const optics = idealOptics(idealScan(41, 41, 0.01));
  const peak = (thicknessNm: number) => most(expectedImage(columnsAt([[0, 0]], 1e-3, thicknessNm), optics));
  near(peak(1.9) / peak(0.3), 1, 1e-5);
  assert.ok(peak(3) < 0.85 * peak(1.9), `${peak(3)} and ${peak(1.9)}`);
  for (let t = 1.8; t < 3.2; t += 0.05) near(peak(t + 0.05) / peak(t), 1, 0.04, `at ${t} nm:`);
});

test("columns of many thicknesses are imaged as if each were alone, to 6 %", () => {
  const places = Array.from({ length: 9 }, (_, i) => [0.5 * (i % 3) - 0.5, 0.5 * Math.floor(i / 3) - 0.5] as const);
  const optics = idealOptics(idealScan(80, 80, 0.02), { view: { ...flatView, leanX: 0.01, leanY: 0.005 } });
  const wedge = { ...columnsAt(places), thicknessNm: Float32Array.from(places, (_, i) => 1 + 1.5 * i) };
  const together = expectedImage(wedge, optics);
  const alone = new Float64Array(80 * 80);
  places.forEach((place, i) => {
    expectedImage(columnsAt([place], 1e-3, 1 + 1.5 * i), optics).forEach((value, j) => {
      alone[j]! += value;
    });
  });
  assert.ok(largestDifference(alone, together) < 0.06, `${largestDifference(alone, together)}`);
});

test("the height of the specimen counts as defocus, and a wide probe needs a wide margin", () => {
  const scan = idealScan(32, 32, 0.02);
  const raised = expectedImage(scattered, idealOptics(scan, { view: { ...flatView, heightNm: 6 } }));
  const defocused = expectedImage(scattered, idealOptics(scan, { probe: idealProbe({ defocusNm: 6 }) }));
  assert.equal(raised, defocused);
  assert.is(focusedProbe({ probe: idealProbe({ defocusNm: -6 }), view: { ...flatView, heightNm: 6 } }).defocusNm, 0);
  const margin = columnMarginNm(idealOptics(scan, { probe: idealProbe({ defocusNm: 1000 }) }));
  assert.ok(margin > 30 && margin < 32, `${margin}`);
});

test("the smallest scan, and one of which the specimen ran away", () => {
  near(expectedImage(columnsAt([[0, 0]]), idealOptics(idealScan(1, 1, 0.02)))[0]!, 0.162, 0.002);
  const specimenYNm = Float64Array.from({ length: 64 }, (_, row) => (row < 32 ? 0 : 300));
  const image = expectedImage(scattered, idealOptics(idealScan(64, 64, 0.02, { specimenYNm })));
  assert.ok(most(image.subarray(0, 32 * 64)) > 0.1);
  assert.is(most(image.subarray(32 * 64)), 0);
});

test("the same settings give the same bytes, and what cannot be is refused", () => {
  const optics = idealOptics(crooked);
  assert.equal(expectedImage(scattered, optics), expectedImage(scattered, optics));
  const wrong = (changes: Partial<ScanGeometry>) => () =>
    expectedImage(scattered, idealOptics(idealScan(8, 8, 0.02, changes)));
  assert.throws(wrong({ pixelNm: 0 }), withTag("BadOption"));
  assert.throws(wrong({ pixelNm: Number.NaN }), withTag("BadOption"));
  assert.throws(wrong({ widthPx: 8.5 }), withTag("BadOption"));
  assert.throws(wrong({ heightPx: 1e9 }), withTag("BadOption"));
  assert.throws(wrong({ centreXNm: Number.POSITIVE_INFINITY }), withTag("BadOption"));
  assert.throws(wrong({ rowJitterNm: new Float64Array(7) }), withTag("BadShape"));
  assert.throws(wrong({ specimenXNm: new Float64Array(8).fill(Number.NaN) }), withTag("BadOption"));
  assert.throws(wrong({ shearDeg: 89 }), withTag("BadOption"));
  const flat = { ...flatView, toLab: [1, 0, 1, 0] as const };
  assert.throws(
    () => expectedImage(scattered, idealOptics(idealScan(8, 8, 0.02), { view: flat })),
    withTag("BadOption"),
  );
  const torn = { ...scattered, yNm: new Float64Array(2) };
  assert.throws(() => expectedImage(torn, idealOptics(idealScan(8, 8, 0.02))), withTag("BadShape"));
});

test.run();
