import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import type { BraggPeak } from "../../../src/ops/atoms/braggPeaks.js";
import { type ReciprocalBasis, reciprocalBasis, reduced, type Vector } from "../../../src/ops/atoms/reciprocalBasis.js";
import { near } from "./frames.js";

const size = 256;
const tolerance = 0.6 / size;

/** Peaks at the nodes of a lattice (cycles per frame), one of each pair, with position errors and strengths that fall outwards. */
function peaksOf(g1: Vector, g2: Vector, nodes: readonly Vector[], errorCycles = 0.05, seed = 1): BraggPeak[] {
  const random = seededRandom(seed);
  return nodes
    .map(([h, k]) => {
      const x = h * g1[0] + k * g2[0];
      const y = h * g1[1] + k * g2[1];
      return {
        qxPerPx: (x + errorCycles * random.normal()) / size,
        qyPerPx: (y + errorCycles * random.normal()) / size,
        ratio: 20 + 5e4 / (1 + x * x + y * y),
      };
    })
    .sort((p, q) => q.ratio - p.ratio);
}

/** Nodes of one half of the plane, up to a largest index. */
function halfPlane(most: number): Vector[] {
  const nodes: Vector[] = [];
  for (let h = 0; h <= most; h++) for (let k = -most; k <= most; k++) if (h > 0 || k > 0) nodes.push([h, k]);
  return nodes;
}

const areaOf = ({ g1PerPx: a, g2PerPx: b }: ReciprocalBasis) => Math.abs(a[0] * b[1] - a[1] * b[0]) * size * size;

/** Whether both bases span the same lattice, within a tolerance in cycles per frame. */
function assertSameLattice(found: ReciprocalBasis | undefined, g1: Vector, g2: Vector, tolerancePerFrame = 0.1): void {
  assert.ok(found, "no basis");
  const det = g1[0] * g2[1] - g1[1] * g2[0];
  near(areaOf(found), Math.abs(det), 0.01 * Math.abs(det), "area");
  for (const g of [found.g1PerPx, found.g2PerPx]) {
    const [x, y] = [g[0] * size, g[1] * size];
    const h = (x * g2[1] - y * g2[0]) / det;
    const k = (g1[0] * y - g1[1] * x) / det;
    const [dh, dk] = [h - Math.round(h), k - Math.round(k)];
    near(Math.hypot(dh * g1[0] + dk * g2[0], dh * g1[1] + dk * g2[1]), 0, tolerancePerFrame, "off its node");
  }
}

test("square, rectangular, hexagonal and oblique lattices are found, at any angle", () => {
  for (let seed = 1; seed <= 5; seed++) {
    const turn = 0.31 * seed;
    const vector = (length: number, angle: number): Vector => [
      length * Math.cos(angle + turn),
      length * Math.sin(angle + turn),
    ];
    for (const [g1, g2] of [
      [vector(18, 0), vector(18, Math.PI / 2)],
      [vector(14, 0), vector(23, Math.PI / 2)],
      [vector(20, 0), vector(20, Math.PI / 3)],
      [vector(17, 0), vector(25, 1.2)],
    ] as const) {
      const basis = reciprocalBasis(peaksOf(g1, g2, halfPlane(2), 0.05, seed), tolerance);
      assertSameLattice(basis, g1, g2);
      assert.is(basis!.indexed.length, 12);
      near(basis!.explained, 1, 1e-9, "explained");
    }
  }
});

test("first-order reflections that are missing are found from their multiples", () => {
  const [g1, g2]: [Vector, Vector] = [
    [12, 3],
    [-3, 12],
  ];
  // Only h + k even is bright in a centred cell: the lattice of the centred cell is spanned by (1, 1) and (1, -1).
  const centred = halfPlane(3).filter(([h, k]) => (h + k) % 2 === 0);
  assertSameLattice(reciprocalBasis(peaksOf(g1, g2, centred), tolerance), [15, -9], [9, 15]);
  // One weak peak of the other half shows the larger cell of real space.
  const whole = peaksOf(g1, g2, [...centred, [1, 0], [0, 1], [1, 2]]);
  assertSameLattice(reciprocalBasis(whole, tolerance), g1, g2);
  // Here (1, 0) and (0, 1) are missing, but no two of the others span all.
  const without = halfPlane(2).filter(([h, k]) => Math.abs(h) + Math.abs(k) > 1);
  assertSameLattice(reciprocalBasis(peaksOf(g1, g2, without), tolerance), g1, g2);
});

test("a lattice twice as fine, which explains as much by chance, is not preferred", () => {
  const [g1, g2]: [Vector, Vector] = [
    [31, 4],
    [-6, 29],
  ];
  for (let seed = 1; seed <= 10; seed++) {
    const peaks = peaksOf(g1, g2, halfPlane(1), 0.1, seed);
    assertSameLattice(reciprocalBasis(peaks, tolerance), g1, g2, 0.3);
  }
});

test("false peaks and a second lattice do not disturb the stronger one", () => {
  const [g1, g2]: [Vector, Vector] = [
    [19, 2],
    [-2, 19],
  ];
  const strong = peaksOf(g1, g2, halfPlane(2));
  const other = peaksOf([15, 12], [-12, 15], halfPlane(1)).map((peak) => ({ ...peak, ratio: 0.2 * peak.ratio }));
  const random = seededRandom(4);
  const noise = Array.from({ length: 6 }, () => ({
    qxPerPx: 0.4 * random.uniform(),
    qyPerPx: 0.4 * (random.uniform() - 0.5),
    ratio: 17,
  }));
  const all = [...strong, ...other, ...noise].sort((p, q) => q.ratio - p.ratio);
  const basis = reciprocalBasis(all, tolerance);
  assertSameLattice(basis, g1, g2);
  assert.ok(basis!.explained > 0.5 && basis!.explained < 0.95, `explained ${basis!.explained}`);
  const left = all.filter((peak) => !basis!.indexed.some((indexed) => indexed.peak === peak));
  assertSameLattice(reciprocalBasis(left, tolerance), [15, 12], [-12, 15]);
});

test("one peak, none, and peaks along one line span no lattice", () => {
  assert.is(reciprocalBasis([], tolerance), undefined);
  const line = peaksOf(
    [15, 4],
    [0, 0],
    [
      [1, 0],
      [2, 0],
      [3, 0],
    ],
    0,
  );
  assert.is(reciprocalBasis(line.slice(0, 1), tolerance), undefined);
  assert.is(reciprocalBasis(line, tolerance), undefined);
});

test("the basis is the least-squares one: more reflections place it better than one", () => {
  const [g1, g2]: [Vector, Vector] = [
    [20, 1],
    [-1, 20],
  ];
  const off: number[] = [];
  for (let seed = 1; seed <= 30; seed++) {
    const basis = reciprocalBasis(peaksOf(g1, g2, halfPlane(3), 0.1, seed), tolerance)!;
    const lengths = [basis.g1PerPx, basis.g2PerPx].map((g) => Math.hypot(...g) * size);
    off.push(...lengths.map((length) => length - Math.hypot(20, 1)));
  }
  const scatter = Math.sqrt(off.reduce((sum, d) => sum + d * d, 0) / off.length);
  assert.ok(scatter < 0.05, `lengths scatter by ${scatter} cycles where one peak scatters by 0.1`);
});

test("reduction gives the shortest vectors of the same lattice, right-handed", () => {
  const basis = reduced([5, 1], [28, 9])!;
  near(areaOf(basis), 17 * size * size, 1e-6, "area");
  const [u, v] = [basis.g1PerPx, basis.g2PerPx];
  assert.ok(u[0] * v[1] - u[1] * v[0] > 0, "right-handed");
  const [short, long] = [Math.hypot(...u), Math.hypot(...v)].sort((a, b) => a - b);
  near(short!, Math.hypot(-2, 3), 1e-9, "shortest");
  assert.ok(Math.abs(u[0] * v[0] + u[1] * v[1]) <= 0.5 * short! ** 2 + 1e-9, "not longer than needed");
  assert.ok(long! >= short!);
});

test("reduction of random pairs keeps their lattice; parallel vectors have none", () => {
  const random = seededRandom(8);
  for (let i = 0; i < 200; i++) {
    const pair = [0, 1].map(() => [random.normal(), random.normal()] as Vector);
    const [a, b] = pair as [Vector, Vector];
    const basis = reduced(a, b);
    const det = a[0] * b[1] - a[1] * b[0];
    if (!basis) continue;
    near(areaOf(basis) / size / size, Math.abs(det), 1e-9 + 1e-6 * Math.abs(det), "area");
    for (const g of pair) {
      const { g1PerPx: u, g2PerPx: v } = basis;
      const index = (g[0] * v[1] - g[1] * v[0]) / (u[0] * v[1] - u[1] * v[0]);
      near(index, Math.round(index), 1e-6, "index");
    }
  }
  assert.is(reduced([1, 2], [2, 4]), undefined);
  assert.is(reduced([1, 0], [1, 1e-12]), undefined);
});

test.run();
