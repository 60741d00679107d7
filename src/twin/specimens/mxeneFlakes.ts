import { siteBase, siteUniforms } from "../sample/siteHash.js";
import { CellCache } from "./cellCache.js";
import { crystalLattices } from "./crystalLattice.js";
import { crystalline, onFilm } from "./material.js";
import { tiltedBack } from "./misTilt.js";
import { aroundCentre, boundsOf, type Outline } from "./polygon.js";
import { cellIndex, cellsIn, overlapOf } from "./region.js";
import { composed, rotationAbout } from "./rotation.js";
import type { Material, SpecimenRegion } from "./specimen.js";
import { isCellInWindow } from "./supportGrid.js";
import { crossingPlane, type PlaneLattice, projectAlong, turned } from "./zoneProjection.js";

/** One flake of Ti3C2Tx. */
export interface Flake {
  readonly xNm: number;
  readonly yNm: number;
  /** Corners, x and y in turn, in nm. @unitless */
  readonly outline: Outline;
  readonly bounds: SpecimenRegion;
  readonly rotationDeg: number;
  readonly plane: PlaneLattice;
  /** What the ids of its columns are made from. @unitless */
  readonly idBase: number;
  /** The flake over a hole, and over a strand of the film. */
  readonly free: Material;
  readonly onStrand: Material;
}

/** One flake at most in each cell, which holds it whole: flakes never overlap. */
const cellNm = 12_000;

/** Ti3C2O2 along [0001]. */
export const mxeneProjection = projectAlong(crystalLattices.titaniumCarbide, {
  across: [1, 0, 0],
  up: [0, 1, 0],
  along: [0, 0, 1],
});

/** Flakes over the window of a grid; `near` gives the one that may cover a place, `in` those that reach into a region. */
export function flakeField(options: {
  readonly seed: number;
  readonly flakeRadiusUm: number;
  readonly neighbourPercent: number;
  readonly zoneTilt: { readonly alphaDeg: number; readonly betaDeg: number };
  readonly strand: Material;
}): { near(x: number, y: number): Flake | undefined; in(region: SpecimenRegion): Flake[] } {
  const { seed, strand } = options;
  const radiusNm = options.flakeRadiusUm * 1000;
  const uniform = siteUniforms(seed, "mxene flakes");
  const back = tiltedBack(options.zoneTilt);
  const flakes = new CellCache<Flake | null>((i, j) => {
    const isFirst = i === 0 && j === 0;
    if (!isCellInWindow(i, j, cellNm) || (!isFirst && uniform(i, j, 0) >= options.neighbourPercent / 100)) return null;
    const draw = (what: number) => uniform(i, j, what);
    const room = isFirst ? 0 : cellNm / 2 - radiusNm;
    const xNm = i * cellNm + room * (2 * draw(1) - 1);
    const yNm = j * cellNm + room * (2 * draw(2) - 1);
    const rotationDeg = 360 * draw(3);
    const rotation = turned(mxeneProjection, composed(back, rotationAbout("z", rotationDeg)));
    const outline = flakeOutline(xNm, yNm, radiusNm * (isFirst ? 1 : 0.5 + 0.5 * draw(4)), draw);
    const thicknessNm = crystalLattices.titaniumCarbide.cell.cNm;
    const free = crystalline(crystalLattices.titaniumCarbide, thicknessNm, rotation, { isInColumns: true });
    return {
      ...{ xNm, yNm, outline, bounds: boundsOf(outline), rotationDeg, free, onStrand: onFilm(free, strand) },
      plane: crossingPlane(mxeneProjection, rotation, [xNm, yNm]),
      idBase: siteBase(seed, `mxene flake ${i} ${j}`),
    };
  });
  return {
    near: (x, y) => flakes.at(cellIndex(x, cellNm), cellIndex(y, cellNm)) ?? undefined,
    in: (region) =>
      cellsIn(region, cellNm)
        .map(([i, j]) => flakes.at(i, j))
        .filter((flake): flake is Flake => flake !== null && overlapOf(flake.bounds, region) !== undefined),
  };
}

/** A flake breaks along straight edges: 9 to 13 corners, each between 0.7 of the radius and all of it. */
function flakeOutline(xNm: number, yNm: number, radiusNm: number, draw: (what: number) => number): number[] {
  const corners = 9 + Math.floor(5 * draw(5));
  const step = (2 * Math.PI) / corners;
  return aroundCentre(
    xNm,
    yNm,
    Array.from({ length: corners }, (_, k) => [
      radiusNm * (0.7 + 0.3 * draw(10 + 2 * k)),
      step * (k + 0.7 * (draw(11 + 2 * k) - 0.5)),
    ]),
  );
}
