import { known, placeholder } from "../parameter.js";
import { columnId, siteBase } from "../sample/siteHash.js";
import { buckle } from "./buckle.js";
import { ColumnList, noColumns, visitColumns } from "./columnList.js";
import { goldKinds, kindOfGold } from "./goldColumns.js";
import { goldParticles, type Particle } from "./goldParticles.js";
import { carbonFilm, onFilm } from "./material.js";
import { canListColumns, checkColumnRegion, overlapOf } from "./region.js";
import { bungeEuler } from "./rotation.js";
import type { SpecimenRegion, SpecimenTruth } from "./specimen.js";
import { type SpecimenBody, specimenMaker } from "./specimenMaker.js";
import type { ChosenOptions } from "./specimenOptions.js";
import { barAt, supportParameters, windowRadiusUm } from "./supportGrid.js";

const options = {
  placeNm: {
    parameter: placeholder(12, "distance of the places at which a particle may have formed"),
    min: 8,
    max: 200,
  },
  coveragePercent: { parameter: placeholder(50, "places that have a particle"), min: 0, max: 100 },
  onZonePercent: {
    parameter: placeholder(40, "particles that lie on a facet, a zone axis along the beam"),
    min: 0,
    max: 100,
  },
  leastDiameterNm: { parameter: known(2, "evaporated gold islands are 2 to 8 nm wide"), min: 0.5, max: 8 },
  mostDiameterNm: { parameter: known(8, "evaporated gold islands are 2 to 8 nm wide"), min: 0.5, max: 8 },
  filmNm: { parameter: known(5, "thin carbon films are 3 to 5 nm thick"), min: 1, max: 100 },
  buckleNm: { parameter: supportParameters.buckleNm, min: 0, max: 1000 },
};

/** Gold particles on a carbon film, many of them on a zone axis. */
export const goldSpecimen = specimenMaker({
  name: "au-nanoparticles",
  description: "Gold particles of 2 to 8 nm on a carbon film; those on a zone axis show their atoms.",
  options,
  body: goldBody,
});

function goldBody(chosen: ChosenOptions<typeof options> & { seed: number }): SpecimenBody {
  const { seed } = chosen;
  const film = carbonFilm(chosen.filmNm);
  const particles = goldParticles(chosen);
  const columns = (region: SpecimenRegion) => {
    checkColumnRegion(region, columnsPerNm2);
    const list = new ColumnList(goldKinds);
    for (const particle of particles.in(region)) addParticle(list, particle, region, seed);
    return list.columns();
  };
  return {
    radiusUm: windowRadiusUm,
    zoneTilt: { alphaDeg: 0, betaDeg: 0 },
    typicalFovNm: 40,
    columnsPerNm2,
    heightNm: buckle(seed, chosen.buckleNm, supportParameters.buckleWavelengthUm.value * 1000),
    materialAt(x, y) {
      const particle = particles.at(x, y);
      return barAt(x, y) ?? (particle ? onFilm(particle.materialAt(x, y), film) : film);
    },
    columns,
    truth: (region) => ({
      ...{ specimen: "au-nanoparticles", seed },
      columns: canListColumns(region, columnsPerNm2) ? columns(region) : noColumns(),
      objects: particles.in(region).map(particleObject),
    }),
  };
}

/** Along [111] the columns of gold stand closest. */
const columnsPerNm2 = (3 * 4) / (Math.sqrt(3) * 0.4078 ** 2);

function addParticle(list: ColumnList, particle: Particle, region: SpecimenRegion, seed: number): void {
  const shared = overlapOf(region, particle.bounds);
  const { plane, zone } = particle;
  if (!plane || !zone || !shared) return;
  const base = siteBase(seed, `gold particle ${particle.xNm} ${particle.yNm}`);
  visitColumns(plane, shared, (i, j, site, x, y) => {
    const kind = kindOfGold(zone, particle.thicknessNmAt(x, y));
    if (kind !== undefined) list.add(x, y, kind, columnId(base, i, j, site, 4));
  });
}

function particleObject(particle: Particle): SpecimenTruth["objects"][number] {
  return {
    label: "particle",
    centreXNm: particle.xNm,
    centreYNm: particle.yNm,
    outline: particle.outline,
    facts: {
      ...{ phase: "Au", diameterNm: particle.diameterNm, ...bungeEuler(particle.rotation) },
      zone: particle.zone ?? "none",
    },
  };
}
