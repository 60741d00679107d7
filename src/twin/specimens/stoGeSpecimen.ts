import { placeholder } from "../parameter.js";
import { amorphisingDose } from "../sample/reduction.js";
import { sampleParameters } from "../sample/sampleParameters.js";
import { columnId, siteBase } from "../sample/siteHash.js";
import { buckle } from "./buckle.js";
import { ColumnList, columnKind, type KindOfColumn, noColumns, visitColumns } from "./columnList.js";
import { type CrossSection, crossSection, lamellaParameters, layerObject } from "./crossSection.js";
import { crystalLattices, densities } from "./crystalLattice.js";
import { lamellaOptions } from "./lamellaOptions.js";
import { amorphous, crystalline } from "./material.js";
import { misTilt, tiltedBack } from "./misTilt.js";
import { canListColumns, checkColumnRegion } from "./region.js";
import { composed, type Rotation, rotationAbout } from "./rotation.js";
import type { Material, SpecimenRegion, SpecimenTruth } from "./specimen.js";
import { type SpecimenBody, specimenMaker } from "./specimenMaker.js";
import type { ChosenOptions } from "./specimenOptions.js";
import { crossingPlane, projectAlong, thickColumn, turned } from "./zoneProjection.js";

const options = {
  ...lamellaOptions,
  firstPlaneNm: {
    parameter: placeholder(0.2, "half of the spacing of planes: the film begins over the interface"),
    min: 0,
    max: 1,
  },
  amorphousNm: { parameter: placeholder(0.5, "disordered oxide next to Ge before any dose"), min: 0, max: 3 },
};

/** A film of SrTiO3 on Ge, edge on along [100] and [110], with an amorphous band at the interface that grows with the dose. */
export const stoGeSpecimen = specimenMaker({
  name: "sto-ge",
  description: "The interface of SrTiO3 and Ge, with an amorphous band 0 to 3 nm wide that grows with the dose.",
  options,
  body: stoGeBody,
});

const { strontiumTitanate, germanium } = crystalLattices;
/** SrTiO3 grows on Ge (001) turned by 45 degrees: its [100] lies along [110] of Ge. Source: McKee et al., Science 293 (2001) 468. */
const film = projectAlong(strontiumTitanate, { across: [1, 0, 0], up: [0, 1, 0], along: [0, 0, 1] });
const substrate = projectAlong(germanium, { across: [0, 0, 1], up: [0.5, -0.5, 0], along: [0.5, 0.5, 0] });
const columnsPerNm2 = film.columns.length / strontiumTitanate.cell.aNm ** 2;
const mostBandNm = sampleParameters.amorphisedMostNm.value;
/** Steps in which the material of the band is told apart. */
const stepNm = 0.1;

function stoGeBody(chosen: ChosenOptions<typeof options> & { seed: number }): SpecimenBody {
  const { seed, thicknessNm, filmNm, rotationDeg, amorphousNm } = chosen;
  const zoneTilt = misTilt(seed, chosen.misTiltDeg);
  const section = crossSection(rotationDeg, filmNm, thicknessNm);
  const lie = composed(tiltedBack(zoneTilt), rotationAbout("z", rotationDeg));
  const ge = crystalline(germanium, thicknessNm, turned(substrate, lie), { isInColumns: true });
  const band = bandMaterials(thicknessNm, turned(film, lie), amorphousNm);
  const columns = (region: SpecimenRegion) => {
    checkColumnRegion(region, columnsPerNm2);
    return sectionColumns(region, section, lie, chosen);
  };
  return {
    ...{ radiusUm: section.radiusUm, zoneTilt, typicalFovNm: 12, columnsPerNm2, columns },
    heightNm: buckle(seed, chosen.buckleNm, lamellaParameters.buckleWavelengthUm.value * 1000),
    materialAt(x, y) {
      const [growth, along] = section.coordinates(x, y);
      const around = section.around(growth, along);
      if (around !== undefined) return around ?? undefined;
      return growth < 0 ? ge : band[Math.min(band.length - 1, Math.floor(growth / stepNm))];
    },
    truth: (region) => ({
      ...{ specimen: "sto-ge", seed },
      columns: canListColumns(region, columnsPerNm2) ? columns(region) : noColumns(),
      objects: layers(section, chosen),
    }),
  };
}

/** SrTiO3 from the interface on, in steps; the last is what the beam leaves crystalline. */
function bandMaterials(thicknessNm: number, rotation: Rotation, amorphousNm: number): Material[] {
  const oxide = { eelsReference: "Ti4+", reducedFraction: 0 };
  const steps = Math.round(mostBandNm / stepNm);
  return Array.from({ length: steps + 1 }, (_, k) => {
    const distanceNm = (k + 0.5) * stepNm;
    if (distanceNm < amorphousNm)
      return { ...amorphous("amorphous SrTiO3", thicknessNm, densities(strontiumTitanate)), ...oxide };
    const dose = amorphisingDose(distanceNm, amorphousNm);
    const amorphousDoseEPerA2 = Number.isFinite(dose) ? dose : undefined;
    return crystalline(strontiumTitanate, thicknessNm, rotation, { isInColumns: true, ...oxide, amorphousDoseEPerA2 });
  });
}

function sectionColumns(
  region: SpecimenRegion,
  section: CrossSection,
  lie: Rotation,
  chosen: ChosenOptions<typeof options> & { seed: number },
) {
  const { seed, amorphousNm, firstPlaneNm } = chosen;
  const kinds = columnKinds(chosen);
  const list = new ColumnList(kinds);
  const add = (isFilm: boolean, visit: (i: number, site: number, growth: number) => number | undefined) => {
    const projection = isFilm ? film : substrate;
    const angle = (section.rotationDeg * Math.PI) / 180;
    const startNm = isFilm ? firstPlaneNm : 0;
    const origin = [startNm * Math.cos(angle), startNm * Math.sin(angle)] as const;
    const base = siteBase(seed, projection.lattice.name);
    visitColumns(crossingPlane(projection, turned(projection, lie), origin), region, (i, j, site, x, y) => {
      const [growth, along] = section.coordinates(x, y);
      if (section.around(growth, along) !== undefined) return;
      const kind = visit(i, site, growth);
      if (kind !== undefined) list.add(x, y, kind, columnId(base, i, j, site, 4));
    });
  };
  add(false, (i, site) => (i < 0 ? site : undefined));
  add(true, (i, site, growth) =>
    i >= 0 && growth > amorphousNm ? substrate.columns.length + 4 * Math.min(i, bandRows) + site : undefined,
  );
  return list.columns();
}

/** Rows of cells that the band may come to take; all after them are of one kind. */
const bandRows = Math.ceil(mostBandNm / strontiumTitanate.cell.aNm);

/** Kinds of the substrate, then those of the film row by row from the interface. */
function columnKinds({ thicknessNm, amorphousNm, firstPlaneNm }: ChosenOptions<typeof options>): KindOfColumn[] {
  const ge = substrate.columns.map((column, sublattice) =>
    columnKind({ ...thickColumn(column, substrate.repeatNm, thicknessNm), sublattice, thicknessNm }),
  );
  const rows = Array.from({ length: bandRows + 1 }, (_, row) =>
    film.columns.map((column, sublattice) => {
      const distanceNm = firstPlaneNm + row * strontiumTitanate.cell.aNm + column.place[0];
      const amorphousDoseEPerA2 = row < bandRows ? amorphisingDose(distanceNm, amorphousNm) : Number.POSITIVE_INFINITY;
      const whole = thickColumn(column, film.repeatNm, thicknessNm);
      // An amorphised column is none any more: its atoms go into the even part of the material, at the same dose.
      return columnKind({
        ...whole,
        sublattice,
        thicknessNm,
        ...(Number.isFinite(amorphousDoseEPerA2) && { amorphousDoseEPerA2 }),
      });
    }),
  );
  return [...ge, ...rows.flat()];
}

function layers(
  section: CrossSection,
  { filmNm, amorphousNm, thicknessNm }: { filmNm: number; amorphousNm: number; thicknessNm: number },
): SpecimenTruth["objects"] {
  const bands: [string, number, number][] = [
    ["Ge", -lamellaParameters.depthNm.value, 0],
    ["amorphous SrTiO3", 0, amorphousNm],
    ["SrTiO3", amorphousNm, filmNm],
  ];
  return bands
    .filter(([, from, to]) => to > from)
    .map(([phase, from, to]) => layerObject(section, phase, [from, to], { thicknessNm }));
}
