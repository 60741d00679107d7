/** Exponent of the atomic number in the HAADF signal. Source: fitted to multislice (SrTiO3 1.6 to 2.0, 2-D materials 2.0). @unitless */
export const haadfExponent = { bulk: 1.7, flat: 2 } as const;

/** Signal of 10 nm SrTiO3 as a share of the beam, which the scale is set by. Source: order of magnitude of multislice. */
const referenceFraction = 0.05;
const referenceCellNm = 0.3905;
const referenceThicknessNm = 10;

/**
 * The area that one atom sends to the HAADF detector: its signal is this, divided by the area that the beam is spread over.
 *
 * Scaled such that 10 nm of SrTiO3 collect 5 % of the beam. @param exponent 1.7, or 2 for two-dimensional materials. @unitless
 */
export function haadfAreaNm2(atomicNumber: number, exponent: number = haadfExponent.bulk): number {
  return scale(exponent) * atomicNumber ** exponent;
}

function scale(exponent: number): number {
  const cell = 38 ** 1.7 + 22 ** 1.7 + 3 * 8 ** 1.7;
  const perNm2 = (cell * referenceThicknessNm) / referenceCellNm ** 3;
  // Both exponents give titanium, the middle of the table here, the same signal.
  return (referenceFraction / perNm2) * 22 ** (haadfExponent.bulk - exponent);
}
