import type { Vec3 } from "../../core/vector3.js";

/** How the lattice is centred, or a structure with a rule of its own: diamond, hexagonal close packing. */
export const centrings = ["P", "I", "F", "A", "B", "C", "R", "diamond", "hcp"] as const;

/** One of the centrings; R is in hexagonal axes, obverse. */
export type Centring = (typeof centrings)[number];

const even = (n: number) => n % 2 === 0;

const rules: Readonly<Record<Centring, (hkl: Vec3) => boolean>> = {
  P: () => true,
  I: ([h, k, l]) => even(h + k + l),
  F: ([h, k, l]) => even(h + k) && even(k + l),
  A: ([, k, l]) => even(k + l),
  B: ([h, , l]) => even(h + l),
  C: ([h, k]) => even(h + k),
  R: ([h, k, l]) => (-h + k + l) % 3 === 0,
  diamond: ([h, k, l]) => even(h + k) && even(k + l) && (!even(h) || (h + k + l) % 4 === 0),
  hcp: ([h, k, l]) => (h + 2 * k) % 3 !== 0 || even(l),
};

/**
 * Whether a plane reflects at all by the centring of the lattice, or by the rule of diamond or of hexagonal close packing.
 *
 * Source: International Tables for Crystallography A, section 2.2.13; for diamond and hcp the structure factor of their two atoms.
 *
 * @example
 * isReflection([2, 2, 2], "diamond"); // false
 */
export function isReflection(hkl: Vec3, centring: Centring): boolean {
  return rules[centring](hkl);
}

/** The translations of a centred lattice within its cell, in parts of the edges; diamond is F and hcp is P. */
export function centringTranslations(centring: Centring): readonly Vec3[] {
  const half = 1 / 2;
  const inner: Readonly<Record<Centring, readonly Vec3[]>> = {
    P: [],
    hcp: [],
    I: [[half, half, half]],
    F: [
      [0, half, half],
      [half, 0, half],
      [half, half, 0],
    ],
    diamond: [
      [0, half, half],
      [half, 0, half],
      [half, half, 0],
    ],
    A: [[0, half, half]],
    B: [[half, 0, half]],
    C: [[half, half, 0]],
    R: [
      [2 / 3, 1 / 3, 1 / 3],
      [1 / 3, 2 / 3, 2 / 3],
    ],
  };
  return [[0, 0, 0], ...inner[centring]];
}
