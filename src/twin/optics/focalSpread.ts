import { electronRestKev, electronWavelengthNm } from "../../core/electronWavelength.js";
import type { OpticsValues } from "./opticsParameters.js";
import type { ProbeSettings } from "./probeSettings.js";

/**
 * Standard deviation of the defocus, in nm: Cc dE / E* with E* = E (1 + E / 2 E0) / (1 + E / E0).
 *
 * Source: Reimer and Kohl, Transmission Electron Microscopy, ch. 2.
 */
export function focalSpreadNm(
  accelKv: number,
  { chromaticMm, energySpreadEv }: Pick<OpticsValues, "chromaticMm" | "energySpreadEv">,
): number {
  const ratio = accelKv / electronRestKev;
  const effectiveEv = (accelKv * 1000 * (1 + ratio / 2)) / (1 + ratio);
  return (chromaticMm * 1e6 * energySpreadEv) / effectiveEv;
}

/** One of the defoci that a probe is averaged over. */
export interface Focus {
  readonly defocusNm: number;
  /** Share of the electrons; all together 1. */
  readonly weightFraction: number;
}

const reachInSigmas = 3.2;
const mostFoci = 41;

/**
 * Defoci whose weighted probes make that of a focal spread: evenly spaced, dense enough that the phase at the aperture's edge is followed.
 *
 * The sum over points of distance d equals the Gaussian's integral until exp(-(2 pi / d - phase)^2 / 2): below 1e-3 here.
 */
export function fociOf({ defocusNm, focalSpreadNm: sigmaNm, accelKv, convergenceMrad }: ProbeSettings): Focus[] {
  if (sigmaNm === 0) return [{ defocusNm, weightFraction: 1 }];
  const alpha = convergenceMrad / 1000;
  const edgePhase = (Math.PI * sigmaNm * alpha * alpha) / electronWavelengthNm(accelKv);
  const steps = Math.min((mostFoci - 1) / 2, Math.ceil((reachInSigmas * (edgePhase + 3.7)) / (2 * Math.PI)));
  const sigmas = Array.from({ length: 2 * steps + 1 }, (_, i) => (reachInSigmas * (i - steps)) / steps);
  const weights = sigmas.map((s) => Math.exp((-s * s) / 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return sigmas.map((s, i) => ({ defocusNm: defocusNm + s * sigmaNm, weightFraction: weights[i] / total }));
}
