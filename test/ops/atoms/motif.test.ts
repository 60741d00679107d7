import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import type { AverageCell } from "../../../src/ops/atoms/averageCell.js";
import { findMotif } from "../../../src/ops/atoms/motif.js";
import { motifDrawing } from "../../../src/ops/atoms/motifDrawing.js";
import { makeProbe, probeAt, probeValue } from "../../../src/ops/atoms/probeShape.js";

const shape = { sigmaXPx: 3, sigmaYPx: 3, correlation: 0, tailFraction: 0 };

/** An average cell of known columns (u, v, amplitude) with noise. */
function cellOf(
  aPx: [number, number],
  bPx: [number, number],
  columns: [number, number, number][],
  sigmaPx: number,
  noise: number,
): AverageCell {
  const random = seededRandom(3, `${columns}`);
  const points = 32;
  const pixels = Array.from({ length: points * points }, (_, i) => {
    const [u, v] = [(i % points) / points, Math.floor(i / points) / points];
    return [u * aPx[0] + v * bPx[0], u * aPx[1] + v * bPx[1]] as const;
  });
  const mean = Float32Array.from(pixels, ([x, y]) => {
    let value = noise * random.normal();
    for (const [u, v, amplitude] of columns) {
      for (let m = -2; m <= 2; m++) {
        for (let n = -2; n <= 2; n++) {
          const dx = x - (u + m) * aPx[0] - (v + n) * bPx[0];
          const dy = y - (u + m) * aPx[1] - (v + n) * bPx[1];
          value += amplitude * Math.exp(-(dx * dx + dy * dy) / (2 * sigmaPx * sigmaPx));
        }
      }
    }
    return value;
  });
  return {
    aPx,
    bPx,
    pointsA: points,
    pointsB: points,
    mean,
    variance: new Float32Array(mean.length).fill(noise * noise),
  };
}

function hasColumn(motif: ReturnType<typeof findMotif>, u: number, v: number): boolean {
  const off = (a: number, b: number) => Math.abs(a - b - Math.round(a - b));
  return motif!.columns.some((column) => off(column.uFraction, u) < 0.02 && off(column.vFraction, v) < 0.02);
}

test("the columns of a cell are found with their brightness, and none beside them", () => {
  const columns: [number, number, number][] = [
    [0.1, 0.2, 10],
    [0.6, 0.7, 4],
  ];
  const motif = findMotif(cellOf([24, 0], [0, 24], columns, 3, 0.05))!;
  assert.is(motif.columns.length, 2);
  for (const [u, v] of columns) assert.ok(hasColumn(motif, u, v));
  assert.ok(Math.abs(motif.columns[0]!.amplitude - 10) < 0.5);
  assert.ok(Math.abs(motif.probe.sigmaPx - 3) < 0.2);
  assert.ok(Math.abs(motif.nearestPx - Math.hypot(12, 12)) < 0.1);
});

test("a faint column beside bright ones is found", () => {
  const motif = findMotif(
    cellOf(
      [30, 0],
      [0, 30],
      [
        [0, 0, 10],
        [0.5, 0.5, 0.8],
      ],
      3,
      0.02,
    ),
  )!;
  assert.is(motif.columns.length, 2);
  assert.ok(hasColumn(motif, 0.5, 0.5));
});

test("dumbbells are split", () => {
  const motif = findMotif(
    cellOf(
      [46, 0],
      [23, 16],
      [
        [0, 0, 5],
        [0.25, 0, 5],
      ],
      3,
      0.05,
    ),
  )!;
  assert.is(motif.columns.length, 2);
  assert.ok(Math.abs(motif.nearestPx - 11.5) < 0.3, `${motif.nearestPx}`);
});

test("a cell of noise has no columns, a single round column stays one", () => {
  assert.is(findMotif(cellOf([20, 0], [0, 20], [], 3, 1)), undefined);
  assert.is(findMotif(cellOf([20, 0], [0, 20], [[0.3, 0.3, 8]], 4, 0.05))!.columns.length, 1);
  const long = cellOf([20, 0], [10, 17.3], [[0.5, 0.5, 6]], 3, 0.05);
  assert.is(findMotif(long)!.columns.length, 1);
});

test("the table of a probe is its formula, and its slope its derivative", () => {
  const probe = makeProbe({ ...shape, tailFraction: 0.1 });
  const formula = (q: number) => {
    const tail = 0.1 / 2.2 ** 2;
    return (0.9 * Math.exp(-q / 2) + tail * Math.exp(-q / 2 / 2.2 ** 2)) / (0.9 + tail);
  };
  for (const q of [0, 0.3, 1, 4, 9]) {
    assert.ok(Math.abs(probeValue(probe.value, q) - formula(q)) < 3e-3);
    const slope = (formula(q + 1e-4) - formula(Math.max(0, q - 1e-4))) / (q > 0 ? 2e-4 : 1e-4);
    assert.ok(Math.abs(probeAt(probe, q)[1] - slope) < 0.01);
  }
  assert.is(probeValue(probe.value, 100), 0);
});

test("a drawing that remembers gives what a fresh one gives", () => {
  const { pixels, images } = {
    pixels: Array.from({ length: 100 }, (_, i) => [2 * (i % 10), 2 * Math.floor(i / 10)] as const),
    images: [
      [0, 0],
      [20, 0],
      [-20, 0],
      [0, 20],
      [0, -20],
    ] as const,
  };
  const draw = motifDrawing({ pixels, images });
  const [once, again, fresh] = [0, 1, 2].map(() => new Float64Array(100));
  draw(
    shape,
    1,
    [
      [3, 4, 2],
      [11, 12, 5],
    ],
    once!,
  );
  draw(
    shape,
    1,
    [
      [3, 4, 2],
      [11.5, 12, 5],
    ],
    again!,
  );
  motifDrawing({ pixels, images })(
    shape,
    1,
    [
      [3, 4, 2],
      [11.5, 12, 5],
    ],
    fresh!,
  );
  assert.equal(again, fresh);
  assert.not.equal(once, fresh);
});

test.run();
