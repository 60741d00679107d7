import { siteUniforms } from "../sample/siteHash.js";
import { CellCache } from "./cellCache.js";
import { areaOf, aroundCentre, boundsOf, isInside, type Outline } from "./polygon.js";
import { cellIndex, cellsIn, overlapOf } from "./region.js";
import type { SpecimenRegion, SpecimenTruth } from "./specimen.js";

interface Pore {
  readonly xNm: number;
  readonly yNm: number;
  readonly outline: Outline;
}

/** One pore at most in each cell, which holds it whole: side of a cell over the radius of the largest pore. */
const cellRadii = 9;
/** Radius of the smallest pore over that of the largest. */
const leastRadii = 1 / 3;
const corners = 9;
/** Mean area of a pore over the square of that radius: of a polygon whose corners lie at 0.75 to 1 of radii that are spread evenly. */
const meanArea =
  ((leastRadii ** 2 + leastRadii + 1) / 3) * 0.875 ** 2 * (corners / 2) * Math.sin((2 * Math.PI) / corners);

/** Holes in a flat material, without end; they take a share of its area, at most 1.1 %. */
export function nanopores(
  seed: number,
  areaFraction: number,
  mostRadiusNm: number,
): { isIn(x: number, y: number): boolean; in(region: SpecimenRegion): SpecimenTruth["objects"][number][] } {
  const uniform = siteUniforms(seed, "nanopores");
  const cellNm = cellRadii * mostRadiusNm;
  const chance = (areaFraction * cellRadii ** 2) / meanArea;
  const pores = new CellCache<Pore | null>((i, j) => {
    if (uniform(i, j, 0) >= chance) return null;
    const room = cellNm / 2 - mostRadiusNm;
    const xNm = i * cellNm + room * (2 * uniform(i, j, 1) - 1);
    const yNm = j * cellNm + room * (2 * uniform(i, j, 2) - 1);
    const radiusNm = mostRadiusNm * (leastRadii + (1 - leastRadii) * uniform(i, j, 3));
    const rim = Array.from({ length: corners }, (_, k) => {
      return [radiusNm * (0.75 + 0.25 * uniform(i, j, 10 + k)), (2 * Math.PI * k) / corners] as const;
    });
    return { xNm, yNm, outline: aroundCentre(xNm, yNm, rim) };
  });
  return {
    isIn(x, y) {
      const pore = pores.at(cellIndex(x, cellNm), cellIndex(y, cellNm));
      return pore !== null && isInside(pore.outline, x, y);
    },
    in: (region) =>
      cellsIn(region, cellNm)
        .map(([i, j]) => pores.at(i, j))
        .filter((pore): pore is Pore => pore !== null && overlapOf(boundsOf(pore.outline), region) !== undefined)
        .map(poreObject),
  };
}

function poreObject({ xNm, yNm, outline }: Pore): SpecimenTruth["objects"][number] {
  const areaNm2 = areaOf(outline);
  const facts = { areaNm2, diameterNm: 2 * Math.sqrt(areaNm2 / Math.PI) };
  return { label: "nanopore", centreXNm: xNm, centreYNm: yNm, outline, facts };
}
