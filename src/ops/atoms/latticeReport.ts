import type { AtomsResult } from "./atomsResult.js";
import { median } from "./median.js";

/** The measured cell of one lattice of a frame. */
export interface LatticeMeasure {
  /** Which lattice of the frame. @unitless */
  readonly lattice: number;
  /** Lengths of the cell vectors and their standard errors. */
  readonly aPx: number;
  readonly aErrorPx: number;
  readonly bPx: number;
  readonly bErrorPx: number;
  /** Angle between the cell vectors and its standard error. */
  readonly angleDeg: number;
  readonly angleErrorDeg: number;
  /** Direction of the first cell vector, from the x axis towards y (down). */
  readonly rotationDeg: number;
  /** Cell vectors, x to the right and y down. */
  readonly aVectorPx: readonly [number, number];
  readonly bVectorPx: readonly [number, number];
  /** Atoms that the fit rests on. @unitless */
  readonly atoms: number;
  /** Columns in the cell. @unitless */
  readonly columnsPerCell: number;
  /** Root-mean-square distance of the atoms from the straight lattice, per axis: strain, scan distortion, noise. */
  readonly straySigmaPx: number;
  /** Nearest-neighbour distance. */
  readonly nearestPx: number;
}

/**
 * Measures the cell of each lattice by least squares of a straight lattice through its atoms.
 *
 * The standard errors come from the scatter of the atoms and the noise of their own pixels, and hold for the frame as scanned: the microscope's own scale error (often 1 to
 * 3 %) is not in them. Cost: O(atoms).
 */
export function measureLattices(atoms: AtomsResult): LatticeMeasure[] {
  return atoms.lattices.map((summary, lattice) => {
    const { sites } = atoms;
    const rows = [...sites.atom.keys()].filter((i) => sites.lattice[i] === lattice && sites.atom[i] >= 0);
    const fit = straightLattice(rows, sites, summary.columns.length, ownVariance(atoms, rows));
    const [ax, ay] = fit.a;
    const [bx, by] = fit.b;
    const aPx = Math.hypot(ax, ay);
    const bPx = Math.hypot(bx, by);
    const angle = Math.acos((ax * bx + ay * by) / (aPx * bPx));
    const degrees = 180 / Math.PI;
    return {
      lattice,
      aPx,
      aErrorPx: fit.aError,
      bPx,
      bErrorPx: fit.bError,
      angleDeg: angle * degrees,
      angleErrorDeg: Math.hypot(fit.aError / aPx, fit.bError / bPx) * degrees,
      rotationDeg: Math.atan2(ay, ax) * degrees,
      aVectorPx: fit.a,
      bVectorPx: fit.b,
      atoms: rows.length,
      columnsPerCell: summary.columns.length,
      straySigmaPx: fit.sigma,
      nearestPx: summary.nearestPx,
    };
  });
}

/** Mean variance, per axis, of the atoms' positions from their own pixels alone. */
function ownVariance({ columns, sites }: AtomsResult, rows: readonly number[]): number {
  const variances = rows.map((i) => {
    const atom = sites.atom[i];
    return (columns.ownErrorXPx[atom] ** 2 + columns.ownErrorYPx[atom] ** 2) / 2;
  });
  return median(variances.filter(Number.isFinite));
}

interface StraightLattice {
  readonly a: [number, number];
  readonly b: [number, number];
  readonly aError: number;
  readonly bError: number;
  readonly sigma: number;
}

/** position = origin of the sublattice + cellA a + cellB b, by least squares, with the origins taken off first. */
function straightLattice(
  rows: readonly number[],
  sites: AtomsResult["sites"],
  sublattices: number,
  ownVariancePx2: number,
): StraightLattice {
  let [mm, mn, nn, mx, my, nx, ny] = [0, 0, 0, 0, 0, 0, 0];
  const centred: [m: number, n: number, x: number, y: number][] = [];
  for (let sublattice = 0; sublattice < sublattices; sublattice++) {
    const members = rows.filter((i) => sites.sublattice[i] === sublattice);
    const mean = (values: ArrayLike<number>) => members.reduce((sum, i) => sum + values[i], 0) / members.length;
    const centre = [mean(sites.cellA), mean(sites.cellB), mean(sites.xPx), mean(sites.yPx)];
    for (const i of members) {
      const m = sites.cellA[i] - centre[0];
      const n = sites.cellB[i] - centre[1];
      const x = sites.xPx[i] - centre[2];
      const y = sites.yPx[i] - centre[3];
      centred.push([m, n, x, y]);
      mm += m * m;
      mn += m * n;
      nn += n * n;
      mx += m * x;
      my += m * y;
      nx += n * x;
      ny += n * y;
    }
  }
  const det = mm * nn - mn * mn;
  const a: [number, number] = [(nn * mx - mn * nx) / det, (nn * my - mn * ny) / det];
  const b: [number, number] = [(mm * nx - mn * mx) / det, (mm * ny - mn * my) / det];
  const squares = centred.map(([m, n, x, y]) => ((x - m * a[0] - n * b[0]) ** 2 + (y - m * a[1] - n * b[1]) ** 2) / 2);
  const sigma = Math.sqrt(squares.reduce((s, v) => s + v, 0) / Math.max(1, squares.length - 2));
  // Positions that lean on the lattice scatter less around it than the data do: the error of the data is what limits the cell.
  const limit = Math.hypot(sigma, Math.sqrt(ownVariancePx2));
  return { a, b, sigma, aError: limit * Math.sqrt(nn / det), bError: limit * Math.sqrt(mm / det) };
}
