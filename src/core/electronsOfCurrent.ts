/** Charge of an electron in coulombs. Source: exact in the SI since 2019. @unitless */
const electronCoulomb = 1.602176634e-19;

/**
 * Electrons that a current carries in a time.
 *
 * @example
 * electronsOf(20, 1); // 1.248e8
 */
export function electronsOf(currentPicoAmp: number, timeS: number): number {
  return (currentPicoAmp * 1e-12 * timeS) / electronCoulomb;
}
