import type { Material } from "../../../src/twin/specimens/specimen.js";

const cellNm3 = 0.3905 ** 3;

/** Strontium titanate of a thickness. */
export const titanate = (thicknessNm: number, extra: Partial<Material> = {}): Material => ({
  phase: "SrTiO3",
  thicknessNm,
  atomsPerNm3: { Sr: 1 / cellNm3, Ti: 1 / cellNm3, O: 3 / cellNm3 },
  ...extra,
});

/** A material of one element. */
export const pure = (element: string, thicknessNm = 50): Material => ({
  phase: element,
  thicknessNm,
  atomsPerNm3: { [element]: 80 },
});

export const total = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

/** Energies of the local maxima of a spectrum. */
export function maximaEv(counts: ArrayLike<number>, firstEv: number, channelEv: number): number[] {
  const found: number[] = [];
  for (let i = 1; i < counts.length - 1; i++)
    if (counts[i]! > counts[i - 1]! && counts[i]! >= counts[i + 1]!) found.push(firstEv + i * channelEv);
  return found;
}
