import { EmError } from "./error.js";

const planckJS = 6.62607015e-34;
const electronKg = 9.1093837015e-31;
const elementaryChargeC = 1.602176634e-19;
const lightMPerS = 299792458;

/** Total energy of a beam electron over its energy at rest, from its accelerating voltage. @unitless */
export function relativisticFactor(accelKv: number): number {
  return 1 + (elementaryChargeC * accelKv * 1000) / (electronKg * lightMPerS ** 2);
}

/** Refuses what is no voltage of an electron microscope. Errors: BadOption unless it is from 1 to 3000 kV. */
export function checkAccelKv(accelKv: number): void {
  if (!(accelKv >= 1 && accelKv <= 3000))
    throw new EmError("BadOption", `accelKv is ${accelKv} kV`, { fix: "Give a voltage from 1 to 3000 kV." });
}

/**
 * Wavelength of a beam electron in nanometres, with relativity: h / sqrt(2 m e U (1 + e U / 2 m c^2)).
 *
 * Errors: BadOption unless the voltage is from 1 to 3000 kV. Source: CODATA 2018 constants.
 *
 * @example
 * electronWavelengthNm(200); // 0.0025079
 */
export function electronWavelengthNm(accelKv: number): number {
  checkAccelKv(accelKv);
  const energyJ = elementaryChargeC * accelKv * 1000;
  const momentum = Math.sqrt(2 * electronKg * energyJ * (1 + energyJ / (2 * electronKg * lightMPerS ** 2)));
  return (1e9 * planckJS) / momentum;
}
