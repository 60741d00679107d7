import { EmError } from "../../core/error.js";
import type { SpecimenRegion } from "./specimen.js";

/** Columns that a region may hold: about 400 MB. */
export const mostColumns = 1e7;

/** Errors: BadOption where a region's bounds are not finite or the wrong way round. */
export function checkRegion({ leastXNm, leastYNm, mostXNm, mostYNm }: SpecimenRegion): void {
  const hasBounds = [leastXNm, leastYNm, mostXNm, mostYNm].every(Number.isFinite);
  if (hasBounds && leastXNm <= mostXNm && leastYNm <= mostYNm) return;
  throw new EmError("BadOption", `a region reaches from (${leastXNm}, ${leastYNm}) to (${mostXNm}, ${mostYNm}) nm`, {
    fix: "Give finite bounds in nm, the least ones below the most ones.",
  });
}

/** Whether columns can be listed for a region of this size. Errors: BadOption for a region that is none. */
export function canListColumns(region: SpecimenRegion, columnsPerNm2: number): boolean {
  checkRegion(region);
  return areaNm2(region) * columnsPerNm2 <= mostColumns;
}

/** Errors: BadOption for a region that is none or would hold more than 1e7 columns. */
export function checkColumnRegion(region: SpecimenRegion, columnsPerNm2: number): void {
  if (canListColumns(region, columnsPerNm2)) return;
  const sideNm = Math.floor(Math.sqrt(mostColumns / columnsPerNm2));
  throw new EmError("BadOption", `a region of ${areaNm2(region).toExponential(1)} nm2 holds too many atom columns`, {
    fix: `Ask for columns of at most ${sideNm} x ${sideNm} nm; use materialAt for larger fields.`,
  });
}

function areaNm2({ leastXNm, leastYNm, mostXNm, mostYNm }: SpecimenRegion): number {
  return (mostXNm - leastXNm) * (mostYNm - leastYNm);
}

/** What two regions share; undefined where they do not meet. */
export function overlapOf(a: SpecimenRegion, b: SpecimenRegion): SpecimenRegion | undefined {
  const leastXNm = Math.max(a.leastXNm, b.leastXNm);
  const leastYNm = Math.max(a.leastYNm, b.leastYNm);
  const mostXNm = Math.min(a.mostXNm, b.mostXNm);
  const mostYNm = Math.min(a.mostYNm, b.mostYNm);
  return leastXNm <= mostXNm && leastYNm <= mostYNm ? { leastXNm, leastYNm, mostXNm, mostYNm } : undefined;
}

/** The cells of a square grid around the origin, cell 0 centred on it, that a region touches. Errors: BadOption above mostCells. */
export function cellsIn(
  region: SpecimenRegion,
  cellNm: number,
  marginCells = 0,
  mostCells = 250_000,
): [number, number][] {
  checkRegion(region);
  const [firstI, lastI] = [cellIndex(region.leastXNm, cellNm), cellIndex(region.mostXNm, cellNm)];
  const [firstJ, lastJ] = [cellIndex(region.leastYNm, cellNm), cellIndex(region.mostYNm, cellNm)];
  if ((lastI - firstI + 1) * (lastJ - firstJ + 1) > mostCells) {
    const sideUm = Math.floor((Math.sqrt(mostCells) * cellNm) / 100) / 10;
    throw new EmError("BadOption", "a region holds too many objects to list", {
      fix: `Ask for the truth of at most ${sideUm} x ${sideUm} um.`,
    });
  }
  const cells: [number, number][] = [];
  for (let j = firstJ - marginCells; j <= lastJ + marginCells; j++) {
    for (let i = firstI - marginCells; i <= lastI + marginCells; i++) cells.push([i, j]);
  }
  return cells;
}

/** Which cell of such a grid a coordinate lies in. */
export function cellIndex(coordinateNm: number, cellNm: number): number {
  return Math.floor(coordinateNm / cellNm + 0.5);
}
