import { electronWavelengthNm, relativisticFactor } from "../../core/electronWavelength.js";
import type { Material } from "../specimens/specimen.js";
import type { PatternView } from "./patternView.js";
import { profileTotal, type RadialProfile } from "./radialProfile.js";
import { scatteringFactorNm } from "./scatteringFactor.js";

/** What an amorphous material scatters elastically. */
export interface AmorphousScattering {
  /** Share of the beam that is scattered. */
  readonly scatteredFraction: number;
  /** Where it goes: share of the beam per square milliradian. */
  readonly profile: RadialProfile;
}

/**
 * Elastic scattering of an amorphous material: that of its single atoms times the structure factor of hard spheres.
 *
 * Single scattering, with 1 - exp(-thickness / path) as its sum. Its rings lie within about 10 % of those measured for carbon.
 */
export function amorphousScattering(material: Material, view: PatternView): AmorphousScattering {
  const wavelengthNm = electronWavelengthNm(view.accelKv);
  const atoms = Object.entries(material.atomsPerNm3).filter(([, n]) => n > 0);
  const density = atoms.reduce((sum, [, n]) => sum + n, 0);
  const gamma2 = relativisticFactor(view.accelKv) ** 2;
  const structure = hardSphereStructure(density, view.values.packingFraction);
  // Per steradian, turned into per square milliradian.
  const single: RadialProfile = (angleMrad) => {
    const gPerNm = (2 * Math.sin((angleMrad * 1e-3) / 2)) / wavelengthNm;
    const perVolume = atoms.reduce((sum, [element, n]) => sum + n * scatteringFactorNm(element, gPerNm) ** 2, 0);
    return 1e-6 * gamma2 * material.thicknessNm * perVolume * structure(gPerNm);
  };
  const depth = profileTotal(single, 1e3 * wavelengthNm * view.values.reflectionReachPerNm);
  const scatteredFraction = 1 - Math.exp(-depth);
  const share = depth > 0 ? scatteredFraction / depth : 0;
  return { scatteredFraction, profile: (angleMrad) => share * single(angleMrad) };
}

/**
 * Structure factor of a liquid of hard spheres by its spatial frequency. Source: Percus-Yevick equation, solved by Wertheim (1963) and
 * Thiele (1963); in the form of Ashcroft and Lekner, Physical Review 145 (1966) 83.
 *
 * @param atomsPerNm3 of all elements together
 */
export function hardSphereStructure(atomsPerNm3: number, packingFraction: number): (gPerNm: number) => number {
  if (!(atomsPerNm3 > 0)) return () => 1;
  const eta = packingFraction;
  const diameterNm = Math.cbrt((6 * eta) / (Math.PI * atomsPerNm3));
  const alpha = (1 + 2 * eta) ** 2 / (1 - eta) ** 4;
  const beta = (-6 * eta * (1 + eta / 2) ** 2) / (1 - eta) ** 4;
  const gamma = (eta * alpha) / 2;
  return (gPerNm) => {
    // Below this the closed form loses its digits; the structure factor is flat there.
    const x = Math.max(0.3, 2 * Math.PI * gPerNm * diameterNm);
    const [sin, cos, x2] = [Math.sin(x), Math.cos(x), x * x];
    const first = (alpha / x2) * (sin - x * cos);
    const second = (beta / (x2 * x)) * (2 * x * sin + (2 - x2) * cos - 2);
    const third = (gamma / (x2 * x2 * x)) * (-x2 * x2 * cos + 4 * ((3 * x2 - 6) * cos + (x2 * x - 6 * x) * sin + 6));
    return 1 / (1 + (24 * eta * (first + second + third)) / x);
  };
}
