import { checkFinite, GeometryError } from "../../core/geometryError.js";

/** The cell of a crystal: its edges and the angles between them, alpha between b and c, beta between a and c, gamma between a and b. */
export interface Cell {
  readonly aNm: number;
  readonly bNm: number;
  readonly cNm: number;
  readonly alphaDeg: number;
  readonly betaDeg: number;
  readonly gammaDeg: number;
}

/** A cell with what is usual left out: b and c as long as a, all angles 90 degrees. */
export type CellInput = Pick<Cell, "aNm"> & Partial<Cell>;

/** No crystal has shorter edges than an atom, or longer ones than the cells of viruses by far; beyond them numbers lose their digits. */
const [leastEdgeNm, mostEdgeNm] = [0.01, 10_000];

/**
 * A cell with all its edges and angles, checked: the edges are those of a crystal and the angles close around a corner.
 *
 * Errors: E_NOT_FINITE; E_INVALID_CELL.
 *
 * @example
 * cellOf({ aNm: 0.2951, cNm: 0.4686, gammaDeg: 120 }).bNm; // 0.2951
 */
export function cellOf(given: CellInput): Cell {
  const { aNm, bNm = aNm, cNm = aNm, alphaDeg = 90, betaDeg = 90, gammaDeg = 90 } = given;
  const cell = { aNm, bNm, cNm, alphaDeg, betaDeg, gammaDeg };
  checkFinite("the cell", Object.values(cell));
  const closed =
    Math.min(alphaDeg, betaDeg, gammaDeg) > 0 &&
    alphaDeg + betaDeg + gammaDeg < 360 &&
    alphaDeg < betaDeg + gammaDeg &&
    betaDeg < alphaDeg + gammaDeg &&
    gammaDeg < alphaDeg + betaDeg;
  if (!closed)
    throw new GeometryError(
      "E_INVALID_CELL",
      `angles of ${alphaDeg}°, ${betaDeg}° and ${gammaDeg}° do not close around a corner`,
      "Each must be above 0° and below the sum of the other two, and all three together below 360°.",
    );
  if (!(Math.min(aNm, bNm, cNm) >= leastEdgeNm && Math.max(aNm, bNm, cNm) <= mostEdgeNm))
    throw new GeometryError(
      "E_INVALID_CELL",
      `the edges of the cell are ${aNm}, ${bNm} and ${cNm} nm`,
      `Give lengths in nm, from ${leastEdgeNm} to ${mostEdgeNm}.`,
    );
  return Object.freeze(cell);
}

/** The seven crystal systems, with the hexagonal cell apart from the rhombohedral one. */
export type CellShape =
  | "cubic"
  | "tetragonal"
  | "orthorhombic"
  | "hexagonal"
  | "rhombohedral"
  | "monoclinic"
  | "triclinic";

/** The shape of a cell by its numbers alone; edges within a millionth and angles within 0.001 degrees count as equal. */
export function cellShape({ aNm, bNm, cNm, alphaDeg, betaDeg, gammaDeg }: Cell): CellShape {
  const same = (p: number, q: number) => Math.abs(p - q) <= 1e-6 * p;
  const is = (angleDeg: number, otherDeg: number) => Math.abs(angleDeg - otherDeg) <= 1e-3;
  const [alpha, beta, gamma] = [is(alphaDeg, 90), is(betaDeg, 90), is(gammaDeg, 90)];
  if (alpha && beta && gamma) {
    if (same(aNm, bNm)) return same(aNm, cNm) ? "cubic" : "tetragonal";
    return "orthorhombic";
  }
  if (alpha && beta && is(gammaDeg, 120) && same(aNm, bNm)) return "hexagonal";
  if (same(aNm, bNm) && same(aNm, cNm) && is(alphaDeg, betaDeg) && is(alphaDeg, gammaDeg)) return "rhombohedral";
  return Number(alpha) + Number(beta) + Number(gamma) === 2 ? "monoclinic" : "triclinic";
}
