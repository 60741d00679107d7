import { known, type ParameterGroup } from "../parameter.js";
import { densities } from "./crystalLattice.js";
import type { Rotation } from "./rotation.js";
import type { CrystalLattice, Material } from "./specimen.js";

/** What amorphous carbon and the bars of the grid are like. */
export const materialParameters = {
  carbonAtomsPerNm3: known(100, "amorphous carbon of 2.0 g/cm3, Robertson, Mater. Sci. Eng. R 37 (2002) 129"),
  copperAtomsPerNm3: known(84.9, "copper of 8.96 g/cm3"),
} as const satisfies ParameterGroup;

const carbonPerNm3 = Object.freeze({ C: materialParameters.carbonAtomsPerNm3.value });
const copperPerNm3 = Object.freeze({ Cu: materialParameters.copperAtomsPerNm3.value });

/** What lies over or under another thing: a thickness of it. */
type Layer = Pick<Material, "thicknessNm" | "atomsPerNm3">;

/** A film of amorphous carbon. */
export function carbonFilm(thicknessNm: number, phase = "carbon film"): Material {
  return amorphous(phase, thicknessNm, carbonPerNm3);
}

/** A bar of the copper grid: nothing comes through. */
export function gridBar(thicknessNm: number): Material {
  return amorphous("grid bar", thicknessNm, copperPerNm3);
}

/** Something in which no columns are seen. */
export function amorphous(phase: string, thicknessNm: number, atomsPerNm3: Readonly<Record<string, number>>): Material {
  return Object.freeze({ phase, thicknessNm, atomsPerNm3, smooth: { thicknessNm, atomsPerNm3 } });
}

/** A crystal; `isInColumns` tells whether the specimen lists its columns. */
export function crystalline(
  lattice: CrystalLattice,
  thicknessNm: number,
  rotation: Rotation,
  { isInColumns, ...rest }: { readonly isInColumns: boolean } & Partial<Material>,
): Material {
  const atomsPerNm3 = rest.atomsPerNm3 ?? densitiesOnce(lattice);
  const smooth = isInColumns ? undefined : { thicknessNm, atomsPerNm3 };
  return Object.freeze({
    phase: lattice.name,
    thicknessNm,
    atomsPerNm3,
    crystal: { lattice, rotation },
    smooth,
    ...rest,
  });
}

const alreadyCounted = new WeakMap<CrystalLattice, Readonly<Record<string, number>>>();

function densitiesOnce(lattice: CrystalLattice): Readonly<Record<string, number>> {
  let perNm3 = alreadyCounted.get(lattice);
  if (perNm3 === undefined) {
    perNm3 = densities(lattice);
    alreadyCounted.set(lattice, perNm3);
  }
  return perNm3;
}

/** A material on a film: named after the material, with the atoms of both over their joint thickness. */
export function onFilm(material: Material, film: Layer): Material {
  const { thicknessNm, atomsPerNm3 } = stacked(material, film);
  const smooth = material.smooth === undefined ? film : stacked(material.smooth, film);
  return Object.freeze({ ...material, thicknessNm, atomsPerNm3, smooth });
}

/** Two layers as one. */
export function stacked(a: Layer, b: Layer): Layer {
  const thicknessNm = a.thicknessNm + b.thicknessNm;
  const atomsPerNm3: Record<string, number> = {};
  for (const { atomsPerNm3: perNm3, thicknessNm: part } of [a, b]) {
    for (const element in perNm3) {
      atomsPerNm3[element] = (atomsPerNm3[element] ?? 0) + (perNm3[element] * part) / thicknessNm;
    }
  }
  return { thicknessNm, atomsPerNm3 };
}
