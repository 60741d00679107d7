import { electronWavelengthNm } from "../../core/electronWavelength.js";
import { checkDirection, GeometryError } from "../../core/geometryError.js";
import { angleDegBetween, norm, type Vec3 } from "../../core/vector3.js";
import { directionVector, type Lattice, planeVector } from "./lattice.js";
import { type Miller, millerText } from "./miller.js";

/** Distance of neighbouring planes (hkl), in nm. Errors: E_ZERO_VECTOR, E_NOT_FINITE. */
export function dSpacingNm(lattice: Lattice, hkl: Vec3): number {
  checkDirection("hkl", hkl);
  return 1 / norm(planeVector(lattice, hkl));
}

/** A direction, or the normal of a plane, along the Cartesian axes: nm for directions, 1/nm for planes. Errors: E_ZERO_VECTOR, E_NOT_FINITE. */
export function millerVector(lattice: Lattice, { kind, indices }: Pick<Miller, "kind" | "indices">): Vec3 {
  checkDirection(kind === "plane" ? "hkl" : "uvw", indices);
  return kind === "plane" ? planeVector(lattice, indices) : directionVector(lattice, indices);
}

/** The angle between two directions, two normals of planes, or one of each. Errors: E_ZERO_VECTOR, E_NOT_FINITE. */
export function millerAngleDeg(
  lattice: Lattice,
  a: Pick<Miller, "kind" | "indices">,
  b: Pick<Miller, "kind" | "indices">,
): number {
  return angleDegBetween(millerVector(lattice, a), millerVector(lattice, b));
}

/**
 * The Bragg angle of a plane: asin(lambda / 2 d).
 *
 * Errors: BadOption for a voltage that is none; E_OUT_OF_RANGE where the planes are too close to diffract.
 *
 * @example
 * braggDeg(latticeOf(cellOf({ aNm: 0.36 })), [4, 4, 0], 200); // 1.129
 */
export function braggDeg(lattice: Lattice, hkl: Vec3, accelKv: number): number {
  const dNm = dSpacingNm(lattice, hkl);
  const sine = electronWavelengthNm(accelKv) / (2 * dNm);
  if (sine <= 1) return (Math.asin(sine) * 180) / Math.PI;
  throw new GeometryError(
    "E_OUT_OF_RANGE",
    `the planes ${millerText({ kind: "plane", indices: hkl })} are ${dNm.toPrecision(3)} nm apart: electrons of ${accelKv} kV do not meet them at any angle`,
    "Give lower indices, or a higher voltage.",
  );
}
