import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { gaussianBlur } from "../../../src/numeric/gaussianBlur.js";
import { type AverageCell, averageCell } from "../../../src/ops/atoms/averageCell.js";
import { noDisplacement } from "../../../src/ops/atoms/displacementField.js";
import { findMotif, type Motif } from "../../../src/ops/atoms/motif.js";
import type { Vector } from "../../../src/ops/atoms/reciprocalBasis.js";
import { near, type PlainCrystal, plainImage, withNoise } from "./frames.js";

type Columns = PlainCrystal["columns"];

const column = (uFraction: number, vFraction: number, amplitude: number) => ({ uFraction, vFraction, amplitude });

interface Cell {
  readonly aPx: Vector;
  readonly bPx: Vector;
  readonly columns: Columns;
  readonly sigmaPx: number;
}

/** The average cell of a simulated crystal with noise. */
function cellOf(cell: Cell, noise: number, seed = 1): AverageCell {
  const crystal: PlainCrystal = { widthPx: 210, heightPx: 190, ...cell };
  const image = withNoise(plainImage(crystal, 5), noise, seededRandom(seed));
  const { aPx: a, bPx: b } = cell;
  const det = a[0] * b[1] - a[1] * b[0];
  const slow = gaussianBlur(image.data, 210, 190, 1.2 * Math.sqrt(Math.abs(det)));
  const basis = { g1PerPx: [b[1] / det, -b[0] / det], g2PerPx: [-a[1] / det, a[0] / det] } as const;
  return averageCell(image, slow, basis, noDisplacement(image));
}

const hexagonal = (lengthPx: number): Pick<Cell, "aPx" | "bPx"> => ({
  aPx: [lengthPx, 0.3],
  bPx: [-lengthPx / 2 - 0.26, (lengthPx * Math.sqrt(3)) / 2 - 0.15],
});
const square = (lengthPx: number): Pick<Cell, "aPx" | "bPx"> => ({ aPx: [lengthPx, 0.7], bPx: [-0.7, lengthPx] });

function found(cell: Cell, noise: number, seed = 1): Motif {
  const motif = findMotif(cellOf(cell, noise, seed));
  assert.ok(motif, "no motif");
  return motif;
}

/** Distance from a wanted column to the nearest one found, over the cell's edges, in px. */
function off(cell: Cell, motif: Motif, wanted: Columns[number]): number {
  const distances = motif.columns.map(({ uFraction, vFraction }) => {
    const du = uFraction - wanted.uFraction;
    const dv = vFraction - wanted.vFraction;
    const [u, v] = [du - Math.round(du), dv - Math.round(dv)];
    return Math.hypot(u * cell.aPx[0] + v * cell.bPx[0], u * cell.aPx[1] + v * cell.bPx[1]);
  });
  return Math.min(...distances);
}

function assertColumns(cell: Cell, motif: Motif, tolerancePx: number, what: string): void {
  assert.is(motif.columns.length, cell.columns.length, `${what}: number of columns`);
  for (const wanted of cell.columns)
    near(off(cell, motif, wanted), 0, tolerancePx, `${what}: offset of the column of ${wanted.amplitude}`);
}

test("one column: its place, its height, its width, and the distance to the next cell", () => {
  const cell = { ...square(14.2), columns: [column(0.3, 0.7, 20)], sigmaPx: 2.6 };
  const motif = found(cell, 2);
  assertColumns(cell, motif, 0.15, "square");
  near(motif.columns[0]!.amplitude, 20, 2, "amplitude");
  near(motif.probe.sigmaPx, 2.6, 0.25, "width");
  near(motif.nearestPx, Math.hypot(14.2, 0.7), 0.05, "nearest distance");
  assert.ok(motif.columns[0]!.significance > 50);
});

test("hexagonal, honeycomb, centred and perovskite cells", () => {
  const third = (amplitude: number) => [column(1 / 3, 2 / 3, 20), column(2 / 3, 1 / 3, amplitude)];
  const cells: Record<string, Cell> = {
    hexagonal: { ...hexagonal(14), columns: [column(0.1, 0.2, 20)], sigmaPx: 2.8 },
    graphene: { ...hexagonal(20.4), columns: third(20), sigmaPx: 2.8 },
    "honeycomb of two kinds": { ...hexagonal(22), columns: third(8), sigmaPx: 2.9 },
    "three layers": { ...hexagonal(22), columns: [column(0, 0, 20), ...third(17)], sigmaPx: 2.9 },
    centred: { ...square(18), columns: [column(0, 0, 20), column(0.5, 0.5, 19)], sigmaPx: 2.5 },
    perovskite: { ...square(22.3), columns: [column(0.1, 0.1, 20), column(0.6, 0.6, 9)], sigmaPx: 3 },
  };
  for (const [name, cell] of Object.entries(cells)) assertColumns(cell, found(cell, 2), 0.35, name);
});

test("a faint column beside a bright one is found, down to a twentieth", () => {
  const cell = { ...square(21.4), columns: [column(0, 0, 40), column(0.5, 0.5, 2.4)], sigmaPx: 2.8 };
  const motif = found(cell, 1.5);
  assertColumns(cell, motif, 0.8, "faint");
  const faint = motif.columns.reduce((a, b) => (a.amplitude < b.amplitude ? a : b));
  near(faint.amplitude, 2.4, 0.9, "its amplitude");
  assert.ok(faint.significance > 5 && faint.significance < motif.columns[0]!.significance);
});

test("dumbbells are split when they are three widths apart", () => {
  const rectangle: Pick<Cell, "aPx" | "bPx"> = { aPx: [30, 0.4], bPx: [-0.3, 21.2] };
  const pair = (u: number, v: number, second: number) => [column(u, v, 20), column(u + 0.25, v, second)];
  for (const second of [20, 16]) {
    const cell = { ...rectangle, columns: [...pair(0.1, 0.1, second), ...pair(0.6, 0.6, second)], sigmaPx: 2.5 };
    const motif = found(cell, 2);
    assertColumns(cell, motif, 0.5, `dumbbells of 20 and ${second}`);
    near(motif.nearestPx, 7.5, 0.6, "distance in the dumbbell");
  }
});

test("no column is invented: not in noise, not in the tail of the probe, not where the probe is an ellipse", () => {
  for (let seed = 1; seed <= 6; seed++) {
    const cell = { ...square(17.3), columns: [column(0.4, 0.4, 0)], sigmaPx: 2.5 };
    assert.is(findMotif(cellOf(cell, 3, seed)), undefined, `seed ${seed}`);
  }
  for (let seed = 1; seed <= 3; seed++) {
    const tailed = [column(0.2, 0.5, 20), column(0.2, 0.5, 3)];
    const core = { ...square(24.2), columns: tailed.slice(0, 1), sigmaPx: 2.6 };
    const image = withNoise(plainImage({ widthPx: 210, heightPx: 190, ...core }, 5), 1, seededRandom(seed));
    const tail = plainImage({ widthPx: 210, heightPx: 190, ...core, columns: tailed.slice(1), sigmaPx: 5.7 });
    const both = { ...image, data: image.data.map((value, i) => value + tail.data[i]!) };
    const [a, b] = [core.aPx, core.bPx];
    const det = a[0] * b[1] - a[1] * b[0];
    const basis = { g1PerPx: [b[1] / det, -b[0] / det], g2PerPx: [-a[1] / det, a[0] / det] } as const;
    const slow = gaussianBlur(both.data, 210, 190, 1.2 * 24.2);
    const motif = findMotif(averageCell(both, slow, basis, noDisplacement(both)));
    assert.is(motif?.columns.length, 1, `tail, seed ${seed}`);
  }
});

test("an elliptic probe is measured, and is one column", () => {
  const cell = { ...square(17.3), columns: [column(0.4, 0.4, 20)], sigmaPx: 2.5 };
  const image = plainImage({ widthPx: 210, heightPx: 190, ...cell }, 5);
  // Moving the frame by a normal distance along one diagonal widens the probe along it.
  const blurred = new Float32Array(image.data.length);
  for (const [shift, weight] of [
    [-2, 0.06],
    [-1, 0.24],
    [0, 0.4],
    [1, 0.24],
    [2, 0.06],
  ] as const)
    for (let i = 0; i < blurred.length; i++) blurred[i]! += weight * (image.data[i + shift * 211] ?? 5);
  const noisy = withNoise({ ...image, data: blurred }, 1, seededRandom(2));
  const det = 17.3 ** 2 + 0.49;
  const basis = { g1PerPx: [17.3 / det, 0.7 / det], g2PerPx: [-0.7 / det, 17.3 / det] } as const;
  const slow = gaussianBlur(noisy.data, 210, 190, 1.2 * 17.3);
  const motif = findMotif(averageCell(noisy, slow, basis, noDisplacement(noisy)));
  assert.is(motif?.columns.length, 1);
  const { shape } = motif!.probe;
  // Variance 6.25 along both axes, and 0.96 + 0.96 along the diagonal: covariance 0.96.
  near(shape.correlation, 0.96 / (6.25 + 0.96), 0.05, "correlation");
  near(shape.sigmaXPx, Math.sqrt(6.25 + 0.96), 0.25, "width along x");
});

test.run();
