import { checkDirection, GeometryError } from "../../core/geometryError.js";
import { norm, type Vec3 } from "../../core/vector3.js";

/** A position of a tilt-rotate holder: alpha is outer, the rotation in the specimen's plane inner. */
export interface TiltRotate {
  readonly alphaDeg: number;
  readonly rotationDeg: number;
}

/**
 * The two positions of a tilt-rotate holder that bring a direction of the specimen onto the beam, the one with alpha above 0 first.
 *
 * The beam as the specimen sees it is Rz(rotation) Rx(alpha) z, as for beta of a double-tilt holder: +rotation turns the specimen clockwise.
 * Errors: E_ZERO_VECTOR; E_GIMBAL for the normal itself, which is on the beam at alpha 0 whatever the rotation.
 */
export function tiltRotateSolutions(direction: Vec3): readonly [TiltRotate, TiltRotate] {
  checkDirection("the direction", direction);
  const [x, y, z] = direction;
  const level = Math.hypot(x, y);
  if (level < 1e-9 * norm(direction))
    throw new GeometryError(
      "E_GIMBAL",
      "the direction lies along the axis of rotation: it is on the beam at alpha 0 whatever the rotation",
      "Take alpha 0 and any rotation.",
    );
  const alphaDeg = (Math.atan2(level, z) * 180) / Math.PI;
  const rotationDeg = within180((Math.atan2(x, -y) * 180) / Math.PI);
  return [
    { alphaDeg, rotationDeg },
    { alphaDeg: -alphaDeg, rotationDeg: within180(rotationDeg + 180) },
  ];
}

function within180(angleDeg: number): number {
  return angleDeg - 360 * Math.ceil((angleDeg - 180) / 360) + 0;
}
