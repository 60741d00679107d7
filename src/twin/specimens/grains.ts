import { siteUniforms } from "../sample/siteHash.js";
import { CellCache } from "./cellCache.js";
import {
  type CubicZone,
  cubicProjections,
  cubicZones,
  nearestZone,
  withZoneAlong,
  zoneDirection,
} from "./cubicZones.js";
import { JitteredSites } from "./jitteredSites.js";
import { crystalline } from "./material.js";
import { beamDirection } from "./misTilt.js";
import { clipped, type Outline } from "./polygon.js";
import { cellsIn } from "./region.js";
import { evenRotation, type Rotation, tiltTo, type Vector } from "./rotation.js";
import type { Material, SpecimenRegion } from "./specimen.js";
import { crossingPlane, type PlaneLattice } from "./zoneProjection.js";

/** What grains can be of. */
export type GrainPhase = keyof typeof cubicProjections;

/** One grain of a film. */
export interface Grain {
  /** Cell of the grid that its point was drawn in: what names it. @unitless */
  readonly i: number;
  /** @unitless */
  readonly j: number;
  readonly xNm: number;
  readonly yNm: number;
  /** From the crystal to the specimen. @unitless */
  readonly rotation: Rotation;
  readonly material: Material;
  /** The low-index zone axis nearest to the beam when the stage is at zoneTilt, and how far off it is. */
  readonly zone: CubicZone;
  readonly offZoneDeg: number;
}

/** The columns of a grain. */
export interface SeenGrain {
  readonly plane: PlaneLattice;
  /** @unitless */
  readonly firstKind: number;
}

/** A film of grains. */
export interface GrainField {
  readonly zoneTilt: { readonly alphaDeg: number; readonly betaDeg: number };
  at(xNm: number, yNm: number): Grain;
  in(region: SpecimenRegion): Grain[];
  outlineOf(grain: Grain): Outline;
  /** Its columns, where a zone axis is near enough for any to be seen, and the first of their kinds. */
  seenOf(grain: Grain): SeenGrain | undefined;
}

/** How far from its point a grain reaches, in cells, and so the others that it may border on. */
const reachCells = 1.5;
const neighbourCells = 3;

/** Grains that share a film: every place belongs to the grain whose point is nearest. */
export function grainField(film: {
  readonly seed: number;
  readonly phase: GrainPhase;
  readonly grainNm: number;
  readonly thicknessNm: number;
  readonly columnsWithinDeg: number;
}): GrainField {
  const { seed, phase, grainNm, columnsWithinDeg } = film;
  const points = new JitteredSites(grainNm, 1, seed, "grains");
  const uniform = siteUniforms(seed, "grain orientations");
  const rotationOf = (i: number, j: number) => evenRotation(uniform(i, j, 0), uniform(i, j, 1), uniform(i, j, 2));
  const zoneTilt = tiltToZone(rotationOf(0, 0));
  const beam = beamDirection(zoneTilt);
  const grains = new CellCache<Grain>((i, j) => {
    const [xNm, yNm] = points.siteOf(i, j);
    const rotation = rotationOf(i, j);
    const { zone, offDeg: offZoneDeg } = nearestZone(rotation, beam);
    const isInColumns = offZoneDeg <= columnsWithinDeg;
    const { lattice } = cubicProjections[phase][zone];
    const material = crystalline(lattice, film.thicknessNm, rotation, { isInColumns, ...oxide[phase] });
    return { i, j, xNm, yNm, rotation, material, zone, offZoneDeg };
  });
  return {
    zoneTilt,
    at(xNm, yNm) {
      const { i, j } = points.nearest(xNm, yNm);
      return grains.at(i, j);
    },
    in: (region) =>
      cellsIn(region, grainNm, 2)
        .filter(([i, j]) => touches(outlineOf(points, i, j), region))
        .map(([i, j]) => grains.at(i, j)),
    outlineOf: ({ i, j }) => outlineOf(points, i, j),
    seenOf: (grain) => (grain.offZoneDeg <= columnsWithinDeg ? seenAlong(phase, grain, beam) : undefined),
  };
}

/** What spectra and the beam make of the phases. */
const oxide: Readonly<Record<GrainPhase, Partial<Material>>> = {
  SrTiO3: { eelsReference: "Ti4+", reducedFraction: 0 },
  Au: {},
};

/** The tilts that bring the nearest low-index zone axis of a crystal along the beam. */
function tiltToZone(rotation: Rotation): { alphaDeg: number; betaDeg: number } {
  const { zone } = nearestZone(rotation, [0, 0, 1]);
  return tiltTo(zoneDirection(withZoneAlong(rotation, zone, [0, 0, 1]), zone));
}

function seenAlong(phase: GrainPhase, { zone, rotation, xNm, yNm }: Grain, beam: Vector): SeenGrain {
  const projections = cubicProjections[phase];
  const before = cubicZones.slice(0, cubicZones.indexOf(zone));
  const firstKind = before.reduce((count, other) => count + projections[other].columns.length, 0);
  const plane = crossingPlane(projections[zone], withZoneAlong(rotation, zone, beam), [xNm, yNm]);
  return { plane, firstKind };
}

/** The Voronoi cell of a point: what is left of a square around it when every neighbour has taken its side. */
function outlineOf(points: JitteredSites, i: number, j: number): number[] {
  const [x, y] = points.siteOf(i, j);
  const reach = reachCells * points.cellNm;
  let outline = [x - reach, y - reach, x + reach, y - reach, x + reach, y + reach, x - reach, y + reach];
  for (let dj = -neighbourCells; dj <= neighbourCells; dj++) {
    for (let di = -neighbourCells; di <= neighbourCells; di++) {
      if (di === 0 && dj === 0) continue;
      const [ox, oy] = points.siteOf(i + di, j + dj);
      outline = clipped(outline, ox - x, oy - y, (ox * ox + oy * oy - x * x - y * y) / 2);
    }
  }
  return outline;
}

/** Whether anything of a convex outline lies in a region. */
function touches(outline: Outline, { leastXNm, leastYNm, mostXNm, mostYNm }: SpecimenRegion): boolean {
  const left = clipped(clipped(outline, -1, 0, -leastXNm), 1, 0, mostXNm);
  return left.length > 0 && clipped(clipped(left, 0, -1, -leastYNm), 0, 1, mostYNm).length > 0;
}
