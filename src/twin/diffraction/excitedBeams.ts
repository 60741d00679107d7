import { electronWavelengthNm, relativisticFactor } from "../../core/electronWavelength.js";
import type { Material } from "../specimens/specimen.js";
import type { PatternView } from "./patternView.js";
import { multiply, turned, type Vector3 } from "./reciprocalLattice.js";
import { type Reflection, reflectionsOf } from "./reflections.js";

/** A crystal as the beam meets it. */
export interface TurnedCrystal {
  readonly reflections: readonly Reflection[];
  /** From cartesian crystal directions to the laboratory, 3 x 3. @unitless */
  readonly labFromCrystal: readonly number[];
  readonly wavelengthNm: number;
  /** Total energy of an electron over that at rest. @unitless */
  readonly gamma: number;
  readonly thicknessNm: number;
}

/** A diffracted beam. */
export interface ExcitedBeam {
  readonly reflection: Reflection;
  /** In the laboratory, 1/nm. @unitless */
  readonly g: Vector3;
  /** Distance of the reciprocal lattice point from Ewald's sphere, positive inside. */
  readonly excitationPerNm: number;
  /** Where the beam leaves, as an angle to the optical axis. */
  readonly xMrad: number;
  readonly yMrad: number;
  /** The most that any direction of the cone gives it, beside the incident beam. */
  readonly mostFraction: number;
}

/** The crystal of a material in the laboratory. */
export function turnedCrystal(material: Material, view: PatternView): TurnedCrystal {
  const { lattice, rotation } = material.crystal!;
  const wavelengthNm = electronWavelengthNm(view.accelKv);
  return {
    reflections: reflectionsOf(lattice, reachPerNm(view, wavelengthNm), view.values.debyeWallerNm2),
    labFromCrystal: multiply(view.labFromSpecimen, rotation),
    wavelengthNm,
    gamma: relativisticFactor(view.accelKv),
    thicknessNm: material.thicknessNm,
  };
}

/** How long g can be for a beam to reach the frame, in steps, so that a lattice is computed for few reaches. */
function reachPerNm({ reachMrad, convergenceMrad, values }: PatternView, wavelengthNm: number): number {
  const edge = (1e-3 * (Math.SQRT2 * reachMrad + convergenceMrad)) / wavelengthNm;
  return Math.min(values.reflectionReachPerNm, Math.max(20, 10 * Math.ceil((edge + 2) / 10)));
}

/**
 * Intensity of a beam beside the incident one in the first Born approximation, averaged over a normal distribution of thicknesses.
 *
 * Without the spread: (pi / xi)^2 sin^2(pi s t) / (pi s)^2, with the extinction distance xi = pi / (wavelength gamma F / V). Source:
 * Hirsch et al., Electron Microscopy of Thin Crystals (1965), chapter 4; the average over t is exact. @unitless
 */
export function kinematicIntensity(
  { wavelengthNm, gamma, thicknessNm }: TurnedCrystal,
  amplitude: number,
  excitationPerNm: number,
  spreadFraction: number,
): number {
  const perXi = wavelengthNm * gamma * amplitude; // pi over the extinction distance
  const spreadNm = spreadFraction * thicknessNm;
  const phase = Math.PI * excitationPerNm * thicknessNm;
  if (Math.abs(phase) < 1e-3) return perXi * perXi * (thicknessNm * thicknessNm + spreadNm * spreadNm);
  const visibility = Math.exp(-2 * (Math.PI * excitationPerNm * spreadNm) ** 2);
  const sine2 = (1 - visibility * Math.cos(2 * phase)) / 2;
  return (perXi * perXi * sine2) / (Math.PI * excitationPerNm) ** 2;
}

/** Two-beam extinction distance of a reflection at a voltage: what is half a beat of the two waves. */
export function extinctionDistanceNm(amplitude: number, accelKv: number): number {
  return Math.PI / (electronWavelengthNm(accelKv) * relativisticFactor(accelKv) * amplitude);
}

/** The beams of all Laue zones that reach the frame with at least the least intensity somewhere in their disk. */
export function excitedBeams(crystal: TurnedCrystal, view: PatternView): ExcitedBeam[] {
  const { wavelengthNm, labFromCrystal, reflections } = crystal;
  const { thicknessSpreadFraction, leastSpotFraction } = view.values;
  const cone = view.convergenceMrad * 1e-3;
  const edgeMrad = Math.SQRT2 * view.reachMrad + view.convergenceMrad;
  const found: ExcitedBeam[] = [];
  for (const reflection of reflections) {
    const g = turned(labFromCrystal, reflection.g);
    const lateral = Math.hypot(g[0], g[1]);
    const sine = wavelengthNm * lateral;
    if (sine >= 1) continue;
    const angleMrad = 1e3 * Math.asin(sine);
    if (angleMrad > edgeMrad) continue;
    const excitationPerNm = -(g[2] + (reflection.lengthPerNm ** 2 * wavelengthNm) / 2);
    // The most that the beam can have: where a direction within the cone comes nearest to Bragg's condition.
    const nearest = Math.max(0, Math.abs(excitationPerNm) - cone * lateral);
    const mostFraction = envelope(crystal, reflection.amplitude, nearest, thicknessSpreadFraction);
    if (mostFraction < leastSpotFraction) continue;
    const scale = lateral === 0 ? 0 : angleMrad / lateral;
    found.push({ reflection, g, excitationPerNm, xMrad: g[0] * scale, yMrad: g[1] * scale, mostFraction });
  }
  return found;
}

/** An upper bound of the intensity that has no zeros between fringes. */
function envelope(crystal: TurnedCrystal, amplitude: number, excitationPerNm: number, spreadFraction: number): number {
  const peak = kinematicIntensity(crystal, amplitude, 0, spreadFraction);
  const perXi = crystal.wavelengthNm * crystal.gamma * amplitude;
  return Math.min(peak, (perXi / (Math.PI * Math.max(excitationPerNm, 1e-9))) ** 2);
}
