import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { identity3, multiplied, rotationAngleDeg, transposed } from "../../../src/core/matrix3.js";
import { cellOf } from "../../../src/ops/crystal/cell.js";
import { directionFamily, planeFamily } from "../../../src/ops/crystal/directionFamily.js";
import { latticeOf } from "../../../src/ops/crystal/lattice.js";
import {
  cartesianRotation,
  equivalentDirections,
  equivalentPlanes,
  type PointGroup,
  pointGroupOfCell,
  pointGroupRotations,
} from "../../../src/ops/crystal/pointGroup.js";
import { dSpacingNm, millerVector } from "../../../src/ops/crystal/spacing.js";
import { codeOf, near } from "./refused.js";

fc.configureGlobal({ seed: 8 });

const cubic = latticeOf(cellOf({ aNm: 0.4 }));
const hexagonal = latticeOf(cellOf({ aNm: 0.3, cNm: 0.5, gammaDeg: 120 }));
const rhombohedral = latticeOf(cellOf({ aNm: 0.5, alphaDeg: 55, betaDeg: 55, gammaDeg: 55 }));
const monoclinic = latticeOf(cellOf({ aNm: 0.5, bNm: 0.6, cNm: 0.7, betaDeg: 99 }));

const orders: readonly (readonly [PointGroup, number, typeof cubic])[] = [
  ["1", 1, cubic],
  ["2", 2, monoclinic],
  ["222", 4, cubic],
  ["4", 4, cubic],
  ["422", 8, cubic],
  ["3", 3, hexagonal],
  ["32", 6, hexagonal],
  ["6", 6, hexagonal],
  ["622", 12, hexagonal],
  ["23", 12, cubic],
  ["432", 24, cubic],
  ["3", 3, rhombohedral],
  ["32", 6, rhombohedral],
];

for (const [group, order, lattice] of orders) {
  test(`${group} has ${order} rotations, closed, in a cell with ${lattice.cell.gammaDeg}°`, () => {
    const rotations = pointGroupRotations(group, lattice);
    assert.is(rotations.length, order);
    const known = new Set(rotations.map(String));
    for (const a of rotations)
      for (const b of rotations) assert.ok(known.has(String(multiplied(a, b).map((row) => row.map((n) => n + 0)))));
    for (const rotation of rotations) {
      const turn = cartesianRotation(rotation, lattice);
      const square = multiplied(turn, transposed(turn)).flat();
      assert.ok(square.every((value, i) => near(value, identity3.flat()[i]!, 1e-9)));
      assert.ok(near((rotationAngleDeg(turn) / 30) % 1, 0, 1e-6) || near((rotationAngleDeg(turn) / 30) % 1, 1, 1e-6));
    }
  });
}

test("the group of a cell is that of its shape", () => {
  assert.is(pointGroupOfCell(cubic.cell), "432");
  assert.is(pointGroupOfCell(hexagonal.cell), "622");
  assert.is(pointGroupOfCell(rhombohedral.cell), "32");
  assert.is(pointGroupOfCell(monoclinic.cell), "2");
});

test("rotations that a cell does not have are refused", () => {
  assert.is(
    codeOf(() => pointGroupRotations("432", hexagonal)),
    "E_INVALID_CELL",
  );
  assert.is(
    codeOf(() => pointGroupRotations("6", cubic)),
    "E_INVALID_CELL",
  );
  assert.is(
    codeOf(() => pointGroupRotations("222", monoclinic)),
    "E_INVALID_CELL",
  );
});

test("the twofold axis of a monoclinic cell is the one at right angles to the other two", () => {
  const about = (cell: Parameters<typeof cellOf>[0]) => pointGroupRotations("2", latticeOf(cellOf(cell)))[1]!;
  const edges = { aNm: 0.5, bNm: 0.6, cNm: 0.7 };
  assert.equal(about({ ...edges, betaDeg: 99 })[1], [0, 1, 0]);
  assert.equal(about({ ...edges, gammaDeg: 99 })[2], [0, 0, 1]);
  assert.equal(about({ ...edges, alphaDeg: 99 })[0], [1, 0, 0]);
});

test("families of a cubic crystal have the known sizes", () => {
  const rotations = pointGroupRotations("432", cubic);
  const sizes = (
    [
      [0, 0, 1],
      [1, 1, 0],
      [1, 1, 1],
      [1, 1, 2],
      [1, 0, 3],
      [1, 2, 3],
    ] as const
  ).map((v) => equivalentDirections(v, rotations).length);
  assert.equal(sizes, [6, 12, 8, 24, 24, 24]);
  assert.is(directionFamily([1, 2, 3], rotations).members.length, 48);
});

test("families are called by the names that people use", () => {
  const cubicNames = (
    [
      [1, 0, 0],
      [0, -1, 1],
      [-1, 1, 1],
      [2, -1, 1],
      [3, 0, -1],
      [1, 4, 1],
      [3, 2, -1],
    ] as const
  ).map((v) => directionFamily(v, pointGroupRotations("432", cubic)).name);
  assert.equal(cubicNames, ["<001>", "<110>", "<111>", "<112>", "<103>", "<114>", "<123>"]);
  const sixfold = pointGroupRotations("622", hexagonal);
  assert.is(directionFamily([1, 1, 0], sixfold).name, "<100>");
  assert.is(planeFamily([-1, 0, 1], sixfold).name, "{101}");
});

test("equivalent directions are as long and equivalent planes as far apart, in any crystal", () => {
  const small = fc.integer({ min: -5, max: 5 });
  const three = fc.tuple(small, small, small).filter((v) => v.some((n) => n !== 0));
  fc.assert(
    fc.property(three, fc.constantFrom(...orders), (v, [group, , lattice]) => {
      const rotations = pointGroupRotations(group, lattice);
      const length = Math.hypot(...millerVector(lattice, { kind: "direction", indices: v }));
      const directions = equivalentDirections(v, rotations);
      const spacing = dSpacingNm(lattice, v);
      assert.ok(
        directions.every((u) => near(Math.hypot(...millerVector(lattice, { kind: "direction", indices: u })), length)),
      );
      assert.ok(equivalentPlanes(v, rotations).every((hkl) => near(dSpacingNm(lattice, hkl), spacing)));
      // Whatever member one starts from, the family is the same.
      const again = equivalentDirections(directions.at(-1)!, rotations).map(String).sort();
      assert.equal(again, directions.map(String).sort());
    }),
  );
});

test.run();
