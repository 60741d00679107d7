import { known, placeholder } from "../parameter.js";
import { buckle } from "./buckle.js";
import { ColumnList, noColumns, visitColumns } from "./columnList.js";
import { cellVolume, crystalLattices } from "./crystalLattice.js";
import { JitteredSites } from "./jitteredSites.js";
import { carbonFilm } from "./material.js";
import { misTilt } from "./misTilt.js";
import { mxeneColumnFate, mxeneKinds } from "./mxeneColumns.js";
import { type Flake, flakeField } from "./mxeneFlakes.js";
import { nanopores } from "./nanopores.js";
import { boundsOf, isInside } from "./polygon.js";
import { canListColumns, checkColumnRegion, overlapOf } from "./region.js";
import type { SpecimenRegion, SpecimenTruth } from "./specimen.js";
import { type SpecimenBody, specimenMaker } from "./specimenMaker.js";
import type { ChosenOptions } from "./specimenOptions.js";
import { barAt, supportParameters, windowRadiusUm } from "./supportGrid.js";

const options = {
  vacancyPercent: { parameter: placeholder(1, "titanium columns that HF etching leaves empty"), min: 0, max: 20 },
  adatomPercent: {
    parameter: placeholder(0.2, "titanium that was etched and came to rest on the flake"),
    min: 0,
    max: 5,
  },
  porePercent: { parameter: placeholder(0.3, "share of the area that etching has opened"), min: 0, max: 1 },
  poreRadiusNm: {
    parameter: placeholder(0.9, "radius of the largest pores; the smallest have a third of it"),
    min: 0.4,
    max: 5,
  },
  flakeRadiusUm: { parameter: known(3, "delaminated flakes are some um wide"), min: 0.5, max: 4 },
  neighbourPercent: { parameter: placeholder(50, "places 12 um apart that have a flake too"), min: 0, max: 100 },
  misTiltDeg: { parameter: known(0, "a flake lies flat: the first picture shows atoms"), min: 0, max: 20 },
  strandNm: { parameter: placeholder(150, "width of the strands of lacey carbon"), min: 10, max: 1000 },
  strandThicknessNm: { parameter: placeholder(30, "thickness of the strands of lacey carbon"), min: 1, max: 200 },
  holeUm: { parameter: placeholder(2.5, "distance between the holes of lacey carbon"), min: 0.5, max: 10 },
  buckleNm: { parameter: supportParameters.buckleNm, min: 0, max: 1000 },
};

/** Flakes of Ti3C2Tx MXene along [0001], one of them at the origin, on lacey carbon. */
export const mxeneSpecimen = specimenMaker({
  name: "mxene",
  description: "Flakes of Ti3C2Tx MXene on lacey carbon, with vacancies, adatoms and nanopores.",
  options,
  body: mxeneBody,
});

function mxeneBody(chosen: ChosenOptions<typeof options> & { seed: number }): SpecimenBody {
  const { seed, strandNm, holeUm } = chosen;
  const zoneTilt = misTilt(seed, chosen.misTiltDeg);
  const lacey = new JitteredSites(holeUm * 1000, 0.7, seed, "lacey carbon");
  const strand = carbonFilm(chosen.strandThicknessNm, "lacey carbon");
  const flakes = flakeField({ ...chosen, zoneTilt, strand });
  const pores = nanopores(seed, chosen.porePercent / 100, chosen.poreRadiusNm);
  const flakeAt = (x: number, y: number): Flake | undefined => {
    const flake = flakes.near(x, y);
    return flake && isInside(flake.outline, x, y) && !pores.isIn(x, y) ? flake : undefined;
  };
  const isStrand = (x: number, y: number) => {
    const { distanceNm, secondDistanceNm } = lacey.nearest(x, y);
    return secondDistanceNm - distanceNm < strandNm;
  };
  const fate = mxeneColumnFate(seed, chosen.vacancyPercent / 100, chosen.adatomPercent / 100);
  const columnsOf = (region: SpecimenRegion) => {
    checkColumnRegion(region, columnsPerNm2);
    const list = new ColumnList(mxeneKinds);
    for (const flake of flakes.in(region)) {
      const shared = overlapOf(region, flake.bounds);
      if (!shared) continue;
      visitColumns(flake.plane, shared, (i, j, site, x, y) => {
        if (!isInside(flake.outline, x, y) || pores.isIn(x, y)) return;
        const { kind, id } = fate(flake.idBase, i, j, site);
        list.add(x, y, kind, id);
      });
    }
    return list.columns();
  };
  return {
    radiusUm: windowRadiusUm,
    zoneTilt,
    typicalFovNm: 10,
    columnsPerNm2,
    heightNm: buckle(seed, chosen.buckleNm, supportParameters.buckleWavelengthUm.value * 1000),
    materialAt(x, y) {
      const flake = flakeAt(x, y);
      if (flake) return isStrand(x, y) ? flake.onStrand : flake.free;
      return barAt(x, y) ?? (isStrand(x, y) ? strand : undefined);
    },
    columns: columnsOf,
    truth(region): SpecimenTruth {
      const found = flakes.in(region).map(flakeObject);
      const isSmall = canListColumns(region, columnsPerNm2);
      const holes = isSmall ? pores.in(region).filter(({ centreXNm: x, centreYNm: y }) => isOnFlake(flakes, x, y)) : [];
      return {
        specimen: "mxene",
        seed,
        columns: isSmall ? columnsOf(region) : noColumns(),
        objects: [...found, ...holes],
      };
    },
  };
}

/** Three columns in each plane cell. */
const columnsPerNm2 = (3 * crystalLattices.titaniumCarbide.cell.cNm) / cellVolume(crystalLattices.titaniumCarbide);

function isOnFlake(flakes: ReturnType<typeof flakeField>, x: number, y: number): boolean {
  const flake = flakes.near(x, y);
  return flake !== undefined && isInside(flake.outline, x, y);
}

function flakeObject(flake: Flake): SpecimenTruth["objects"][number] {
  const { leastXNm, mostXNm, leastYNm, mostYNm } = boundsOf(flake.outline);
  return {
    label: "flake",
    centreXNm: flake.xNm,
    centreYNm: flake.yNm,
    outline: flake.outline,
    facts: {
      phase: "Ti3C2O2",
      rotationDeg: flake.rotationDeg,
      widthNm: mostXNm - leastXNm,
      heightNm: mostYNm - leastYNm,
    },
  };
}
