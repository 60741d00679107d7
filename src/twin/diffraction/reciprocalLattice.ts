import type { CrystalLattice } from "../specimens/specimen.js";

/** Three numbers along x, y and z. */
export type Vector3 = readonly [number, number, number];

/** Nine numbers, row after row. */
export type Matrix3 = readonly number[];

/** The vectors of a cell with a along x and c* along z. */
export interface CellVectors {
  /** In nm. @unitless */
  readonly direct: readonly [Vector3, Vector3, Vector3];
  /** In 1/nm. @unitless */
  readonly reciprocal: readonly [Vector3, Vector3, Vector3];
  /** In cubic nanometres. @unitless */
  readonly volume: number;
}

/** The cell of a lattice as cartesian vectors; source: International Tables for Crystallography, volume B, chapter 1.1. */
export function cellVectors({ cell }: CrystalLattice): CellVectors {
  const [cosA, cosB, cosG] = [cell.alphaDeg, cell.betaDeg, cell.gammaDeg].map(cosDeg);
  const sinG = Math.sqrt(1 - cosG * cosG);
  const cY = (cosA - cosB * cosG) / sinG;
  const a: Vector3 = [cell.aNm, 0, 0];
  const b: Vector3 = [cell.bNm * cosG, cell.bNm * sinG, 0];
  const c: Vector3 = [cell.cNm * cosB, cell.cNm * cY, cell.cNm * Math.sqrt(1 - cosB * cosB - cY * cY)];
  const volume = dot(a, cross(b, c));
  const reciprocal = [cross(b, c), cross(c, a), cross(a, b)].map((v) => scaled(v, 1 / volume)) as [
    Vector3,
    Vector3,
    Vector3,
  ];
  return { direct: [a, b, c], reciprocal, volume };
}

/** The product of two 3 x 3 matrices: first the right one, then the left one. */
export function multiply(left: Matrix3, right: Matrix3): number[] {
  const product: number[] = [];
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++)
      product.push([0, 1, 2].reduce((sum, i) => sum + left[3 * row + i] * right[3 * i + column], 0));
  return product;
}

/** A vector turned by a matrix. */
export function turned(m: Matrix3, [x, y, z]: Vector3): Vector3 {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];
}

/** Scalar product. @unitless */
export function dot(u: Vector3, v: Vector3): number {
  return u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
}

function cross(u: Vector3, v: Vector3): Vector3 {
  return [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
}

function scaled([x, y, z]: Vector3, factor: number): Vector3 {
  return [factor * x, factor * y, factor * z];
}

/** The right angle is met exactly, so that cubic cells have no rounding in them. */
function cosDeg(angleDeg: number): number {
  return angleDeg === 90 ? 0 : Math.cos((angleDeg * Math.PI) / 180);
}
