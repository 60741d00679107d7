import { test } from "uvu";
import * as assert from "uvu/assert";
import { siteUniforms } from "../../../src/twin/sample/siteHash.js";
import {
  bungeEuler,
  composed,
  evenRotation,
  inverse,
  type Rotation,
  rotated,
  rotationAbout,
  stageRotation,
  tiltTo,
} from "../../../src/twin/specimens/rotation.js";

const near = (a: readonly number[], b: readonly number[], within = 1e-12) =>
  assert.ok(
    a.every((value, k) => Math.abs(value - b[k]!) < within),
    `${a} is not ${b}`,
  );
const uniform = siteUniforms(1, "test of rotations");
const some = Array.from({ length: 40 }, (_, k) => evenRotation(uniform(k, 0), uniform(k, 1), uniform(k, 2)));

test("rotations about the axes are right-handed", () => {
  near(rotated(rotationAbout("x", 90), [0, 1, 0]), [0, 0, 1]);
  near(rotated(rotationAbout("y", 90), [0, 0, 1]), [1, 0, 0]);
  near(rotated(rotationAbout("z", 90), [1, 0, 0]), [0, 1, 0]);
});

test("the last of composed rotations is done first, and inverse undoes", () => {
  const both = composed(rotationAbout("z", 90), rotationAbout("x", 90));
  near(rotated(both, [0, 1, 0]), [0, 0, 1]);
  near(rotated(both, [0, 0, 1]), [1, 0, 0]);
  for (const r of some) near(composed(inverse(r), r), [1, 0, 0, 0, 1, 0, 0, 0, 1]);
});

test("evenly drawn rotations keep lengths and handedness", () => {
  for (const r of some) {
    const [x, y, z] = [rotated(r, [1, 0, 0]), rotated(r, [0, 1, 0]), rotated(r, [0, 0, 1])];
    near([x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]], z);
  }
});

test("Bunge's angles give the rotation back: from specimen to crystal about z, x, z", () => {
  const back = ({ phi1Deg, phiDeg, phi2Deg }: ReturnType<typeof bungeEuler>): Rotation =>
    // The passive rotation by the three angles, inverted: from crystal to specimen.
    composed(rotationAbout("z", phi1Deg), rotationAbout("x", phiDeg), rotationAbout("z", phi2Deg));
  for (const r of [...some, rotationAbout("z", 37), rotationAbout("x", 180), rotationAbout("y", 20)])
    near(back(bungeEuler(r)), r, 1e-7);
  const { phi1Deg, phiDeg, phi2Deg } = bungeEuler(rotationAbout("x", 30));
  near([phi1Deg, phiDeg, phi2Deg], [0, 30, 0], 1e-9);
  for (const r of some) {
    const angles = bungeEuler(r);
    assert.ok(angles.phi1Deg >= 0 && angles.phi1Deg < 360 && angles.phi2Deg >= 0 && angles.phi2Deg < 360);
    assert.ok(angles.phiDeg >= 0 && angles.phiDeg <= 180);
  }
});

test("a tilt of the stage brings a direction along the beam, alpha about x and beta about the y that it carries", () => {
  for (const r of some) {
    const [x, y, z] = rotated(r, [0, 0, 1]);
    const { alphaDeg, betaDeg } = tiltTo([x, y, Math.abs(z)]);
    near(rotated(stageRotation(alphaDeg, betaDeg), [x, y, Math.abs(z)]), [0, 0, 1], 1e-9);
  }
  near(Object.values(tiltTo([0, Math.sin(0.1), Math.cos(0.1)])), [(0.1 * 180) / Math.PI, 0], 1e-9);
  near(Object.values(tiltTo([Math.sin(0.1), 0, Math.cos(0.1)])), [0, (-0.1 * 180) / Math.PI], 1e-9);
});

test.run();
