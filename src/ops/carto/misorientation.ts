import { apply, type Matrix3, multiplied, rotationAngleDeg, transposed } from "../../core/matrix3.js";
import { anyPerpendicular, norm, unit, type Vec3 } from "../../core/vector3.js";
import type { Lattice } from "../crystal/lattice.js";
import type { Phase } from "../crystal/phase.js";
import { cartesianRotation } from "../crystal/pointGroup.js";
import { millerAngleDeg } from "../crystal/spacing.js";

/** How two grains of one phase are turned against each other. */
export interface Misorientation {
  /** The angle of the rotation between the two orientations as they are given. */
  readonly misorientationDeg: number;
  /** The least angle of all rotations between the two that symmetry makes equivalent. */
  readonly disorientationDeg: number;
  /** The axis of the least rotation along the Cartesian axes of the first grain. @unitless */
  readonly axis: Vec3;
}

/**
 * The misorientation of two orientations of a phase, with and without symmetry.
 *
 * The trace of g1 M g2 is that of M g2 g1, so that one pass over the group finds the least angle. Cost: 24 products at most.
 * Source: agrees with orix 0.15 for 432 and 622.
 */
export function misorientation(first: Matrix3, second: Matrix3, phase: Phase): Misorientation {
  const between = multiplied(transposed(first), second);
  const all = phase.rotations.map((rotation) => multiplied(between, cartesianRotation(rotation, phase.lattice)));
  const least = all.reduce((best, turn) => (rotationAngleDeg(turn) < rotationAngleDeg(best) - 1e-9 ? turn : best));
  return {
    misorientationDeg: rotationAngleDeg(between),
    disorientationDeg: rotationAngleDeg(least),
    axis: rotationAxis(least),
  };
}

/** The axis of a rotation; of none z, and of half a turn the column of (R + 1) that is longest. */
export function rotationAxis(m: Matrix3): Vec3 {
  const odd: Vec3 = [m[2][1] - m[1][2], m[0][2] - m[2][0], m[1][0] - m[0][1]];
  if (norm(odd) > 1e-7) return unit(odd);
  if (m[0][0] + m[1][1] + m[2][2] > 0) return [0, 0, 1];
  const columns = (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).map((e): Vec3 => {
    const [x, y, z] = apply(m, e);
    return [x + e[0], y + e[1], z + e[2]];
  });
  const longest = columns.reduce((best, v) => (norm(v) > norm(best) ? v : best));
  return norm(longest) > 0 ? unit(longest) : anyPerpendicular([0, 0, 1]);
}

/** How the axis of a misorientation lies to the boundary between two grains. */
export interface BoundaryCharacter {
  /** 0 where the axis is the normal of the boundary, 90 where it lies in it. */
  readonly axisToNormalDeg: number;
  /** Twist within 10 degrees of 0, tilt within 10 degrees of 90, mixed between. */
  readonly character: "tilt" | "twist" | "mixed";
}

/** Tells tilt from twist boundaries by the axis [uvw] of the misorientation and the plane (hkl) of the boundary. Errors: E_ZERO_VECTOR. */
export function boundaryCharacter(lattice: Lattice, axis: Vec3, hkl: Vec3): BoundaryCharacter {
  const angle = millerAngleDeg(lattice, { kind: "direction", indices: axis }, { kind: "plane", indices: hkl });
  const axisToNormalDeg = Math.min(angle, 180 - angle);
  const character = axisToNormalDeg < 10 ? "twist" : axisToNormalDeg > 80 ? "tilt" : "mixed";
  return { axisToNormalDeg, character };
}
