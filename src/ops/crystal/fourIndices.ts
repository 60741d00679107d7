import { GeometryError } from "../../core/geometryError.js";
import type { Vec3 } from "../../core/vector3.js";
import { lowestTerms } from "./integerDirection.js";

/** Indices of hexagonal crystals, of which the third is minus the sum of the first two. */
export type FourIndices = readonly [number, number, number, number];

function checkFour(indices: FourIndices): void {
  const [first, second, third] = indices;
  const given = `(${indices.join(" ")})`;
  if (indices.length !== 4 || !indices.every(Number.isFinite))
    throw new GeometryError("E_INDEX", `${given} are not four indices`, "Give four numbers, as [2, -1, -1, 0].");
  if (Math.abs(first + second + third) > 1e-9)
    throw new GeometryError(
      "E_INDEX",
      `the first three of ${given} add up to ${first + second + third}`,
      "They must add up to 0: the third is minus the sum of the first two.",
    );
}

/** [uvtw] of a direction [uvw] of a hexagonal cell, in lowest terms: U = (2 u - v) / 3, V = (2 v - u) / 3. */
export function fourOfDirection([u, v, w]: Vec3): FourIndices {
  return lowestTerms([2 * u - v, 2 * v - u, -u - v, 3 * w]) as unknown as FourIndices;
}

/** [uvw] of a direction [UVTW] of a hexagonal cell, in lowest terms: u = U - T, v = V - T. Errors: E_INDEX. */
export function directionOfFour(indices: FourIndices): Vec3 {
  checkFour(indices);
  const [u, v, t, w] = indices;
  return lowestTerms([u - t, v - t, w]) as unknown as Vec3;
}

/** (hkil) of a plane (hkl) of a hexagonal cell: i = -h - k. */
export function fourOfPlane([h, k, l]: Vec3): FourIndices {
  return [h, k, -h - k + 0, l];
}

/** (hkl) of a plane (hkil). Errors: E_INDEX. */
export function planeOfFour(indices: FourIndices): Vec3 {
  checkFour(indices);
  return [indices[0], indices[1], indices[3]];
}
