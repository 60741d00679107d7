import type { Image } from "../../core/image.js";
import { fieldAt } from "./displacementField.js";
import type { FittedLattice } from "./lattices.js";

/** A place where a lattice expects a column. */
export interface LatticeSite {
  /** Which lattice of the frame. @unitless */
  readonly lattice: number;
  /** Which column of the cell. @unitless */
  readonly sublattice: number;
  /** Cell indices along a and b. @unitless */
  readonly cellA: number;
  /** @unitless */
  readonly cellB: number;
  readonly xPx: number;
  readonly yPx: number;
  /** Expected amplitude. @unitless */
  readonly amplitude: number;
}

/** Below this order parameter the lattice is taken as absent. @unitless */
const leastOrder = 0.4;

/**
 * Lists the sites of a lattice in a frame and a rim around it, moved by the displacement field, where the lattice is present.
 *
 * The rim holds columns outside the frame whose light reaches in. Cost: O(sites).
 */
export function latticeSites(lattice: FittedLattice, index: number, image: Image, rimPx: number): LatticeSite[] {
  const { aPx, bPx, field, motif } = lattice;
  const [cellsA, cellsB] = cellRanges(lattice, image, rimPx + 4);
  const sites: LatticeSite[] = [];
  for (let cellB = cellsB[0]; cellB <= cellsB[1]; cellB++) {
    for (let cellA = cellsA[0]; cellA <= cellsA[1]; cellA++) {
      for (const [sublattice, column] of motif.columns.entries()) {
        const u = cellA + column.uFraction;
        const v = cellB + column.vFraction;
        const straightX = u * aPx[0] + v * bPx[0];
        const straightY = u * aPx[1] + v * bPx[1];
        const [xPx, yPx] = displaced(lattice, straightX, straightY);
        if (xPx < -rimPx || yPx < -rimPx || xPx > image.widthPx - 1 + rimPx || yPx > image.heightPx - 1 + rimPx)
          continue;
        if (fieldAt(field, field.order, xPx, yPx) < leastOrder) continue;
        sites.push({ lattice: index, sublattice, cellA, cellB, xPx, yPx, amplitude: column.amplitude });
      }
    }
  }
  return sites;
}

/** Where a point of the straight lattice lies: the field is known at displaced places, so two steps of iteration find it. */
function displaced({ field }: FittedLattice, x: number, y: number): [number, number] {
  let [xPx, yPx] = [x, y];
  for (let i = 0; i < 3; i++) {
    const ux = fieldAt(field, field.uxPx, xPx, yPx);
    const uy = fieldAt(field, field.uyPx, xPx, yPx);
    [xPx, yPx] = [x + ux, y + uy];
  }
  return [xPx, yPx];
}

function cellRanges({ basis }: FittedLattice, image: Image, rimPx: number): [[number, number], [number, number]] {
  const corners = [-rimPx, image.widthPx + rimPx].flatMap((x) => [-rimPx, image.heightPx + rimPx].map((y) => [x, y]));
  const range = (g: readonly [number, number]): [number, number] => {
    const along = corners.map(([x, y]) => g[0] * x + g[1] * y);
    return [Math.floor(Math.min(...along)) - 1, Math.ceil(Math.max(...along)) + 1];
  };
  return [range(basis.g1PerPx), range(basis.g2PerPx)];
}
