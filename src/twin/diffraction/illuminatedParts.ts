import { EmError } from "../../core/error.js";
import type { Material } from "../specimens/specimen.js";
import type { IlluminatedPart } from "./diffractionPattern.js";

/** The square of the specimen that the beam illuminates. */
export interface IlluminatedArea {
  readonly centreXNm: number;
  readonly centreYNm: number;
  /** Width of the square; 0 for a point. */
  readonly fovNm: number;
}

/** How often a side is looked at. @unitless */
const looksPerSide = 5;

/**
 * What an illuminated area consists of: 5 x 5 looks, of which those at the same crystal or phase become one part with their mean thickness.
 *
 * Errors: BadOption for an area that is none. Cost: 25 looks.
 */
export function illuminatedParts(
  materialAt: (xNm: number, yNm: number) => Material | undefined,
  { centreXNm, centreYNm, fovNm }: IlluminatedArea,
): IlluminatedPart[] {
  if (!(fovNm >= 0 && [fovNm, centreXNm, centreYNm].every(Number.isFinite)))
    throw new EmError("BadOption", `an area of ${fovNm} nm at ${centreXNm}, ${centreYNm} nm cannot be illuminated`, {
      fix: "Give finite numbers, fovNm from 0 nm up.",
    });
  const looks = fovNm === 0 ? 1 : looksPerSide;
  const groups = new Map<string, (Material | undefined)[]>();
  for (let j = 0; j < looks; j++)
    for (let i = 0; i < looks; i++) {
      const [u, v] = [(i + 0.5) / looks - 0.5, (j + 0.5) / looks - 0.5];
      const material = materialAt(centreXNm + u * fovNm, centreYNm + v * fovNm);
      const key = keyOf(material);
      groups.set(key, [...(groups.get(key) ?? []), material]);
    }
  return [...groups.values()].map((group) => ({
    material: withMeanThickness(group),
    areaFraction: group.length / looks ** 2,
  }));
}

/** The same for places that diffract alike. */
function keyOf(material: Material | undefined): string {
  if (!material) return "";
  const turn = material.crystal?.rotation.map((value) => value.toFixed(6)).join(" ") ?? "amorphous";
  return `${material.phase} ${material.crystal?.lattice.name} ${turn}`;
}

function withMeanThickness(group: readonly (Material | undefined)[]): Material | undefined {
  const [first] = group;
  if (!first) return undefined;
  const thicknessNm = group.reduce((sum, material) => sum + material!.thicknessNm, 0) / group.length;
  return { ...first, thicknessNm };
}
