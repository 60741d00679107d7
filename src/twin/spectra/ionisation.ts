/** Constants of Bethe's cross section for a shell. */
export interface BetheConstants {
  /** b, the factor. @unitless */
  readonly factor: number;
  /** c, within the logarithm. @unitless */
  readonly logFactor: number;
}

/** 6.51e-20 cm^2 keV^2 in barns eV^2. @unitless */
const betheBarnEv2 = 6.51e-20 * 1e24 * 1e6;

/**
 * Cross section for ionising a subshell of one atom by a fast electron; 0 where the electron has not the energy.
 *
 * Source: Bethe (1930), 6.51e-20 n b ln(c U) / (U Ec^2) cm^2 with Ec in keV and U = E0 / Ec; constants of Powell, Reviews of Modern
 * Physics 48 (1976) 33. Without relativity, which changes ratios of elements by a few per cent.
 */
export function ionisationBarn(
  edgeEv: number,
  electronsInShell: number,
  accelKv: number,
  bethe: BetheConstants,
): number {
  const overvoltage = (1000 * accelKv) / edgeEv;
  const logarithm = Math.log(bethe.logFactor * overvoltage);
  if (!(overvoltage > 1 && logarithm > 0)) return 0;
  return (betheBarnEv2 * electronsInShell * bethe.factor * logarithm) / (overvoltage * edgeEv * edgeEv);
}
