import type { CrystalLattice } from "../specimens/specimen.js";
import { cellVectors, type Vector3 } from "./reciprocalLattice.js";
import { scatteringFactorNm, thermalFactor } from "./scatteringFactor.js";

/** A set of lattice planes that scatters. */
export interface Reflection {
  /** Miller's indices. @unitless */
  readonly hkl: readonly [number, number, number];
  /** Cartesian, a along x and c* along z, in 1/nm. @unitless */
  readonly g: Vector3;
  /** Length of g: one over the distance of the planes. */
  readonly lengthPerNm: number;
  /** Modulus of the structure factor of the cell over the volume of the cell, without relativity, in 1/nm^2. @unitless */
  readonly amplitude: number;
}

/** Structure factors below this share of the strongest are those of forbidden reflections: rounding. */
const forbiddenFraction = 1e-6;

const cache = new WeakMap<CrystalLattice, Map<string, readonly Reflection[]>>();

/**
 * Every allowed reflection of a crystal up to a length of g, the strongest first; kept for a lattice, so that a second call costs nothing.
 *
 * Cost: about 1 us for each reflection and atom of the cell. Kinematic structure factor with one thermal factor for all atoms.
 */
export function reflectionsOf(
  lattice: CrystalLattice,
  reachPerNm: number,
  debyeWallerNm2: number,
): readonly Reflection[] {
  const kept = cache.get(lattice) ?? new Map<string, readonly Reflection[]>();
  cache.set(lattice, kept);
  const key = `${reachPerNm} ${debyeWallerNm2}`;
  const known = kept.get(key);
  if (known) return known;
  const found = computeReflections(lattice, reachPerNm, debyeWallerNm2);
  kept.set(key, found);
  return found;
}

function computeReflections(lattice: CrystalLattice, reachPerNm: number, debyeWallerNm2: number): Reflection[] {
  const { reciprocal, direct, volume } = cellVectors(lattice);
  // h is at most |g| |a|, and so for the others.
  const [hMost, kMost, lMost] = direct.map((v) => Math.floor(reachPerNm * Math.hypot(...v)));
  const found: Reflection[] = [];
  for (let h = -hMost; h <= hMost; h++)
    for (let k = -kMost; k <= kMost; k++)
      for (let l = -lMost; l <= lMost; l++) {
        if (h === 0 && k === 0 && l === 0) continue;
        const g = [0, 1, 2].map((i) => h * reciprocal[0][i] + k * reciprocal[1][i] + l * reciprocal[2][i]);
        const lengthPerNm = Math.hypot(...g);
        if (lengthPerNm > reachPerNm) continue;
        const amplitude = structureFactor(lattice, [h, k, l], lengthPerNm, debyeWallerNm2) / volume;
        found.push({ hkl: [h, k, l], g: g as unknown as Vector3, lengthPerNm, amplitude });
      }
  found.sort((a, b) => b.amplitude - a.amplitude);
  const least = forbiddenFraction * (found[0]?.amplitude ?? 0);
  return found.filter(({ amplitude }) => amplitude > least);
}

function structureFactor(
  { atoms }: CrystalLattice,
  [h, k, l]: readonly [number, number, number],
  lengthPerNm: number,
  debyeWallerNm2: number,
): number {
  const factors = new Map<string, number>();
  let real = 0;
  let imaginary = 0;
  for (const { element, fractional } of atoms) {
    let f = factors.get(element);
    if (f === undefined) {
      f = scatteringFactorNm(element, lengthPerNm) * thermalFactor(lengthPerNm, debyeWallerNm2);
      factors.set(element, f);
    }
    const phase = 2 * Math.PI * (h * fractional[0] + k * fractional[1] + l * fractional[2]);
    real += f * Math.cos(phase);
    imaginary += f * Math.sin(phase);
  }
  return Math.hypot(real, imaginary);
}
