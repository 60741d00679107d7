import { EmError } from "./error.js";

/** Rest energy of the electron. Source: CODATA 2018. */
export const electronRestKev = 510.99895;

/** h c in keV nm. Source: CODATA 2018. */
const planckTimesLightKevNm = 1.239841984;

/** Total energy of a beam electron over its energy at rest, from its accelerating voltage. @unitless */
export function relativisticFactor(accelKv: number): number {
  return 1 + accelKv / electronRestKev;
}

/** Refuses what is no voltage of an electron microscope. Errors: BadOption unless it is from 1 to 3000 kV. */
export function checkAccelKv(accelKv: number): void {
  if (!(accelKv >= 1 && accelKv <= 3000))
    throw new EmError("BadOption", `accelKv is ${accelKv} kV`, { fix: "Give a voltage from 1 to 3000 kV." });
}

/**
 * Wavelength of a beam electron in nanometres: de Broglie with the relativistic momentum, h c / sqrt(E (E + 2 m c^2)).
 *
 * Errors: BadOption unless the voltage is from 1 to 3000 kV. Source: CODATA 2018 constants.
 *
 * @example
 * electronWavelengthNm(200); // 0.0025079
 */
export function electronWavelengthNm(accelKv: number): number {
  checkAccelKv(accelKv);
  return planckTimesLightKevNm / Math.sqrt(accelKv * (accelKv + 2 * electronRestKev));
}
