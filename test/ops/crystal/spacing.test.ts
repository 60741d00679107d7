import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Vec3 } from "../../../src/core/vector3.js";
import { cellOf } from "../../../src/ops/crystal/cell.js";
import { knownPhase } from "../../../src/ops/crystal/knownPhases.js";
import { latticeOf } from "../../../src/ops/crystal/lattice.js";
import { normalOfPlane, planeAcross, planeThrough, zoneAxisOf } from "../../../src/ops/crystal/planeNormal.js";
import { braggDeg, dSpacingNm, millerAngleDeg } from "../../../src/ops/crystal/spacing.js";
import { anyCell } from "./anyCell.js";
import { codeOf, near } from "./refused.js";

fc.configureGlobal({ seed: 8 });

const direction = (indices: Vec3) => ({ kind: "direction" as const, indices });
const plane = (indices: Vec3) => ({ kind: "plane" as const, indices });

test("spacings are those of powder diffraction", () => {
  const spacing = (name: string, hkl: Vec3) => dSpacingNm(knownPhase(name).lattice, hkl);
  assert.ok(near(spacing("Si", [1, 1, 1]), 0.31356, 2e-5));
  assert.ok(near(spacing("MgO", [2, 0, 0]), 0.21056, 2e-5));
  assert.ok(near(spacing("Al2O3", [1, 0, 4]), 0.2551, 1e-4));
  assert.ok(near(spacing("Al2O3", [0, 1, 2]), 0.3479, 2e-4));
  assert.ok(near(spacing("ZrO2 monoclinic", [-1, 1, 1]), 0.3165, 2e-4));
  assert.ok(near(spacing("ZrO2 monoclinic", [1, 1, 1]), 0.2841, 2e-4));
  assert.ok(near(spacing("albite", [0, 0, 2]), 0.3196, 2e-4));
  assert.ok(near(spacing("albite", [-2, 0, 1]), 0.403, 3e-4));
});

test("the angle between a plane's normal and the direction of the same indices is 0 only where it is cubic", () => {
  const cubic = latticeOf(cellOf({ aNm: 0.4 }));
  assert.ok(near(millerAngleDeg(cubic, plane([1, 3, 2]), direction([1, 3, 2])), 0));
  const zirconia = knownPhase("ZrO2 monoclinic").lattice;
  assert.ok(millerAngleDeg(zirconia, plane([1, 3, 0]), direction([1, 3, 0])) > 3);
  assert.ok(near(millerAngleDeg(knownPhase("Ti").lattice, direction([1, 0, 0]), direction([1, 1, 0])), 60));
});

test("Bragg angles: silicon (220) at 300 kV, and what is too close to diffract", () => {
  const { lattice } = knownPhase("Si");
  // lambda 1.9687 pm over 2 x 192.01 pm.
  assert.ok(near(braggDeg(lattice, [2, 2, 0], 300), 0.29373, 1e-4));
  assert.is(
    codeOf(() => braggDeg(lattice, [700, 0, 0], 1)),
    "E_OUT_OF_RANGE",
  );
  assert.is(
    codeOf(() => dSpacingNm(lattice, [0, 0, 0])),
    "E_ZERO_VECTOR",
  );
});

test("normals and planes across, exact or the nearest small indices", () => {
  const tetragonal = latticeOf(cellOf({ aNm: 1, cNm: 2 }));
  assert.equal(normalOfPlane(tetragonal, [1, 1, 1]).indices, [4, 4, 1]);
  assert.ok(normalOfPlane(tetragonal, [1, 1, 1]).isExact);
  assert.equal(planeAcross(tetragonal, [1, 1, 1]).indices, [1, 1, 4]);
  const zirconia = normalOfPlane(knownPhase("ZrO2 monoclinic").lattice, [1, 1, 1]);
  assert.not.ok(zirconia.isExact);
  assert.is(Math.max(...zirconia.real.map(Math.abs)), 1);
});

test("the zone of two planes lies in both, and parallel ones have none", () => {
  assert.equal(zoneAxisOf([1, -1, 0], [0, 0, 2]), [-1, -1, 0]);
  assert.equal(planeThrough([1, 0, 0], [0, 1, 0]), [0, 0, 1]);
  assert.is(
    codeOf(() => zoneAxisOf([1, 1, 1], [2, 2, 2])),
    "E_DEGENERATE",
  );
  assert.is(
    codeOf(() => planeThrough([0, 0, 0], [1, 0, 0])),
    "E_ZERO_VECTOR",
  );
});

test("in any cell the normal of a plane, as a direction, makes no angle with the plane's normal", () => {
  const small = fc.integer({ min: -6, max: 6 });
  const three = fc.tuple(small, small, small).filter((v) => v.some((n) => n !== 0));
  fc.assert(
    fc.property(anyCell, three, (cell, hkl) => {
      const lattice = latticeOf(cell);
      return millerAngleDeg(lattice, plane(hkl), direction(normalOfPlane(lattice, hkl).real)) < 1e-4;
    }),
  );
});

test.run();
