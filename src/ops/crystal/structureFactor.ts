import type { Vec3 } from "../../core/vector3.js";
import { atomicNumber } from "./atomicNumber.js";
import type { AtomSite } from "./atomSites.js";
import { type Centring, centringTranslations, isReflection } from "./reflections.js";

/** Radius of hydrogen's first orbit, in nm. Source: CODATA 2018. */
const bohrNm = 0.0529177210903;

/**
 * Scattering factor of an atom for electrons, in nm, by Lenz's screened charge: 2 Z / (a0 (q² + 1 / R²)) with R = a0 / Z^(1/3).
 *
 * Good to some tens of percent: it orders bands by strength, and does not stand for measured intensities.
 * Source: F. Lenz, Z. Naturforsch. 9a (1954) 185; Reimer and Kohl, Transmission Electron Microscopy, ch. 5.
 *
 * @param spacingNm distance of the planes; q is 2 pi over it
 */
export function scatteringFactorNm(element: string, spacingNm: number): number {
  const z = atomicNumber(element);
  const q = (2 * Math.PI) / spacingNm;
  const screening = z ** (1 / 3) / bohrNm;
  return (2 * z) / (bohrNm * (q * q + screening * screening));
}

/**
 * The absolute structure factor of a plane for electrons, in nm, of the atoms of a cell without those that centring adds; 0 where it does not reflect.
 *
 * Errors: E_INDEX for an element that is not known. Cost: O(atoms).
 */
export function structureFactorNm(
  hkl: Vec3,
  spacingNm: number,
  sites: readonly AtomSite[],
  centring: Centring,
): number {
  if (!isReflection(hkl, centring)) return 0;
  let [re, im] = [0, 0];
  for (const { element, at, occupancy = 1 } of sites) {
    const phase = 2 * Math.PI * (hkl[0] * at[0] + hkl[1] * at[1] + hkl[2] * at[2]);
    const f = occupancy * scatteringFactorNm(element, spacingNm);
    re += f * Math.cos(phase);
    im += f * Math.sin(phase);
  }
  const size = Math.hypot(re, im) * centringTranslations(centring).length;
  // What cancels by symmetry leaves rounding, which must not pass for a weak reflection.
  return size < 1e-9 ? 0 : size;
}
