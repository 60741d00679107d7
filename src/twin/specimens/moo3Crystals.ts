import { siteUniforms } from "../sample/siteHash.js";
import { CellCache } from "./cellCache.js";
import { crystalLattices } from "./crystalLattice.js";
import { crystalline, onFilm } from "./material.js";
import { aroundCentre, boundsOf, comeNear, isInside, type Outline } from "./polygon.js";
import { cellIndex, cellsIn, overlapOf } from "./region.js";
import type { Rotation } from "./rotation.js";
import type { Material, SpecimenRegion, SpecimenTruth } from "./specimen.js";
import { isCellInWindow } from "./supportGrid.js";

/** A rod or a plate of MoO3, lying on (010). */
export interface Moo3Crystal {
  readonly label: "rod" | "plate";
  readonly xNm: number;
  readonly yNm: number;
  /** Corners of its convex outline, x and y in turn, in nm. @unitless */
  readonly outline: Outline;
  readonly bounds: SpecimenRegion;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly material: Material;
  /** Of two that would come near each other the one with the higher rank is there. @unitless */
  readonly rank: number;
}

/** No crystal reaches further from its cell than into the next ones: the longest rod is 2 um long. */
const cellNm = 1500;
const gapNm = 25;

/** What is drawn from: lengths and widths are spread evenly on a logarithmic scale. */
export interface Moo3Sizes {
  readonly rodPercent: number;
  readonly leastRodNm: number;
  readonly mostRodNm: number;
  /** @unitless */
  readonly leastAspectRatio: number;
  /** @unitless */
  readonly mostAspectRatio: number;
  readonly leastPlateNm: number;
  readonly mostPlateNm: number;
  /** Crystals drawn in a cell of 1.5 um, a whole number. @unitless */
  readonly crowding: number;
}

type Draw = (what: number) => number;

/** Crystals strewn over a film; `at` gives the one at a place, `in` the truth about those that reach into a region. */
export function moo3Crystals(options: Moo3Sizes & { readonly seed: number; readonly film: Material }): {
  at(x: number, y: number): Moo3Crystal | undefined;
  in(region: SpecimenRegion): SpecimenTruth["objects"][number][];
} {
  const { film } = options;
  const uniform = siteUniforms(options.seed, "moo3 crystals");
  const drawn = new CellCache((i, j) => {
    if (!isCellInWindow(i, j, cellNm)) return [];
    return Array.from({ length: Math.round(options.crowding) }, (_, k) => {
      const draw: Draw = (what) => uniform(i, j, 64 * k + what);
      const place = [(i + draw(0) - 0.5) * cellNm, (j + draw(1) - 0.5) * cellNm] as const;
      return draw(2) < options.rodPercent / 100 ? rod(place, draw, options, film) : plate(place, draw, options, film);
    });
  });
  // Whoever is drawn with a higher rank is feared, there or not: so one look at the neighbours decides, and not a chain of them.
  const there = new CellCache((i, j) =>
    drawn.at(i, j).filter((one) => around(drawn, i, j, 2).every((other) => !yields(one, other))),
  );
  const near = new CellCache((i, j) => around(there, i, j, 1));
  return {
    at: (x, y) => near.at(cellIndex(x, cellNm), cellIndex(y, cellNm)).find((crystal) => covers(crystal, x, y)),
    in: (region) =>
      cellsIn(region, cellNm, 1)
        .flatMap(([i, j]) => there.at(i, j))
        .filter((crystal) => overlapOf(crystal.bounds, region) !== undefined)
        .map(({ label, xNm, yNm, outline, facts }) => ({ label, centreXNm: xNm, centreYNm: yNm, outline, facts })),
  };
}

function around(cells: CellCache<Moo3Crystal[]>, i: number, j: number, reach: number): Moo3Crystal[] {
  const found: Moo3Crystal[] = [];
  for (let dj = -reach; dj <= reach; dj++)
    for (let di = -reach; di <= reach; di++) found.push(...cells.at(i + di, j + dj));
  return found;
}

function yields(one: Moo3Crystal, other: Moo3Crystal): boolean {
  return other.rank > one.rank && comeNear(one.outline, other.outline, gapNm);
}

function covers({ bounds, outline }: Moo3Crystal, x: number, y: number): boolean {
  return (
    x >= bounds.leastXNm &&
    x <= bounds.mostXNm &&
    y >= bounds.leastYNm &&
    y <= bounds.mostYNm &&
    isInside(outline, x, y)
  );
}

/** A rod along [001], its ends cut at the corners. */
function rod(place: readonly [number, number], draw: Draw, sizes: Moo3Sizes, film: Material): Moo3Crystal {
  const lengthNm = between(sizes.leastRodNm, sizes.mostRodNm, draw(3));
  const { leastAspectRatio, mostAspectRatio } = sizes;
  const aspectRatio = leastAspectRatio + (mostAspectRatio - leastAspectRatio) * draw(4);
  const widthNm = lengthNm / aspectRatio;
  const angleDeg = 180 * draw(5);
  const cut = 0.25 * widthNm * draw(6);
  const [l, w] = [lengthNm / 2, widthNm / 2];
  const corners = [
    [l - cut, -w],
    [l, cut - w],
    [l, w - cut],
    [l - cut, w],
    [cut - l, w],
    [-l, w - cut],
    [-l, cut - w],
    [cut - l, -w],
  ] as const;
  const outline = aroundCentre(...place, polar(corners, angleDeg));
  const thicknessNm = Math.min(100, Math.max(20, 0.4 * widthNm));
  const facts = { phase: "MoO3", lengthNm, widthNm, aspectRatio, angleDeg, thicknessNm };
  return finished("rod", place, outline, facts, angleDeg, draw(7), film);
}

/** A plate: five to eight corners on an ellipse. */
function plate(place: readonly [number, number], draw: Draw, sizes: Moo3Sizes, film: Material): Moo3Crystal {
  const diameterNm = between(sizes.leastPlateNm, sizes.mostPlateNm, draw(3));
  const roundness = 0.7 + 0.3 * draw(4);
  const angleDeg = 180 * draw(5);
  const corners = 5 + Math.floor(4 * draw(6));
  const rim = Array.from({ length: corners }, (_, k) => {
    const angle = ((2 * Math.PI) / corners) * (k + 0.5 * (draw(10 + k) - 0.5));
    return [(diameterNm / 2) * Math.cos(angle), ((roundness * diameterNm) / 2) * Math.sin(angle)] as const;
  });
  const outline = aroundCentre(...place, polar(rim, angleDeg));
  const thicknessNm = 20 + 40 * draw(8);
  const facts = { phase: "MoO3", diameterNm, roundnessRatio: roundness, angleDeg, thicknessNm };
  return finished("plate", place, outline, facts, angleDeg, draw(7), film);
}

function finished(
  label: "rod" | "plate",
  [xNm, yNm]: readonly [number, number],
  outline: Outline,
  facts: { readonly thicknessNm: number } & Readonly<Record<string, string | number>>,
  angleDeg: number,
  rank: number,
  film: Material,
): Moo3Crystal {
  const { molybdenumTrioxide } = crystalLattices;
  const crystal = crystalline(molybdenumTrioxide, facts.thicknessNm, flatOn010(angleDeg), { isInColumns: false });
  return { label, xNm, yNm, outline, bounds: boundsOf(outline), facts, material: onFilm(crystal, film), rank };
}

/** Takes b of the crystal to the beam and c to a direction in the plane. */
function flatOn010(angleDeg: number): Rotation {
  const angle = (angleDeg * Math.PI) / 180;
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  // Columns: where a, b and c go; a = b x c.
  return [-y, 0, x, x, 0, y, 0, 1, 0];
}

function polar(corners: readonly (readonly [number, number])[], angleDeg: number): [number, number][] {
  return corners.map(([x, y]) => [Math.hypot(x, y), Math.atan2(y, x) + (angleDeg * Math.PI) / 180]);
}

function between(least: number, most: number, share: number): number {
  return least * (most / least) ** share;
}
