import { checkDirection, GeometryError } from "../../core/geometryError.js";
import { apply } from "../../core/matrix3.js";
import { cross, norm, type Vec3 } from "../../core/vector3.js";
import { type IntegerDirection, integerDirection, lowestTerms } from "./integerDirection.js";
import type { Lattice } from "./lattice.js";

/** Small indices beside the numbers that they stand for. */
export interface NearestIndices extends IntegerDirection {
  /** In proportion to the real direction, the largest 1. @unitless */
  readonly real: Vec3;
}

/**
 * The direction [uvw] along the normal of a plane (hkl): only in cubic crystals are its indices those of the plane.
 *
 * Errors: E_ZERO_VECTOR. Source: Olszta and Fiedler 2024, equation 2.36.
 *
 * @example
 * normalOfPlane(latticeOf(cellOf({ aNm: 1, cNm: 2 })), [1, 1, 1]).indices; // [4, 4, 1]
 */
export function normalOfPlane({ reciprocalMetric }: Lattice, hkl: Vec3, maxIndex = 12): NearestIndices {
  checkDirection("hkl", hkl);
  return nearest(apply(reciprocalMetric, hkl), maxIndex);
}

/** The plane (hkl) at right angles to a direction [uvw]. Errors: E_ZERO_VECTOR. */
export function planeAcross({ metric }: Lattice, uvw: Vec3, maxIndex = 12): NearestIndices {
  checkDirection("uvw", uvw);
  return nearest(apply(metric, uvw), maxIndex);
}

function nearest(v: Vec3, maxIndex: number): NearestIndices {
  const largest = Math.max(...v.map(Math.abs));
  return { ...integerDirection(v, maxIndex), real: [v[0] / largest, v[1] / largest, v[2] / largest] };
}

/** The direction that two planes share, in lowest terms: the vector product of their indices. Errors: E_ZERO_VECTOR; E_DEGENERATE for parallel planes. */
export function zoneAxisOf(first: Vec3, second: Vec3): Vec3 {
  return product("the planes", "hkl", first, second);
}

/** The plane that two directions share, in lowest terms. Errors: E_ZERO_VECTOR; E_DEGENERATE for parallel directions. */
export function planeThrough(first: Vec3, second: Vec3): Vec3 {
  return product("the directions", "uvw", first, second);
}

function product(what: string, name: string, first: Vec3, second: Vec3): Vec3 {
  checkDirection(name, first);
  checkDirection(name, second);
  const found = cross(first, second);
  if (norm(found) <= 1e-9 * norm(first) * norm(second))
    throw new GeometryError("E_DEGENERATE", `${what} are parallel`, "Give two that are not multiples of each other.");
  return lowestTerms(found) as unknown as Vec3;
}
