import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { identity3, multiplied, rotationAbout } from "../../../src/core/matrix3.js";
import { angleDegBetween, unit } from "../../../src/core/vector3.js";
import { boundaryCharacter, misorientation, rotationAxis } from "../../../src/ops/carto/misorientation.js";
import { knownPhase } from "../../../src/ops/crystal/knownPhases.js";
import { cartesianRotation } from "../../../src/ops/crystal/pointGroup.js";
import { codeOf, near } from "../crystal/refused.js";
import { anyRotation } from "./anyTilt.js";

fc.configureGlobal({ seed: 8 });

const copper = knownPhase("Cu");

test("a twin is 60 degrees about <111>, a quarter turn about <001> is none", () => {
  const twin = misorientation(identity3, rotationAbout(unit([1, 1, 1]), 60), copper);
  assert.ok(near(twin.disorientationDeg, 60, 1e-6));
  assert.ok(near(Math.abs(twin.axis[0]), 1 / Math.sqrt(3), 1e-6));
  const quarter = misorientation(identity3, rotationAbout([0, 0, 1], 90), copper);
  assert.ok(near(quarter.disorientationDeg, 0, 1e-5) && near(quarter.misorientationDeg, 90));
});

test("symmetry of either grain changes nothing, and no cubic disorientation is above 62.8 degrees", () => {
  fc.assert(
    fc.property(anyRotation, anyRotation, fc.nat(23), fc.nat(23), (a, b, i, j) => {
      const turn = (k: number) => cartesianRotation(copper.rotations[k]!, copper.lattice);
      const plain = misorientation(a, b, copper).disorientationDeg;
      const turned = misorientation(multiplied(a, turn(i)), multiplied(b, turn(j)), copper).disorientationDeg;
      assert.ok(near(plain, turned, 1e-5));
      assert.ok(plain <= 62.8);
      assert.ok(near(plain, misorientation(b, a, copper).disorientationDeg, 1e-5));
    }),
  );
});

test("axes of rotations, of half turns and of none", () => {
  const axis = unit([1, -2, 2]);
  assert.ok(angleDegBetween(rotationAxis(rotationAbout(axis, 40)), axis) < 1e-9);
  const half = angleDegBetween(rotationAxis(rotationAbout(axis, 180)), axis);
  assert.ok(Math.min(half, 180 - half) < 1e-6);
  assert.equal(rotationAxis(identity3), [0, 0, 1]);
});

test("tilt, twist and mixed boundaries", () => {
  const { lattice } = copper;
  assert.equal(boundaryCharacter(lattice, [1, 1, 1], [1, 1, 1]).character, "twist");
  assert.equal(boundaryCharacter(lattice, [1, -1, 0], [1, 1, 1]).character, "tilt");
  assert.equal(boundaryCharacter(lattice, [1, 0, 0], [1, 1, 1]).character, "mixed");
  assert.ok(near(boundaryCharacter(lattice, [-1, -1, -1], [1, 1, 1]).axisToNormalDeg, 0, 1e-6));
  assert.is(
    codeOf(() => boundaryCharacter(lattice, [0, 0, 0], [1, 1, 1])),
    "E_ZERO_VECTOR",
  );
});

test.run();
