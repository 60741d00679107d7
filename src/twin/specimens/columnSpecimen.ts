import type { ProjectedCrystal } from "./projectedCrystal.js";

/** What became of a column of the perfect crystal, or what was added to it. */
export type ColumnState = "host" | "vacancy" | "partial" | "dopant" | "adatom" | "pore";

/** One atom column of a specimen, as the truth behind a simulated frame. */
export interface Column {
  readonly xNm: number;
  readonly yNm: number;
  /** Which column of the cell: 0, 1, …; -1 for an atom that is on no lattice site. @unitless */
  readonly sublattice: number;
  readonly elements: string;
  readonly state: ColumnState;
  /** Brightness beside a host column of the first sublattice; 0 where nothing is left. @unitless */
  readonly weight: number;
}

/** How a crystal lies in the frame. */
export interface Placement {
  readonly widthNm: number;
  readonly heightNm: number;
  readonly rotationDeg: number;
  /** Strain of the lattice: xx, yy and xy, as fractions. @unitless */
  readonly strain?: readonly [number, number, number];
  /** Drift during the scan from the first to the last row, x and y. */
  readonly driftNm?: readonly [number, number];
  /** Where the cell's origin lies. */
  readonly originNm?: readonly [number, number];
}

/** Fills a frame and a rim of marginNm around it with a crystal's columns, row by row of cells; cost O(columns). */
export function placeCrystal(crystal: ProjectedCrystal, placement: Placement, marginNm = 0.6): Column[] {
  const { widthNm, heightNm } = placement;
  const toFrame = frameTransform(placement);
  const a = toFrame(crystal.aNm[0], crystal.aNm[1]);
  const b = toFrame(crystal.bNm[0], crystal.bNm[1]);
  const [originX, originY] = placement.originNm ?? [widthNm / 2, heightNm / 2];
  const [driftX, driftY] = placement.driftNm ?? [0, 0];
  const reach = cellsToCover(a, b, Math.hypot(widthNm, heightNm) + 2 * marginNm);
  const columns: Column[] = [];
  for (let n = -reach; n <= reach; n++) {
    for (let m = -reach; m <= reach; m++) {
      for (const [sublattice, site] of crystal.columns.entries()) {
        const u = m + site.uFraction;
        const v = n + site.vFraction;
        const restX = originX + u * a[0] + v * b[0];
        const restY = originY + u * a[1] + v * b[1];
        const scanned = restY / heightNm;
        const xNm = restX + driftX * scanned;
        const yNm = restY + driftY * scanned;
        if (xNm < -marginNm || yNm < -marginNm || xNm > widthNm + marginNm || yNm > heightNm + marginNm) continue;
        columns.push({ xNm, yNm, sublattice, elements: site.elements, state: "host", weight: site.weight });
      }
    }
  }
  return columns;
}

function frameTransform({ rotationDeg, strain }: Placement): (x: number, y: number) => [number, number] {
  const angle = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [xx, yy, xy] = strain ?? [0, 0, 0];
  return (x, y) => {
    const rx = cos * x - sin * y;
    const ry = sin * x + cos * y;
    return [(1 + xx) * rx + xy * ry, xy * rx + (1 + yy) * ry];
  };
}

function cellsToCover(a: readonly [number, number], b: readonly [number, number], diagonalNm: number): number {
  const area = Math.abs(a[0] * b[1] - a[1] * b[0]);
  const smallestSpacing = area / Math.max(Math.hypot(...a), Math.hypot(...b));
  return Math.ceil(diagonalNm / smallestSpacing) + 1;
}
