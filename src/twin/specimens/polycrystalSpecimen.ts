import { known, placeholder } from "../parameter.js";
import { columnId, siteBase } from "../sample/siteHash.js";
import { buckle } from "./buckle.js";
import { ColumnList, columnKind, type KindOfColumn, noColumns, visitColumns } from "./columnList.js";
import { cubicProjections, cubicZones } from "./cubicZones.js";
import { type Grain, type GrainPhase, grainField } from "./grains.js";
import { boundsOf } from "./polygon.js";
import { canListColumns, checkColumnRegion, overlapOf } from "./region.js";
import { bungeEuler } from "./rotation.js";
import type { SpecimenColumns, SpecimenRegion, SpecimenTruth } from "./specimen.js";
import { type SpecimenBody, specimenMaker } from "./specimenMaker.js";
import type { ChosenOptions } from "./specimenOptions.js";
import { barAt, supportParameters, windowRadiusUm } from "./supportGrid.js";
import { thickColumn } from "./zoneProjection.js";

const options = {
  phase: { choice: "SrTiO3", of: ["SrTiO3", "Au"] },
  grainNm: {
    parameter: placeholder(50, "mean distance between grains of a sputtered and annealed film"),
    min: 5,
    max: 2000,
  },
  thicknessNm: {
    parameter: known(20, "thin against the grains, so that each goes through the film"),
    min: 1,
    max: 200,
  },
  columnsWithinDeg: {
    parameter: placeholder(1.5, "farther off a zone axis columns no longer stand apart in a film of some nm"),
    min: 0,
    max: 5,
  },
  buckleNm: { parameter: supportParameters.buckleNm, min: 0, max: 1000 },
};

/** A film of grains that are turned evenly in all ways; the stage at zoneTilt brings the one at the origin on a zone axis. */
export const polycrystalSpecimen = specimenMaker({
  name: "polycrystal",
  description:
    "A film of Voronoi grains, each with an orientation of its own, for diffraction and maps of orientations.",
  options,
  body: polycrystalBody,
});

function polycrystalBody(chosen: ChosenOptions<typeof options> & { seed: number }): SpecimenBody {
  const { seed, grainNm, thicknessNm } = chosen;
  const phase = chosen.phase as GrainPhase;
  const grains = grainField({ ...chosen, phase });
  const columnsPerNm2 = Math.max(...cubicZones.map((zone) => perNm2(phase, zone)));
  const kinds = zoneKinds(phase, thicknessNm);
  const columns = (region: SpecimenRegion): SpecimenColumns => {
    checkColumnRegion(region, columnsPerNm2);
    const list = new ColumnList(kinds);
    for (const grain of grains.in(region)) addGrain(list, grain, region);
    return list.columns();
  };
  const addGrain = (list: ColumnList, grain: Grain, region: SpecimenRegion): void => {
    const seen = grains.seenOf(grain);
    const shared = overlapOf(region, boundsOf(grains.outlineOf(grain)));
    if (!seen || !shared) return;
    const base = siteBase(seed, `grain ${grain.i} ${grain.j}`);
    visitColumns(seen.plane, shared, (i, j, site, x, y) => {
      const here = grains.at(x, y);
      // By name and not by identity: a grain may have been forgotten and made again.
      if (here.i !== grain.i || here.j !== grain.j || barAt(x, y)) return;
      list.add(x, y, seen.firstKind + site, columnId(base, i, j, site, 4));
    });
  };
  return {
    radiusUm: windowRadiusUm,
    zoneTilt: grains.zoneTilt,
    typicalFovNm: 6 * grainNm,
    columnsPerNm2,
    heightNm: buckle(seed, chosen.buckleNm, supportParameters.buckleWavelengthUm.value * 1000),
    materialAt: (x, y) => barAt(x, y) ?? grains.at(x, y).material,
    columns,
    truth: (region) => ({
      ...{ specimen: "polycrystal", seed },
      columns: canListColumns(region, columnsPerNm2) ? columns(region) : noColumns(),
      objects: grains.in(region).map((grain) => grainObject(grain, grains.outlineOf(grain), phase)),
    }),
  };
}

function perNm2(phase: GrainPhase, zone: (typeof cubicZones)[number]): number {
  const { lattice, columns, repeatNm, across, up } = cubicProjections[phase][zone];
  const cross = [
    across[1] * up[2] - across[2] * up[1],
    across[2] * up[0] - across[0] * up[2],
    across[0] * up[1] - across[1] * up[0],
  ];
  const areaNm2 = Math.hypot(...cross);
  if (!(repeatNm > 0) || !(areaNm2 > 0)) throw new RangeError(`${lattice.name} ${zone} has no plane cell`);
  return columns.length / areaNm2;
}

/** Columns of one zone after those of the other, each in the order of the projection. */
function zoneKinds(phase: GrainPhase, thicknessNm: number): KindOfColumn[] {
  return cubicZones.flatMap((zone) => {
    const { columns, repeatNm } = cubicProjections[phase][zone];
    return columns.map((column, sublattice) =>
      columnKind({ ...thickColumn(column, repeatNm, thicknessNm), sublattice, thicknessNm }),
    );
  });
}

function grainObject(grain: Grain, outline: readonly number[], phase: string): SpecimenTruth["objects"][number] {
  const { leastXNm, mostXNm, leastYNm, mostYNm } = boundsOf(outline);
  return {
    label: `grain ${grain.i} ${grain.j}`,
    centreXNm: grain.xNm,
    centreYNm: grain.yNm,
    outline,
    facts: {
      ...{ phase, ...bungeEuler(grain.rotation) },
      ...{ widthNm: mostXNm - leastXNm, heightNm: mostYNm - leastYNm },
      ...{ nearestZone: grain.zone, offZoneDeg: grain.offZoneDeg },
    },
  };
}
