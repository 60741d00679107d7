import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Image } from "../../../src/core/image.js";
import { seededRandom } from "../../../src/core/random.js";
import { type AverageCell, averageCell, cellVectors } from "../../../src/ops/atoms/averageCell.js";
import { type DisplacementField, noDisplacement } from "../../../src/ops/atoms/displacementField.js";
import type { ReciprocalBasis, Vector } from "../../../src/ops/atoms/reciprocalBasis.js";
import { mean, near, type PlainCrystal, plainImage, rms, withNoise } from "./frames.js";

const crystal: PlainCrystal = {
  widthPx: 220,
  heightPx: 180,
  aPx: [14, 2],
  bPx: [-3, 16],
  columns: [{ uFraction: 0.3, vFraction: 0.65, amplitude: 10 }],
  sigmaPx: 2.4,
};

/** The reciprocal basis of two vectors of the plane. */
function reciprocal(a: Vector, b: Vector): ReciprocalBasis {
  const det = a[0] * b[1] - a[1] * b[0];
  return { g1PerPx: [b[1] / det, -b[0] / det], g2PerPx: [-a[1] / det, a[0] / det] };
}

const basis = reciprocal(crystal.aPx, crystal.bPx);
const average = (image: Image, field: DisplacementField = noDisplacement(image)) =>
  averageCell(image, new Float32Array(image.data.length), basis, field);

function brightest({ mean: values, pointsA, pointsB }: AverageCell) {
  const at = values.indexOf(values.reduce((a, b) => Math.max(a, b), -Infinity));
  return { u: (at % pointsA) / pointsA, v: Math.floor(at / pointsA) / pointsB, value: values[at]! };
}

test("the real vectors belong to the reciprocal ones", () => {
  const { aPx, bPx } = cellVectors(basis);
  near(aPx[0], 14, 1e-9, "ax");
  near(aPx[1], 2, 1e-9, "ay");
  near(bPx[0], -3, 1e-9, "bx");
  near(bPx[1], 16, 1e-9, "by");
});

test("the average of a perfect crystal is its cell, with the column at its place", () => {
  const cell = average(plainImage(crystal));
  assert.ok(cell.pointsA >= 28 && cell.pointsB >= 32, `${cell.pointsA} x ${cell.pointsB} points`);
  const top = brightest(cell);
  near(top.u, 0.3, 0.5 / cell.pointsA + 0.01, "u");
  near(top.v, 0.65, 0.5 / cell.pointsB + 0.01, "v");
  near(top.value, 10, 0.6, "height");
});

test("half-pixel steps, 12 to 32 points a side", () => {
  const small = averageCell(
    plainImage(crystal),
    new Float32Array(220 * 180),
    reciprocal([4, 0], [0, 40]),
    noDisplacement(plainImage(crystal)),
  );
  assert.equal([small.pointsA, small.pointsB], [12, 32]);
  assert.is(small.mean.length, 12 * 32);
});

test("what is given as the slow background is taken off", () => {
  const image = plainImage(crystal, 5);
  const slow = new Float32Array(image.data.length).fill(5);
  const cell = averageCell(image, slow, basis, noDisplacement(image));
  near(brightest(cell).value, 10, 0.6, "height above the background");
});

test("noise falls with the number of cells, and the variance says how far", () => {
  const random = seededRandom(3);
  const empty = { data: new Float32Array(220 * 180), widthPx: 220, heightPx: 180 };
  const field = noDisplacement(empty);
  const cell = averageCell(withNoise(empty, 4, random), empty.data, reciprocal([14.2, 2.1], [-3.3, 16.4]), field);
  const stated = Math.sqrt(mean(cell.variance));
  const pixelsPerPoint = (220 * 180) / cell.mean.length;
  near(stated, 4 / Math.sqrt(pixelsPerPoint), 0.1 * stated, "stated error of a point");
  // Sharing a value between four points smooths the noise: two thirds are left along each side.
  near(rms(cell.mean), (2 / 3) * stated, 0.12 * stated, "scatter of the points");
});

test("a displacement that is given is followed: the columns stay sharp", () => {
  const bent = { ...crystal, displacedPx: (_: number, y: number): Vector => [0.05 * (y - 90), 0] };
  const image = plainImage(bent);
  const blurred = brightest(average(image)).value;
  const grid = { stepPx: 20, columns: 12, rows: 10 };
  const field: DisplacementField = {
    ...grid,
    uxPx: Float32Array.from({ length: 120 }, (_, i) => 0.05 * (20 * Math.floor(i / 12) - 90)),
    uyPx: new Float32Array(120),
    order: new Float32Array(120).fill(1),
    errorPx: 0,
  };
  const followed = brightest(average(image, field)).value;
  assert.ok(blurred < 8.5, `${blurred} without the field`);
  assert.ok(followed > 9.3, `${followed} with the field`);
});

test("places without the crystal are left out", () => {
  const whole = plainImage(crystal);
  const half = { ...whole, data: whole.data.map((value, i) => (i % 220 < 110 ? value : 50)) };
  const field: DisplacementField = {
    stepPx: 110,
    columns: 3,
    rows: 3,
    uxPx: new Float32Array(9),
    uyPx: new Float32Array(9),
    order: Float32Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0),
    errorPx: 0,
  };
  near(brightest(average(half, field)).value, 10, 0.7, "height");
});

test.run();
