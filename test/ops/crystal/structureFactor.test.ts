import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Vec3 } from "../../../src/core/vector3.js";
import { atomicNumber } from "../../../src/ops/crystal/atomicNumber.js";
import { sitesBySymmetry } from "../../../src/ops/crystal/atomSites.js";
import { knownPhase, knownPhases } from "../../../src/ops/crystal/knownPhases.js";
import { phaseOf } from "../../../src/ops/crystal/phase.js";
import { centringTranslations, isReflection } from "../../../src/ops/crystal/reflections.js";
import { dSpacingNm } from "../../../src/ops/crystal/spacing.js";
import { scatteringFactorNm, structureFactorNm } from "../../../src/ops/crystal/structureFactor.js";
import { scatteringFactorNm as tabledFactorNm } from "../../../src/twin/diffraction/scatteringFactor.js";
import { codeOf, near } from "./refused.js";

const factor = (name: string, hkl: Vec3) => {
  const { lattice, atoms, centring } = knownPhase(name);
  return structureFactorNm(hkl, dSpacingNm(lattice, hkl), atoms, centring);
};

test("reflection conditions of centrings, of diamond and of close packing", () => {
  assert.ok(isReflection([1, 1, 1], "F") && !isReflection([1, 1, 0], "F") && isReflection([-1, 1, 3], "F"));
  assert.ok(isReflection([1, 1, 0], "I") && !isReflection([1, 1, 1], "I"));
  assert.ok(isReflection([1, 0, 4], "R") && isReflection([0, 1, 2], "R") && !isReflection([0, 1, 4], "R"));
  assert.ok(
    !isReflection([2, 2, 2], "diamond") && isReflection([4, 0, 0], "diamond") && !isReflection([2, 0, 0], "diamond"),
  );
  assert.ok(!isReflection([0, 0, 1], "hcp") && isReflection([0, 0, 2], "hcp") && isReflection([1, 0, 1], "hcp"));
  assert.ok(isReflection([1, 0, 0], "P") && !isReflection([1, 0, 0], "C") && isReflection([1, 0, 0], "A"));
});

test("the rule of a centring is what its translations add up to", () => {
  for (const centring of ["P", "I", "F", "A", "B", "C", "R"] as const)
    for (let h = -3; h <= 3; h++)
      for (let k = -3; k <= 3; k++)
        for (let l = -3; l <= 3; l++) {
          const phases = centringTranslations(centring).map(([x, y, z]) => 2 * Math.PI * (h * x + k * y + l * z));
          const sum = Math.hypot(
            phases.reduce((all, phase) => all + Math.cos(phase), 0),
            phases.reduce((all, phase) => all + Math.sin(phase), 0),
          );
          assert.is(sum > 0.5, isReflection([h, k, l], centring), `${centring} ${h} ${k} ${l}`);
        }
});

test("atoms cancel where symmetry says so", () => {
  assert.is(factor("Si", [2, 2, 2]), 0);
  assert.is(factor("Ti", [0, 0, 1]), 0);
  assert.is(factor("ZrO2 monoclinic", [0, 1, 0]), 0);
  assert.is(factor("ZrO2 monoclinic", [1, 0, 1]), 0);
  assert.is(factor("LaMnO3", [0, 1, 0]), 0);
  assert.is(factor("Al2O3", [0, 0, 3]), 0);
  assert.ok(factor("Al2O3", [0, 0, 6]) > 0);
  assert.is(factor("TiO2 rutile", [1, 0, 0]), 0);
  assert.ok(factor("GaAs", [2, 0, 0]) > 0 && factor("GaAs", [2, 0, 0]) < 0.2 * factor("GaAs", [2, 2, 0]));
});

test("an fcc metal scatters with four atoms in phase", () => {
  const spacingNm = dSpacingNm(knownPhase("Cu").lattice, [1, 1, 1]);
  assert.ok(near(factor("Cu", [1, 1, 1]), 4 * scatteringFactorNm("Cu", spacingNm), 1e-12));
});

test("scattering factors grow with the element, fall with the angle, and are within 40 % of a table", () => {
  assert.ok(scatteringFactorNm("Au", 0.2) > scatteringFactorNm("Cu", 0.2));
  assert.ok(scatteringFactorNm("Cu", 0.1) < scatteringFactorNm("Cu", 0.2));
  for (const element of ["O", "Al", "Si", "Ti", "Sr", "La", "Au"]) {
    for (const spacingNm of [0.1, 0.15, 0.2]) {
      const ratio = scatteringFactorNm(element, spacingNm) / tabledFactorNm(element, 1 / spacingNm);
      assert.ok(ratio > 0.6 && ratio < 1.4, `${element} at ${spacingNm} nm: ${ratio.toFixed(2)}`);
    }
  }
});

test("elements are known by their symbols", () => {
  assert.is(atomicNumber("U"), 92);
  assert.is(
    codeOf(() => atomicNumber("Xx")),
    "E_INDEX",
  );
});

test("symmetry operations make each place once", () => {
  const made = sitesBySymmetry(
    [{ element: "O", at: [0.3, 0, 0.25] }],
    ["x,y,z", " -x , -y, z + 1/2", "x, y, z", "x-y, x, 0.5-z"],
  );
  assert.equal(
    made.map(({ at }) => at.map((n) => Number(n.toFixed(6)))),
    [
      [0.3, 0, 0.25],
      [0.7, 0, 0.75],
      [0.3, 0.3, 0.25],
    ],
  );
  for (const wrong of ["x,y", "x,y,w", "x,y,", "x,,z", "2x,y,z"])
    assert.is(
      codeOf(() => sitesBySymmetry([{ element: "O", at: [0, 0, 0] }], [wrong])),
      "E_INDEX",
      wrong,
    );
});

test("every phase of the table is right in itself, and has the atoms of its formula", () => {
  const count = (name: string, element: string) =>
    knownPhase(name).atoms.filter((atom) => atom.element === element).length;
  for (const input of knownPhases) assert.ok(phaseOf(input).rotations.length >= 1 && input.source, input.name);
  assert.is(new Set(knownPhases.map(({ name }) => name.toLowerCase())).size, knownPhases.length);
  assert.ok(knownPhases.length >= 30);
  assert.equal([count("Al2O3", "Al"), count("Al2O3", "O")], [4, 6]);
  assert.equal([count("LaMnO3", "La"), count("LaMnO3", "Mn"), count("LaMnO3", "O")], [4, 4, 12]);
  assert.equal([count("ZrO2 monoclinic", "Zr"), count("ZrO2 monoclinic", "O")], [4, 8]);
  assert.equal([count("TiO2 rutile", "Ti"), count("TiO2 rutile", "O")], [2, 4]);
});

test("a phase that is not known, or is wrong, is refused", () => {
  assert.is(
    codeOf(() => knownPhase("unobtainium")),
    "E_INDEX",
  );
  assert.is(
    codeOf(() => phaseOf({ name: "x", cell: { aNm: 1 }, pointGroup: "m-3m" as never })),
    "E_INDEX",
  );
  assert.is(
    codeOf(() => phaseOf({ name: "x", cell: { aNm: 1 }, centring: "X" as never })),
    "E_INDEX",
  );
  assert.is(
    codeOf(() => phaseOf({ name: "x", cell: { aNm: 1 }, atoms: [{ element: "Q", at: [0, 0, 0] }] })),
    "E_INDEX",
  );
});

test.run();
