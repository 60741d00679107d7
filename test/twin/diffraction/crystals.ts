import { diffractionParameters } from "../../../src/twin/diffraction/diffractionParameters.js";
import type { PatternView } from "../../../src/twin/diffraction/patternView.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import type { CrystalLattice, Material } from "../../../src/twin/specimens/specimen.js";

/** A cubic lattice from its sites. */
export function cubic(name: string, aNm: number, sites: readonly (readonly [string, number, number, number])[]) {
  const cell = { aNm, bNm: aNm, cNm: aNm, alphaDeg: 90, betaDeg: 90, gammaDeg: 90 };
  const atoms = sites.map(([element, x, y, z]) => ({ element, fractional: [x, y, z] as const }));
  return { name, cell, atoms } satisfies CrystalLattice;
}

const centred = [
  [0, 0, 0],
  [0.5, 0.5, 0],
  [0.5, 0, 0.5],
  [0, 0.5, 0.5],
] as const;

/** A face-centred crystal of one element. */
export const faceCentred = (element: string, aNm: number) =>
  cubic(
    element,
    aNm,
    centred.map((site) => [element, ...site] as const),
  );

/** Silicon: two face-centred lattices, a quarter of the diagonal apart. */
export const silicon = cubic(
  "Si",
  0.5431,
  centred.flatMap(([x, y, z]) => [["Si", x, y, z] as const, ["Si", x + 0.25, y + 0.25, z + 0.25] as const]),
);

export const titanate = cubic("SrTiO3", 0.3905, [
  ["Sr", 0, 0, 0],
  ["Ti", 0.5, 0.5, 0.5],
  ["O", 0.5, 0.5, 0],
  ["O", 0.5, 0, 0.5],
  ["O", 0, 0.5, 0.5],
]);

export const still = [1, 0, 0, 0, 1, 0, 0, 0, 1] as const;

/** A rotation about x, or about y. */
export function tilted(axis: "x" | "y", angleMrad: number): number[] {
  const [c, s] = [Math.cos(angleMrad * 1e-3), Math.sin(angleMrad * 1e-3)];
  return axis === "x" ? [1, 0, 0, 0, c, -s, 0, s, c] : [c, 0, s, 0, 1, 0, -s, 0, c];
}

export function crystalline(
  lattice: CrystalLattice,
  thicknessNm: number,
  rotation: readonly number[] = still,
): Material {
  return { phase: lattice.name, thicknessNm, atomsPerNm3: { Au: 59 }, crystal: { lattice, rotation } };
}

export function view(changes: Partial<PatternView> = {}): PatternView {
  const values = valuesOf(diffractionParameters);
  return {
    accelKv: 200,
    convergenceMrad: 0,
    sizePx: 257,
    reachMrad: 30,
    labFromSpecimen: still,
    values,
    ...changes,
  };
}

/** Sum and centre of the pixels within a radius of a place, in pixels. */
export function spotNear(pattern: ArrayLike<number>, sizePx: number, xPx: number, yPx: number, radiusPx = 3) {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = Math.ceil(yPx - radiusPx); y <= yPx + radiusPx; y++)
    for (let x = Math.ceil(xPx - radiusPx); x <= xPx + radiusPx; x++) {
      const value = pattern[y * sizePx + x] ?? 0;
      sum += value;
      sumX += value * x;
      sumY += value * y;
    }
  return { sum, xPx: sumX / sum, yPx: sumY / sum };
}

export const total = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
