import { norm, type Vec3 } from "../../core/vector3.js";
import { beamOfTilt, plainTiltOfBeam } from "./tilt.js";

/** How directions of the holder are laid out on a map. */
export type ProjectionKind = "tip-tilt" | "stereographic" | "equal-area";

/**
 * Where a direction of the holder lies on a map on which alpha grows to the right and beta upwards; undefined below the horizon.
 *
 * tip-tilt: alpha and beta in degrees. stereographic and equal-area: parts of the radius of the circle at 90 degrees of tilt.
 *
 * @example
 * projectBeam([0, -1, 1], "stereographic"); // [0.414…, 0]
 */
export function projectBeam(v: Vec3, kind: ProjectionKind): readonly [number, number] | undefined {
  const length = norm(v);
  if (!(length > 0) || v[2] < -1e-9 * length) return undefined;
  if (kind === "tip-tilt") {
    const { alphaDeg, betaDeg } = plainTiltOfBeam(v);
    return [alphaDeg, betaDeg];
  }
  const [x, y] = discOf(v, kind);
  return [-y + 0, x];
}

/** The direction of the holder at a place of a map, a unit vector; undefined off the map. */
export function unprojectToBeam([right, up]: readonly [number, number], kind: ProjectionKind): Vec3 | undefined {
  if (kind === "tip-tilt") {
    const onMap = Math.abs(right) <= 90 && Math.abs(up) <= 90;
    return onMap ? beamOfTilt({ alphaDeg: right, betaDeg: up }) : undefined;
  }
  const square = right * right + up * up;
  if (!(square <= 1)) return undefined;
  if (kind === "stereographic")
    return [(2 * up) / (1 + square), (-2 * right) / (1 + square), (1 - square) / (1 + square)];
  const spread = Math.sqrt(2 - square);
  return [up * spread, -right * spread, 1 - square];
}

/**
 * The place of a direction on the unit disc seen from +z, along its own x and y; the circle of radius 1 is at right angles to z.
 *
 * Source: stereographic (x, y) / (1 + z); Lambert's equal-area (x, y) / sqrt(1 + z), for unit vectors.
 */
export function discOf(v: Vec3, kind: "stereographic" | "equal-area"): readonly [number, number] {
  const length = norm(v);
  const [x, y, z] = [v[0] / length, v[1] / length, v[2] / length];
  const spread = kind === "stereographic" ? 1 + z : Math.sqrt(1 + z);
  return [x / spread, y / spread];
}
