import { known, type ParameterGroup, placeholder } from "../parameter.js";

/** How much an atom sends to the HAADF detector. */
export const signalParameters = {
  /** Of the atomic number. @unitless */
  bulkExponent: known(1.7, "fit to multislice of SrTiO3 [001], which gives 1.6 to 2.0"),
  /** Of the atomic number. @unitless */
  flatExponent: known(2, "fit to multislice of a monolayer of MoS2 with vacancies"),
  referenceFraction: placeholder(0.05, "what 10 nm of SrTiO3 send to the detector, order of magnitude of multislice"),
  referenceThicknessNm: known(10, "the thickness that referenceFraction is for"),
  referenceCellNm: known(0.3905, "cell of SrTiO3"),
} as const satisfies ParameterGroup;

/** Exponent of the atomic number in the HAADF signal. Source: signalParameters. @unitless */
export const haadfExponent = {
  bulk: signalParameters.bulkExponent.value,
  flat: signalParameters.flatExponent.value,
} as const;

/**
 * The area that one atom sends to the HAADF detector: its signal is this, divided by the area that the beam is spread over.
 *
 * Scaled such that 10 nm of SrTiO3 collect 5 % of the beam. @param exponent 1.7, or 2 for two-dimensional materials. @unitless
 */
export function haadfAreaNm2(atomicNumber: number, exponent: number = haadfExponent.bulk): number {
  return scale(exponent) * atomicNumber ** exponent;
}

const scales = new Map<number, number>();

function scale(exponent: number): number {
  const known = scales.get(exponent) ?? scaleOf(exponent);
  scales.set(exponent, known);
  return known;
}

function scaleOf(exponent: number): number {
  const { referenceFraction, referenceThicknessNm, referenceCellNm } = signalParameters;
  const cell = 38 ** haadfExponent.bulk + 22 ** haadfExponent.bulk + 3 * 8 ** haadfExponent.bulk;
  const perNm2 = (cell * referenceThicknessNm.value) / referenceCellNm.value ** 3;
  // Both exponents give titanium, the middle of the table here, the same signal.
  return (referenceFraction.value / perNm2) * 22 ** (haadfExponent.bulk - exponent);
}
