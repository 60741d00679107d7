import { checkDirection, checkFinite } from "../../core/geometryError.js";
import { type Matrix3, multiplied, rotationAbout } from "../../core/matrix3.js";
import { angleDegBetween, cross, norm, unit, type Vec3 } from "../../core/vector3.js";
import { checkTilt, holderMatrix, type Tilt } from "./tilt.js";

const zAxis: Vec3 = [0, 0, 1];

/**
 * The orientation of a crystal of which one direction lies on the beam at a tilt, and which is turned about it by an angle.
 *
 * The angle counts, right-handed about the beam, from where the shortest turn that brings the direction onto z leaves the crystal.
 * Errors: E_ZERO_VECTOR, E_NOT_FINITE. Source: Olszta and Fiedler 2024, equations 2.12 to 2.21, with the axis v x z.
 *
 * @param direction along the crystal's Cartesian axes
 * @param phiDeg the turn about the beam
 */
export function orientationFromPole(direction: Vec3, at: Tilt, phiDeg: number): Matrix3 {
  checkDirection("the pole", direction);
  checkTilt("the tilt of the pole", at);
  checkFinite("phiDeg", [phiDeg]);
  return multiplied(holderMatrix(at), multiplied(rotationAbout(zAxis, phiDeg), turnOnto(direction)));
}

/** The shortest turn of a direction onto z; for the one opposite to z half a turn about x. */
function turnOnto(direction: Vec3): Matrix3 {
  const axis = cross(direction, zAxis);
  const isAlongZ = norm(axis) < 1e-12 * norm(direction);
  if (isAlongZ) return rotationAbout([1, 0, 0], direction[2] < 0 ? 180 : 0);
  return rotationAbout(unit(axis), angleDegBetween(direction, zAxis));
}
