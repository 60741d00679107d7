import { checkDirection, checkFinite, GeometryError } from "../../core/geometryError.js";
import { type Matrix3, multiplied, rotationAbout, transposed } from "../../core/matrix3.js";
import { angleDegBetween, norm, scaled, type Vec3 } from "../../core/vector3.js";

/**
 * A position of a double-tilt holder: alpha about its long axis (outer), beta about the axis across it (inner).
 *
 * Holder axes: x is the axis of alpha, y that of beta, z points up the column when both are 0.
 */
export interface Tilt {
  readonly alphaDeg: number;
  readonly betaDeg: number;
}

const degree = Math.PI / 180;
const xAxis: Vec3 = [1, 0, 0];
const yAxis: Vec3 = [0, 1, 0];

/** Refuses tilts that are not finite. Errors: E_NOT_FINITE. */
export function checkTilt(what: string, { alphaDeg, betaDeg }: Tilt): void {
  checkFinite(what, [alphaDeg, betaDeg]);
}

/**
 * The way up the column as the holder sees it at a tilt, a unit vector: Ry(beta) Rx(alpha) z.
 *
 * Source: Olszta and Fiedler 2024, equation 2.22 (doi 10.69761/dnka1581).
 *
 * @example
 * beamOfTilt({ alphaDeg: 0, betaDeg: 90 }); // [1, 0, 0] to rounding
 */
export function beamOfTilt({ alphaDeg, betaDeg }: Tilt): Vec3 {
  const [sa, ca] = [Math.sin(alphaDeg * degree), Math.cos(alphaDeg * degree)];
  const [sb, cb] = [Math.sin(betaDeg * degree), Math.cos(betaDeg * degree)];
  return [sb * ca, -sa, ca * cb];
}

/**
 * The tilt that brings a direction of the holder onto the beam; alpha within 90 degrees, beta within 180 degrees.
 *
 * Errors: E_ZERO_VECTOR; E_GIMBAL for a direction along the axis of beta, where beta has no meaning.
 * Source: Olszta and Fiedler 2024, equations 2.23 and 2.24.
 *
 * @example
 * tiltOfBeam([1, -1, 2]); // { alphaDeg: 24.09…, betaDeg: 26.56… }
 */
export function tiltOfBeam(v: Vec3): Tilt {
  checkDirection("the direction", v);
  if (Math.hypot(v[0], v[2]) < 1e-9 * norm(v))
    throw new GeometryError(
      "E_GIMBAL",
      "the direction lies along the axis of beta: alpha would be 90° and beta anything",
      "Choose another zone; this one is out of reach of a double-tilt holder.",
    );
  return plainTiltOfBeam(v);
}

/** As tiltOfBeam, for curves: along the axis of beta, beta is 0, and nothing is checked. */
export function plainTiltOfBeam([x, y, z]: Vec3): Tilt {
  const level = Math.hypot(x, z);
  const betaDeg = level < 1e-9 * Math.abs(y) ? 0 : Math.atan2(x, z) / degree;
  // Adding 0 turns -0 into 0, which reads better.
  return { alphaDeg: Math.atan2(-y, level) / degree + 0, betaDeg: betaDeg + 0 };
}

/** A zone axis has no sign: of v and -v the one that points up the column, or, at right angles to it, along +x or else -y. */
export function upward(v: Vec3): Vec3 {
  const small = 1e-9 * norm(v);
  const side = Math.abs(v[2]) > small ? v[2] : Math.abs(v[0]) > small ? v[0] : -v[1];
  return side < 0 ? scaled(v, -1) : v;
}

/**
 * The tilt that brings a zone axis onto the beam; v and -v are the same zone, and the smaller tilt of the two is given.
 *
 * Errors: E_ZERO_VECTOR, E_GIMBAL.
 */
export function tiltOfZone(v: Vec3): Tilt {
  return tiltOfBeam(upward(v));
}

/** As tiltOfZone, for lists: along the axis of beta, beta is 0, and nothing is checked. */
export function plainTiltOfZone(v: Vec3): Tilt {
  return plainTiltOfBeam(upward(v));
}

/** The rotation that takes directions of the holder to the laboratory at a tilt: Rx(-alpha) Ry(-beta). */
export function stageMatrix({ alphaDeg, betaDeg }: Tilt): Matrix3 {
  return multiplied(rotationAbout(xAxis, -alphaDeg), rotationAbout(yAxis, -betaDeg));
}

/** The rotation that takes directions of the laboratory at a tilt to the holder: Ry(beta) Rx(alpha). */
export function holderMatrix(tilt: Tilt): Matrix3 {
  return transposed(stageMatrix(tilt));
}

/**
 * How far the specimen turns relative to the beam between two tilts, 0 to 180 degrees. Source: Olszta and Fiedler 2024, equation 3.14.
 *
 * @example
 * tiltDistanceDeg({ alphaDeg: 9.5, betaDeg: 0 }, { alphaDeg: -20.3, betaDeg: 3.3 }); // 29.97…
 */
export function tiltDistanceDeg(a: Tilt, b: Tilt): number {
  return angleDegBetween(beamOfTilt(a), beamOfTilt(b));
}
