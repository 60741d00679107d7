import { checkDirection } from "../../core/geometryError.js";
import { apply, type Matrix3, transposed } from "../../core/matrix3.js";
import { scaled, type Vec3 } from "../../core/vector3.js";
import { integerDirection } from "../crystal/integerDirection.js";
import type { Lattice } from "../crystal/lattice.js";
import type { NearestIndices } from "../crystal/planeNormal.js";

/**
 * The plane (hkl) of an oriented crystal whose normal points along a direction of the holder, as of a boundary that was seen edge-on.
 *
 * Errors: E_ZERO_VECTOR. Source: hkl = M^T u, with M the matrix whose columns are a, b and c.
 */
export function planeAlong(lattice: Lattice, orientation: Matrix3, normalH: Vec3, maxIndex = 12): NearestIndices {
  checkDirection("the normal", normalH);
  const hkl = apply(transposed(lattice.direct), apply(transposed(orientation), normalH));
  return nearest(hkl, maxIndex);
}

/** The zone axis [uvw] of an oriented crystal along a direction of the holder. Errors: E_ZERO_VECTOR. */
export function directionAlong(lattice: Lattice, orientation: Matrix3, alongH: Vec3, maxIndex = 12): NearestIndices {
  checkDirection("the direction", alongH);
  // The rows of the inverse of the direct matrix are the reciprocal edges.
  const uvw = apply(transposed(lattice.reciprocal), apply(transposed(orientation), alongH));
  return nearest(uvw, maxIndex);
}

function nearest(v: Vec3, maxIndex: number): NearestIndices {
  return { ...integerDirection(v, maxIndex), real: scaled(v, 1 / Math.max(...v.map(Math.abs))) };
}
