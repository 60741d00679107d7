import { electronWavelengthNm } from "../../core/electronWavelength.js";
import { unit, type Vec3 } from "../../core/vector3.js";
import { primitiveDirections } from "../crystal/integerDirection.js";
import { planeVector } from "../crystal/lattice.js";
import type { Phase } from "../crystal/phase.js";
import { isReflection } from "../crystal/reflections.js";
import { structureFactorNm } from "../crystal/structureFactor.js";

/** The Kikuchi band of a plane; (hkl) and its opposite are one. */
export interface CrystalBand {
  /** The plane of the lowest order that reflects. @unitless */
  readonly hkl: Vec3;
  /** Unit vector along the crystal's Cartesian axes. @unitless */
  readonly normal: Vec3;
  /** Half the width of the band. */
  readonly braggDeg: number;
  /** From 0 to 1, of the strongest: |F| d, which orders what is seen. @unitless */
  readonly strength: number;
}

/** Which bands are given. */
export interface BandsOptions {
  readonly accelKv: number;
  /** Planes with no index above this one, before multiples. Default 3. @unitless */
  readonly maxIndex?: number;
  /** At most so many, the strongest. Default 24. @unitless */
  readonly maxBands?: number;
}

/**
 * The strongest Kikuchi bands of a phase: kinematic, by structure factor and spacing where the atoms are known, by spacing alone otherwise.
 *
 * Dynamic scattering and thickness are not in the strength: it says which bands to draw heavily, not how bright they are.
 * Errors: BadOption for a voltage that is none. Cost: O(maxIndex^3 x atoms), some ms.
 */
export function bandsOf(phase: Phase, { accelKv, maxIndex = 3, maxBands = 24 }: BandsOptions): CrystalBand[] {
  const wavelengthNm = electronWavelengthNm(accelKv);
  const found = primitiveDirections(maxIndex).flatMap((lowest) => {
    const band = lowestOrder(phase, lowest);
    if (!band || wavelengthNm > 2 * band.spacingNm) return [];
    const braggDeg = (Math.asin(wavelengthNm / (2 * band.spacingNm)) * 180) / Math.PI;
    return [{ hkl: band.hkl, normal: unit(planeVector(phase.lattice, band.hkl)), braggDeg, strength: band.strength }];
  });
  const strongest = found.reduce((most, { strength }) => Math.max(most, strength), 0);
  return found
    .map((band) => ({ ...band, strength: band.strength / strongest }))
    .sort((a, b) => b.strength - a.strength)
    .slice(0, maxBands);
}

/** The first multiple of a plane that reflects: (111) of copper, (220) where (110) is forbidden; undefined where none of the first four does. */
function lowestOrder(
  phase: Phase,
  lowest: Vec3,
): { readonly hkl: Vec3; readonly spacingNm: number; readonly strength: number } | undefined {
  for (let order = 1; order <= 4; order++) {
    const hkl: Vec3 = [lowest[0] * order, lowest[1] * order, lowest[2] * order];
    if (!isReflection(hkl, phase.centring)) continue;
    const spacingNm = 1 / Math.hypot(...planeVector(phase.lattice, hkl));
    if (phase.atoms.length === 0) return { hkl, spacingNm, strength: spacingNm ** 3 };
    const factorNm = structureFactorNm(hkl, spacingNm, phase.atoms, phase.centring);
    if (factorNm > 0) return { hkl, spacingNm, strength: factorNm * spacingNm };
  }
  return undefined;
}
