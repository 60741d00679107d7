import { valuesOf } from "../parameter.js";
import { sampleParameters } from "./sampleParameters.js";

/** The numbers of reduction and of the amorphised band; sampleParameters has their sources. */
export interface ReductionSettings {
  readonly reductionDoseEPerA2: number;
  readonly amorphisedMostNm: number;
  readonly amorphisationDoseEPerA2: number;
}

const defaults: ReductionSettings = valuesOf(sampleParameters);

/** How far an oxide is reduced, 0 to 1, which is the share of Ti3+ in its spectrum: 1 - (1 - x0) exp(-D / Dc). */
export function reducedFraction(
  doseEPerA2: number,
  initialFraction = 0,
  { reductionDoseEPerA2 }: Pick<ReductionSettings, "reductionDoseEPerA2"> = defaults,
): number {
  return 1 - (1 - initialFraction) * Math.exp(-Math.max(0, doseEPerA2) / reductionDoseEPerA2);
}

/** Width of the amorphous band at an interface after a dose: it starts at one width and saturates at amorphisedMostNm. */
export function amorphisedBandNm(
  doseEPerA2: number,
  initialNm = 0,
  { amorphisedMostNm, amorphisationDoseEPerA2 }: Omit<ReductionSettings, "reductionDoseEPerA2"> = defaults,
): number {
  const room = Math.max(0, amorphisedMostNm - initialNm);
  return initialNm - room * Math.expm1(-Math.max(0, doseEPerA2) / amorphisationDoseEPerA2);
}

/** The dose at which that band reaches a distance from the interface: 0 where it always was, Infinity where it never comes. */
export function amorphisingDose(
  distanceNm: number,
  initialNm = 0,
  { amorphisedMostNm, amorphisationDoseEPerA2 }: Omit<ReductionSettings, "reductionDoseEPerA2"> = defaults,
): number {
  if (distanceNm <= initialNm) return 0;
  if (distanceNm >= amorphisedMostNm) return Infinity;
  return -amorphisationDoseEPerA2 * Math.log1p(-(distanceNm - initialNm) / (amorphisedMostNm - initialNm));
}
