import { EmError } from "../../core/error.js";
import { lobatoCoefficients } from "./lobatoCoefficients.js";

/**
 * Amplitude in nanometres with which a neutral atom at rest scatters electrons (Born approximation, no relativity), at a spatial frequency.
 *
 * Errors: BadOption for an element that the table lacks. Source: Lobato and Van Dyck 2014, f = sum of a (2 + b g^2) / (1 + b g^2)^2.
 *
 * @param gPerNm 2 sin(theta) / wavelength, from 0 up
 */
export function scatteringFactorNm(element: string, gPerNm: number): number {
  const [a, b] = coefficientsOf(element);
  const g2 = gPerNm * gPerNm * 0.01; // per square angstrom
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const bg2 = b[i] * g2;
    sum += (a[i] * (2 + bg2)) / (1 + bg2) ** 2;
  }
  return 0.1 * sum;
}

/** The fall of the mean amplitude by thermal motion: exp(-B g^2 / 4), with B in square nanometres. @unitless */
export function thermalFactor(gPerNm: number, debyeWallerNm2: number): number {
  return Math.exp((-debyeWallerNm2 * gPerNm * gPerNm) / 4);
}

function coefficientsOf(element: string) {
  const found = Object.hasOwn(lobatoCoefficients, element) ? lobatoCoefficients[element] : undefined;
  if (!found)
    throw new EmError("BadOption", `there is no scattering factor for the element "${element}"`, {
      fix: `The twin knows ${Object.keys(lobatoCoefficients).join(", ")}.`,
    });
  return found;
}
