/** Rest energy of the electron. Source: CODATA 2018. */
export const electronRestKev = 510.99895;

/** h c in keV nm. Source: CODATA 2018. */
const planckTimesLightKevNm = 1.239841984;

/** Wavelength of electrons of an accelerating voltage, in nm: 0.00251 at 200 kV. Source: de Broglie with the relativistic momentum. */
export function electronWavelengthNm(accelKv: number): number {
  return planckTimesLightKevNm / Math.sqrt(accelKv * (accelKv + 2 * electronRestKev));
}
