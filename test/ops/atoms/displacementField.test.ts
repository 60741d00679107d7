import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Image } from "../../../src/core/image.js";
import { seededRandom } from "../../../src/core/random.js";
import { gaussianBlur } from "../../../src/numeric/gaussianBlur.js";
import { braggPeaks } from "../../../src/ops/atoms/braggPeaks.js";
import {
  type DisplacementField,
  displacementField,
  fieldAt,
  noDisplacement,
  noiseVariance,
} from "../../../src/ops/atoms/displacementField.js";
import { type IndexedBasis, reciprocalBasis, type Vector } from "../../../src/ops/atoms/reciprocalBasis.js";
import { between, mean, near, type PlainCrystal, plainImage, rms, withNoise } from "./frames.js";

const cell = 13;
const crystal = (displacedPx?: (x: number, y: number) => Vector): PlainCrystal => ({
  widthPx: 240,
  heightPx: 200,
  aPx: [cell, 1],
  bPx: [-1, cell],
  columns: [{ uFraction: 0, vFraction: 0, amplitude: 10 }],
  sigmaPx: 2.6,
  displacedPx,
});

/** The reciprocal basis of the straight crystal, with the strongest reflections. */
function straightBasis(): IndexedBasis {
  const basis = reciprocalBasis(braggPeaks(plainImage(crystal())), 0.6 / 200);
  assert.ok(basis);
  const det = cell * cell + 1;
  const near1 = Math.hypot(basis.g1PerPx[0] - cell / det, basis.g1PerPx[1] - 1 / det);
  const near2 = Math.hypot(basis.g1PerPx[0] - 1 / det, basis.g1PerPx[1] + cell / det);
  assert.ok(Math.min(near1, near2) < 2e-4, "the basis of the straight crystal");
  return basis;
}

const slowOf = (image: Image) => gaussianBlur(image.data, image.widthPx, image.heightPx, 1.2 * cell);

function measured(image: Image, basis: IndexedBasis): DisplacementField {
  return displacementField(image, slowOf(image), basis);
}

/** Root-mean-square difference of a field from a wanted one, constants apart, at least marginPx from the edges. */
function deviation(field: DisplacementField, wanted: (x: number, y: number) => Vector, marginPx = 30): number {
  const dx: number[] = [];
  const dy: number[] = [];
  for (let y = marginPx; y < 200 - marginPx; y += 7) {
    for (let x = marginPx; x < 240 - marginPx; x += 7) {
      dx.push(fieldAt(field, field.uxPx, x, y) - wanted(x, y)[0]);
      dy.push(fieldAt(field, field.uyPx, x, y) - wanted(x, y)[1]);
    }
  }
  const [mx, my] = [mean(dx), mean(dy)];
  return rms([...dx.map((d) => d - mx), ...dy.map((d) => d - my)]);
}

const wave = (x: number, y: number): Vector => [
  1.5 * Math.sin((2 * Math.PI * (y - 100)) / 700),
  1.2 * Math.cos((2 * Math.PI * (x + y)) / 800),
];

test("a straight crystal has no displacement and order 1", () => {
  const field = measured(plainImage(crystal()), straightBasis());
  near(
    deviation(field, () => [0, 0]),
    0,
    0.03,
    "deviation",
  );
  for (const [x, y] of [
    [60, 60],
    [120, 100],
    [180, 150],
  ] as const)
    near(fieldAt(field, field.order, x, y), 1, 0.06, "order");
});

test("a smooth displacement is recovered, both components with their signs", () => {
  const field = measured(plainImage(crystal(wave)), straightBasis());
  const off = deviation(field, wave);
  assert.ok(
    off < 0.12,
    `off by ${off} px where the displacement is ${deviation(noDisplacement(plainImage(crystal())), wave)}`,
  );
});

test("displacements of more than half a cell are followed: the phase wraps and is unwrapped", () => {
  // The field tells the displacement at the place where a column is, not where it would be.
  const strained = (x: number, y: number): Vector => [0.09 * (x - 120), 0.05 * (y - 100) - 0.04 * (x - 120)];
  const moved = (x: number, y: number): Vector => {
    const toX = (x - 0.09 * 120) / (1 - 0.09);
    const toY = (y - 0.05 * 100 - 0.04 * (toX - 120)) / (1 - 0.05);
    return [toX - x, toY - y];
  };
  const field = measured(plainImage(crystal(moved)), straightBasis());
  const range = fieldAt(field, field.uxPx, 180, 100) - fieldAt(field, field.uxPx, 60, 100);
  near(range, 120 * 0.09, 0.4, "difference over 120 px, most of a cell");
  // Near the edges the low-pass sees the crystal's mirror image, which is strained the other way.
  near(deviation(field, strained, 60), 0, 0.2, "deviation");
});

test("noise gives the error that the field states for itself", () => {
  const random = seededRandom(2);
  const basis = straightBasis();
  const clean = plainImage(crystal());
  const off: number[] = [];
  const stated: number[] = [];
  for (let i = 0; i < 8; i++) {
    const field = measured(withNoise(clean, 12, random), basis);
    off.push(deviation(field, () => [0, 0]));
    stated.push(field.errorPx);
  }
  const ratio = rms(off) / mean(stated);
  assert.ok(ratio > 0.6 && ratio < 1.5, `the displacement is off by ${rms(off)} px, ${mean(stated)} stated`);
});

test("at a low dose the field is smoother, not noisier", () => {
  const random = seededRandom(3);
  const basis = straightBasis();
  const clean = plainImage(crystal());
  const at = (sigma: number) => deviation(measured(withNoise(clean, sigma, random), basis), () => [0, 0]);
  const [low, lower] = [at(30), at(60)];
  assert.ok(low < 0.05 * cell && lower < 0.05 * cell, `${low}, ${lower} px`);
});

test("the order falls to 0 where the crystal ends", () => {
  const random = seededRandom(4);
  const whole = plainImage(crystal());
  const half = { ...whole, data: whole.data.map((value, i) => (i % 240 < 120 ? value : 1)) };
  const field = measured(withNoise(half, 1, random), straightBasis());
  between(fieldAt(field, field.order, 30, 100), 0.8, 1.2, "order in the crystal");
  between(fieldAt(field, field.order, 120, 100), 0.3, 0.7, "order at its edge");
  between(fieldAt(field, field.order, 225, 100), 0, 0.2, "order outside");
});

test("field values are bilinear between nodes and end at the frame's edge", () => {
  const field = {
    ...noDisplacement({ data: new Float32Array(1), widthPx: 10, heightPx: 10 }),
    uxPx: Float32Array.of(0, 10, 20, 40),
  };
  near(fieldAt(field, field.uxPx, 5, 0), 5, 1e-4, "along x");
  near(fieldAt(field, field.uxPx, 0, 5), 10, 1e-4, "along y");
  near(fieldAt(field, field.uxPx, 5, 5), 17.5, 1e-4, "middle");
  near(fieldAt(field, field.uxPx, -100, -3), 0, 1e-4, "left of the frame");
  near(fieldAt(field, field.uxPx, 100, 100), 40, 1e-3, "right below the frame");
});

test("the noise variance is that of white noise, whatever lies slowly under it", () => {
  const random = seededRandom(9);
  const data = Float32Array.from({ length: 40_000 }, (_, i) => 100 * Math.sin(i / 9000) + 3 * random.normal());
  near(noiseVariance({ data, widthPx: 200, heightPx: 200 }), 9, 0.4, "variance");
  const image = withNoise(plainImage(crystal()), 2, random);
  near(noiseVariance(image), 4, 0.5, "variance with columns of 2.6 px");
});

test.run();
