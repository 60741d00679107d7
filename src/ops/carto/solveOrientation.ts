import { checkDirection, GeometryError } from "../../core/geometryError.js";
import { apply, type Matrix3, multiplied, rotationAbout } from "../../core/matrix3.js";
import { angleDegBetween, cross, norm, unit, type Vec3 } from "../../core/vector3.js";
import { largestEigenvector } from "./largestEigenvector.js";
import { beamOfTilt, checkTilt, type Tilt } from "./tilt.js";

/** A direction of the crystal, and the tilt at which it lay on the beam. */
export interface DirectionAtTilt {
  /** Along the crystal's Cartesian axes, of any length; its sign counts. @unitless */
  readonly direction: Vec3;
  readonly at: Tilt;
  /** How well the tilt is known, one standard deviation of each axis. Default 0.2°. */
  readonly sigmaDeg?: number;
}

/** How a crystal lies in the holder. */
export interface SolvedOrientation {
  /** The rotation from the crystal's Cartesian axes to the holder's, row by row. @unitless */
  readonly orientation: Matrix3;
  /** Root mean square of the residuals. */
  readonly mismatchDeg: number;
  /** The greatest difference between the angle of two directions in the crystal and that between their tilts: how well the readings agree. */
  readonly angleMisfitDeg: number;
  /** For each reading the angle between where the direction was seen and where the orientation puts it. */
  readonly residualsDeg: readonly number[];
}

/** Two directions closer than this, or closer than this to opposite, fix no orientation. */
const leastSpreadDeg = 0.01;

/**
 * The rotation that fits two or more directions to the tilts at which they lay on the beam, weighted by 1 / sigma².
 *
 * It is a rotation whatever the noise. Errors: E_DEGENERATE for fewer than two readings, or where all directions, or all tilts, are the
 * same; E_ZERO_VECTOR; E_OUT_OF_RANGE for a sigma that is not above 0. Cost: microseconds.
 * Source: Davenport's q-method for Wahba's problem; Markley and Mortari, J. Astronautical Sciences 48 (2000) 359.
 */
export function solveOrientation(pairs: readonly DirectionAtTilt[]): SolvedOrientation {
  pairs.forEach(checkPair);
  const from = pairs.map(({ direction }) => unit(direction));
  const to = pairs.map(({ at }) => beamOfTilt(at));
  checkSpread("the directions of the crystal", from);
  checkSpread("the tilts", to);
  const weights = pairs.map(({ sigmaDeg = 0.2 }) => 1 / (sigmaDeg * sigmaDeg));
  const orientation = rotationOf(largestEigenvector(davenport(from, to, weights)));
  const residualsDeg = from.map((direction, i) => angleDegBetween(apply(orientation, direction), to[i]!));
  return { orientation, residualsDeg, mismatchDeg: rootMeanSquare(residualsDeg), angleMisfitDeg: misfitDeg(from, to) };
}

function checkPair({ direction, at, sigmaDeg = 0.2 }: DirectionAtTilt): void {
  checkDirection("the direction of a reading", direction);
  checkTilt("the tilt of a reading", at);
  if (!(sigmaDeg > 0 && sigmaDeg < Number.POSITIVE_INFINITY))
    throw new GeometryError("E_OUT_OF_RANGE", `sigmaDeg is ${sigmaDeg}°`, "Give a sigma above 0°.");
}

function checkSpread(what: string, directions: readonly Vec3[]): void {
  const first = directions[0];
  const spread = directions.some((v) => {
    const angle = angleDegBetween(first!, v);
    return angle > leastSpreadDeg && 180 - angle > leastSpreadDeg;
  });
  if (spread) return;
  throw new GeometryError(
    "E_DEGENERATE",
    directions.length < 2 ? "one reading fixes no orientation" : `${what} of all readings are the same`,
    "Add a reading of another zone at another tilt, some 20° to 90° away.",
  );
}

/** The matrix of which the eigenvector of the largest eigenvalue is the quaternion (w, x, y, z) of the best rotation. */
function davenport(from: readonly Vec3[], to: readonly Vec3[], weights: readonly number[]): number[][] {
  const sum = (i: 0 | 1 | 2, j: 0 | 1 | 2) => from.reduce((all, v, k) => all + weights[k]! * to[k]![i] * v[j], 0);
  const [xx, xy, xz] = [sum(0, 0), sum(0, 1), sum(0, 2)];
  const [yx, yy, yz] = [sum(1, 0), sum(1, 1), sum(1, 2)];
  const [zx, zy, zz] = [sum(2, 0), sum(2, 1), sum(2, 2)];
  return [
    [xx + yy + zz, zy - yz, xz - zx, yx - xy],
    [zy - yz, xx - yy - zz, xy + yx, xz + zx],
    [xz - zx, xy + yx, yy - xx - zz, yz + zy],
    [yx - xy, xz + zx, yz + zy, zz - xx - yy],
  ];
}

function rotationOf(quaternion: readonly number[]): Matrix3 {
  const [w = 1, x = 0, y = 0, z = 0] = quaternion;
  return [
    [w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y)],
    [2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x)],
    [2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z],
  ];
}

/** The root mean square of a list; 0 for none. */
export function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length));
}

function misfitDeg(from: readonly Vec3[], to: readonly Vec3[]): number {
  let most = 0;
  from.forEach((a, i) => {
    for (let j = 0; j < i; j++)
      most = Math.max(most, Math.abs(angleDegBetween(a, from[j]!) - angleDegBetween(to[i]!, to[j]!)));
  });
  return most;
}

/** How far an orientation, as one that was turned by hand, puts each direction from where it was seen; opposite directions are one zone. */
export function orientationResidualsDeg(orientation: Matrix3, pairs: readonly DirectionAtTilt[]): number[] {
  return pairs.map(({ direction, at }) => {
    const angle = angleDegBetween(apply(orientation, direction), beamOfTilt(at));
    return Math.min(angle, 180 - angle);
  });
}

/** Where a direction of the crystal points in the holder. */
export function applyOrientation(orientation: Matrix3, direction: Vec3): Vec3 {
  return apply(orientation, direction);
}

/** The orientation after the crystal was turned in the holder about an axis of the holder, right-handed. Errors: E_ZERO_VECTOR. */
export function turnedOrientation(orientation: Matrix3, axisH: Vec3, angleDeg: number): Matrix3 {
  checkDirection("the axis", axisH);
  return multiplied(rotationAbout(unit(axisH), angleDeg), orientation);
}

/** The orientation after the shortest turn that brings one direction of the holder onto another; between opposite ones nothing is turned. */
export function orientationDragged(orientation: Matrix3, fromH: Vec3, toH: Vec3): Matrix3 {
  const axis = cross(fromH, toH);
  if (norm(axis) < 1e-12 * norm(fromH) * norm(toH)) return orientation;
  return turnedOrientation(orientation, axis, angleDegBetween(fromH, toH));
}
