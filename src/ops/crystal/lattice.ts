import { apply, determinant, inverted, type Matrix3, multiplied, transposed } from "../../core/matrix3.js";
import { angleDegBetween, norm, type Vec3 } from "../../core/vector3.js";
import { type Cell, cellOf } from "./cell.js";

/** How Cartesian axes are laid into a cell: c along z and a in the plane of x and z (pymatgen), or a along x and c* along z (orix). */
export type CartesianFrame = "c-z,a-xz" | "a-x,cstar-z";

/** A cell with the matrices that follow from it; vectors are columns. */
export interface Lattice {
  readonly cell: Cell;
  readonly frame: CartesianFrame;
  /** From indices of a direction [uvw] to nanometres along the Cartesian axes; its columns are a, b and c. @unitless */
  readonly direct: Matrix3;
  /** From indices of a plane (hkl) to 1/nm along the Cartesian axes; its columns are a*, b* and c*, without 2 pi. @unitless */
  readonly reciprocal: Matrix3;
  /** The metric tensor, in nm²: a direction [uvw] has the length sqrt(u G u). @unitless */
  readonly metric: Matrix3;
  /** The metric tensor of the reciprocal lattice, in 1/nm²: a plane (hkl) has 1 / d = sqrt(h G* h). @unitless */
  readonly reciprocalMetric: Matrix3;
  readonly volumeNm3: number;
}

/**
 * The matrices of a cell in one of two Cartesian frames.
 *
 * Errors: E_NOT_FINITE, E_INVALID_CELL. Source: Olszta and Fiedler 2024, equations 2.1 and 2.2, for the frame "c-z,a-xz".
 *
 * @example
 * latticeOf(cellOf({ aNm: 0.4, cNm: 0.8 })).volumeNm3; // 0.128
 */
export function latticeOf(given: Cell, frame: CartesianFrame = "c-z,a-xz"): Lattice {
  const cell = cellOf(given);
  const direct = frame === "c-z,a-xz" ? alongC(cell) : alongA(cell);
  const reciprocal = transposed(inverted(direct));
  return Object.freeze({
    cell,
    frame,
    direct,
    reciprocal,
    metric: multiplied(transposed(direct), direct),
    reciprocalMetric: multiplied(transposed(reciprocal), reciprocal),
    volumeNm3: determinant(direct),
  });
}

function alongC({ aNm, bNm, cNm, alphaDeg, betaDeg, gammaDeg }: Cell): Matrix3 {
  const [ca, cb, cg] = [cosine(alphaDeg), cosine(betaDeg), cosine(gammaDeg)];
  const sb = Math.sin((betaDeg * Math.PI) / 180);
  const x = (cg - ca * cb) / sb;
  return columns([sb * aNm, 0, cb * aNm], [x * bNm, rest(1 - ca * ca - x * x) * bNm, ca * bNm], [0, 0, cNm]);
}

function alongA({ aNm, bNm, cNm, alphaDeg, betaDeg, gammaDeg }: Cell): Matrix3 {
  const [ca, cb, cg] = [cosine(alphaDeg), cosine(betaDeg), cosine(gammaDeg)];
  const sg = Math.sin((gammaDeg * Math.PI) / 180);
  const y = (ca - cb * cg) / sg;
  return columns([aNm, 0, 0], [cg * bNm, sg * bNm, 0], [cb * cNm, y * cNm, rest(1 - cb * cb - y * y) * cNm]);
}

/** Right angles are common, and their cosine is to be 0 and not the rounding of pi. */
function cosine(angleDeg: number): number {
  return angleDeg === 90 ? 0 : Math.cos((angleDeg * Math.PI) / 180);
}

function rest(square: number): number {
  return Math.sqrt(Math.max(0, square));
}

function columns(a: Vec3, b: Vec3, c: Vec3): Matrix3 {
  return transposed([a, b, c]);
}

/** The cell of the reciprocal lattice: edges in 1/nm, without 2 pi, and angles. */
export interface ReciprocalCell {
  readonly aPerNm: number;
  readonly bPerNm: number;
  readonly cPerNm: number;
  readonly alphaDeg: number;
  readonly betaDeg: number;
  readonly gammaDeg: number;
}

/** The reciprocal cell of a lattice. */
export function reciprocalCell({ reciprocal }: Lattice): ReciprocalCell {
  const [a, b, c] = transposed(reciprocal);
  return {
    aPerNm: norm(a),
    bPerNm: norm(b),
    cPerNm: norm(c),
    alphaDeg: angleDegBetween(b, c),
    betaDeg: angleDegBetween(a, c),
    gammaDeg: angleDegBetween(a, b),
  };
}

/** A direction [uvw] in nanometres along the Cartesian axes. */
export function directionVector(lattice: Lattice, uvw: Vec3): Vec3 {
  return apply(lattice.direct, uvw);
}

/** The normal of a plane (hkl) in 1/nm along the Cartesian axes; its length is 1 / d. */
export function planeVector(lattice: Lattice, hkl: Vec3): Vec3 {
  return apply(lattice.reciprocal, hkl);
}
