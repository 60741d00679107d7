import { placeholder } from "../parameter.js";
import { columnId, siteBase } from "../sample/siteHash.js";
import { buckle } from "./buckle.js";
import { ColumnList, noColumns, visitColumns } from "./columnList.js";
import { type CrossSection, crossSection, lamellaParameters, layerObject } from "./crossSection.js";
import { crystalLattices, densities } from "./crystalLattice.js";
import { lamellaOptions } from "./lamellaOptions.js";
import { crystalline } from "./material.js";
import { misTilt, tiltedBack } from "./misTilt.js";
import { type MixedInterface, mixedInterface } from "./mixedInterface.js";
import { mixedColumns } from "./perovskiteColumns.js";
import { canListColumns, checkColumnRegion } from "./region.js";
import { composed, type Rotation, rotationAbout } from "./rotation.js";
import type { Material, SpecimenRegion, SpecimenTruth } from "./specimen.js";
import { type SpecimenBody, specimenMaker } from "./specimenMaker.js";
import type { ChosenOptions } from "./specimenOptions.js";
import { crossingPlane, projectAlong, turned } from "./zoneProjection.js";

const options = {
  ...lamellaOptions,
  roughnessNm: { parameter: placeholder(0.39, "one cell: the interface has steps"), min: 0, max: 5 },
  terraceNm: {
    parameter: placeholder(5, "distance along the interface over which it goes up or down"),
    min: 0.5,
    max: 1000,
  },
  intermixingNm: { parameter: placeholder(0.4, "one cell from 10 to 90 % of La and Mn"), min: 0, max: 5 },
};

/** A film of LaMnO3 on SrTiO3, edge on along [001]: atoms, an interface that is rough and mixed, and two valences. */
export const stoLmoSpecimen = specimenMaker({
  name: "sto-lmo",
  description: "The interface of SrTiO3 and LaMnO3 along [001], rough and intermixed by about a cell.",
  options,
  body: stoLmoBody,
});

const { strontiumTitanate, lanthanumManganite } = crystalLattices;
const alongC = { across: [1, 0, 0], up: [0, 1, 0], along: [0, 0, 1] } as const;
const substrate = projectAlong(strontiumTitanate, alongC);
const film = projectAlong(lanthanumManganite, alongC);
const columnsPerNm2 = substrate.columns.length / strontiumTitanate.cell.aNm ** 2;

function stoLmoBody(chosen: ChosenOptions<typeof options> & { seed: number }): SpecimenBody {
  const { seed, thicknessNm, filmNm, rotationDeg } = chosen;
  const zoneTilt = misTilt(seed, chosen.misTiltDeg);
  const section = crossSection(rotationDeg, filmNm, thicknessNm);
  const lie = composed(tiltedBack(zoneTilt), rotationAbout("z", rotationDeg));
  const mixing = mixedInterface({ ...chosen, centreNm: -strontiumTitanate.cell.aNm / 4 });
  const materials = mixtures(thicknessNm, turned(substrate, lie));
  const columns = (region: SpecimenRegion) => {
    checkColumnRegion(region, columnsPerNm2);
    return sectionColumns(region, section, lie, chosen, mixing);
  };
  return {
    ...{ radiusUm: section.radiusUm, zoneTilt, typicalFovNm: 12, columnsPerNm2, columns },
    heightNm: buckle(seed, chosen.buckleNm, lamellaParameters.buckleWavelengthUm.value * 1000),
    materialAt(x, y) {
      const [growth, along] = section.coordinates(x, y);
      const around = section.around(growth, along);
      if (around !== undefined) return around ?? undefined;
      return materials[Math.round(mixing.filmFraction(growth, along) * (materials.length - 1))];
    },
    truth: (region) => ({
      ...{ specimen: "sto-lmo", seed },
      columns: canListColumns(region, columnsPerNm2) ? columns(region) : noColumns(),
      objects: layers(section, filmNm, chosen),
    }),
  };
}

/** SrTiO3 with none to all of it replaced by LaMnO3, in steps of a twentieth. */
function mixtures(thicknessNm: number, rotation: Rotation): Material[] {
  const steps = 20;
  return Array.from({ length: steps + 1 }, (_, k) => {
    const share = k / steps;
    const isFilm = share >= 0.5;
    const atomsPerNm3: Record<string, number> = {};
    for (const [part, crystal] of [
      [1 - share, strontiumTitanate],
      [share, lanthanumManganite],
    ] as const) {
      for (const [element, perNm3] of Object.entries(densities(crystal))) {
        if (part > 0) atomsPerNm3[element] = (atomsPerNm3[element] ?? 0) + part * perNm3;
      }
    }
    return crystalline(isFilm ? lanthanumManganite : strontiumTitanate, thicknessNm, rotation, {
      ...{ isInColumns: true, atomsPerNm3 },
      ...(isFilm ? { eelsReference: "Mn3+" } : { eelsReference: "Ti4+", reducedFraction: 0 }),
    });
  });
}

function sectionColumns(
  region: SpecimenRegion,
  section: CrossSection,
  lie: Rotation,
  { seed, thicknessNm }: { readonly seed: number; readonly thicknessNm: number },
  mixing: MixedInterface,
) {
  const mixed = mixedColumns(thicknessNm, seed);
  const list = new ColumnList(mixed.kinds);
  for (const [projection, isFilm] of [
    [substrate, false],
    [film, true],
  ] as const) {
    const base = siteBase(seed, isFilm ? "LaMnO3" : "SrTiO3");
    const plane = crossingPlane(projection, turned(projection, lie), [0, 0]);
    visitColumns(plane, region, (i, j, site, x, y) => {
      // Cells before the interface are of the substrate's lattice, cells behind it of the film's.
      if (i >= 0 !== isFilm) return;
      const [growth, along] = section.coordinates(x, y);
      if (section.around(growth, along) !== undefined) return;
      const id = columnId(base, i, j, site, 4);
      list.add(x, y, mixed.kindOf(site, id, mixing.filmFraction(growth, along)), id);
    });
  }
  return list.columns();
}

function layers(
  section: CrossSection,
  filmNm: number,
  { roughnessNm, intermixingNm, thicknessNm }: { roughnessNm: number; intermixingNm: number; thicknessNm: number },
): SpecimenTruth["objects"] {
  const depthNm = lamellaParameters.depthNm.value;
  return [
    layerObject(section, "SrTiO3", [-depthNm, 0], { thicknessNm }),
    layerObject(section, "LaMnO3", [0, filmNm], { thicknessNm, roughnessNm, intermixingNm }),
  ];
}
