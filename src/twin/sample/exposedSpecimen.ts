import { stacked } from "../specimens/material.js";
import type { Material, SpecimenColumns, SpecimenRegion, TwinSpecimen } from "../specimens/specimen.js";
import { type DoseAt, damagedColumns } from "./damage.js";
import type { HydrocarbonLayer } from "./hydrocarbonLayer.js";
import { type ReductionSettings, reducedFraction } from "./reduction.js";
import { sampleParameters } from "./sampleParameters.js";

/** What the beam has done to a specimen so far. */
export interface ExposureHistory {
  /** The dose that a place has had. */
  readonly doseAt: DoseAt;
  /** The carbon that has grown on it; left out for none. */
  readonly layer?: Pick<HydrocarbonLayer, "thicknessNmAt">;
  /** Density of that carbon; as in sampleParameters where it is left out. @unitless */
  readonly layerAtomsPerNm3?: number;
  readonly reduction?: Pick<ReductionSettings, "reductionDoseEPerA2">;
}

/**
 * A specimen as the beam has left it: damaged columns, reduced oxides, amorphised crystals, and the layer of carbon on it.
 *
 * It looks at the history whenever it is asked, so one is made once, and later doses show by themselves.
 */
export function exposedSpecimen(specimen: TwinSpecimen, history: ExposureHistory): TwinSpecimen {
  const columns = (region: SpecimenRegion): SpecimenColumns =>
    damagedColumns(specimen.columns(region), history.doseAt, specimen.seed);
  return {
    ...specimen,
    heightNm: (x, y) => specimen.heightNm(x, y),
    materialAt: (x, y) => exposedMaterial(specimen.materialAt(x, y), x, y, history),
    columns,
    truth(region) {
      const before = specimen.truth(region);
      return { ...before, columns: damagedColumns(before.columns, history.doseAt, specimen.seed) };
    },
  };
}

function exposedMaterial(
  material: Material | undefined,
  xNm: number,
  yNm: number,
  history: ExposureHistory,
): Material | undefined {
  if (material === undefined) return undefined;
  const doseEPerA2 = history.doseAt(xNm, yNm);
  const beamed = doseEPerA2 > 0 ? changedBy(doseEPerA2, material, history) : material;
  const thicknessNm = history.layer?.thicknessNmAt(xNm, yNm) ?? 0;
  if (!(thicknessNm > 0)) return beamed;
  const perNm3 = history.layerAtomsPerNm3 ?? sampleParameters.layerAtomsPerNm3.value;
  const carbon = { thicknessNm, atomsPerNm3: { C: perNm3 } };
  return {
    ...beamed,
    ...stacked(beamed, carbon),
    smooth: beamed.smooth === undefined ? carbon : stacked(beamed.smooth, carbon),
  };
}

function changedBy(doseEPerA2: number, material: Material, history: ExposureHistory): Material {
  const isAmorphous = doseEPerA2 >= (material.amorphousDoseEPerA2 ?? Infinity);
  if (!isAmorphous && material.reducedFraction === undefined) return material;
  const { thicknessNm, atomsPerNm3 } = material;
  return {
    ...material,
    ...(isAmorphous
      ? { phase: `amorphous ${material.phase}`, crystal: undefined, smooth: { thicknessNm, atomsPerNm3 } }
      : {}),
    ...(material.reducedFraction === undefined
      ? {}
      : { reducedFraction: reducedFraction(doseEPerA2, material.reducedFraction, history.reduction) }),
  };
}
