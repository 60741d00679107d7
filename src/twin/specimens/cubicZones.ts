import { crystalLattices } from "./crystalLattice.js";
import { composed, inverse, type Rotation, rotated, type Vector } from "./rotation.js";
import { projectAlong, type ZoneProjection } from "./zoneProjection.js";

/** Zone axes of cubic crystals along which columns are seen. */
export const cubicZones = ["[001]", "[011]", "[111]"] as const;
export type CubicZone = (typeof cubicZones)[number];

const directions: Readonly<Record<CubicZone, Vector>> = {
  "[001]": [0, 0, 1],
  "[011]": [0, Math.SQRT1_2, Math.SQRT1_2],
  "[111]": [1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)],
};

type Projections = Readonly<Record<CubicZone, ZoneProjection>>;

const { gold, strontiumTitanate } = crystalLattices;

/** Cubic phases along those zones. */
export const cubicProjections: { readonly SrTiO3: Projections; readonly Au: Projections } = {
  SrTiO3: {
    "[001]": projectAlong(strontiumTitanate, { across: [1, 0, 0], up: [0, 1, 0], along: [0, 0, 1] }),
    "[011]": projectAlong(strontiumTitanate, { across: [1, 0, 0], up: [0, 1, -1], along: [0, 1, 1] }),
    "[111]": projectAlong(strontiumTitanate, { across: [1, -1, 0], up: [0, 1, -1], along: [1, 1, 1] }),
  },
  Au: {
    "[001]": projectAlong(gold, { across: [0.5, 0.5, 0], up: [-0.5, 0.5, 0], along: [0, 0, 1] }),
    "[011]": projectAlong(gold, { across: [1, 0, 0], up: [0, 0.5, -0.5], along: [0, 0.5, 0.5] }),
    "[111]": projectAlong(gold, { across: [0.5, -0.5, 0], up: [0, 0.5, -0.5], along: [1, 1, 1] }),
  },
};

/** Which low-index zone axis of a cubic crystal lies nearest to a direction of the specimen, and how far off it is. */
export function nearestZone(rotation: Rotation, direction: Vector): { zone: CubicZone; offDeg: number } {
  const [x, y, z] = rotated(inverse(rotation), direction).map(Math.abs);
  const largest = Math.max(x, y, z);
  const smallest = Math.min(x, y, z);
  const face = largest;
  const edge = (x + y + z - smallest) * Math.SQRT1_2;
  const corner = (x + y + z) / Math.sqrt(3);
  const cosine = Math.max(face, edge, corner);
  const zone: CubicZone = cosine === face ? "[001]" : cosine === edge ? "[011]" : "[111]";
  return { zone, offDeg: (Math.acos(Math.min(1, cosine)) * 180) / Math.PI };
}

/** The same orientation of a cubic crystal, written such that this member of the family lies nearest to the direction. */
export function withZoneAlong(rotation: Rotation, zone: CubicZone, direction: Vector): Rotation {
  const off = (r: Rotation) => {
    const [x, y, z] = rotated(r, directions[zone]);
    return -(x * direction[0] + y * direction[1] + z * direction[2]);
  };
  return cubicSymmetries
    .map((s) => composed(rotation, s))
    .reduce((best, next) => (off(next) < off(best) ? next : best));
}

/** Where the zone axis points in the specimen. */
export function zoneDirection(rotation: Rotation, zone: CubicZone): Vector {
  return rotated(rotation, directions[zone]);
}

/** The 24 rotations that leave a cube as it is. */
const cubicSymmetries: readonly Rotation[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
].flatMap((order) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((signs) => signedPermutation(order, signs)).filter((matrix) => determinant(matrix) > 0),
);

function signedPermutation(order: readonly number[], signs: number): Rotation {
  const matrix = new Array<number>(9).fill(0);
  for (const [row, column] of order.entries()) matrix[3 * row + column] = (signs >> row) & 1 ? -1 : 1;
  return matrix;
}

function determinant([a, b, c, d, e, f, g, h, i]: Rotation): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}
