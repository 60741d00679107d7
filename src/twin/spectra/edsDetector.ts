import type { EdsValues } from "./edsParameters.js";
import type { EnergyAxis } from "./energyAxis.js";

/** Standard deviation to full width at half maximum. @unitless */
const fwhmPerSigma = 2 * Math.sqrt(2 * Math.LN2);

/**
 * Width of a line as the detector sees it: the noise of its electronics and the statistics of the pairs, in squares.
 *
 * Source: FWHM^2 = noise^2 + (2.355)^2 F e E; Goldstein et al., Scanning Electron Microscopy and X-ray Microanalysis, chapter on detectors.
 */
export function edsFwhmEv(energyEv: number, values: EdsValues): number {
  const statistics = fwhmPerSigma ** 2 * values.fanoFactor * values.pairEv;
  const noise2 = values.manganeseFwhmEv ** 2 - statistics * values.manganeseEv;
  return Math.sqrt(Math.max(1, noise2 + statistics * Math.max(0, energyEv)));
}

/** Share of the X-rays of an energy that pass the window and stop in the sensor; both absorb as the inverse cube of the energy. */
export function edsEfficiency(energyEv: number, values: EdsValues): number {
  if (!(energyEv > 0)) return 0;
  return Math.exp(-((values.windowEv / energyEv) ** 3)) * (1 - Math.exp(-((values.sensorEv / energyEv) ** 3)));
}

/** All channels of the detector. */
export function edsAxis(values: EdsValues): EnergyAxis {
  return { firstEv: values.firstEv, channelEv: values.channelEv, channels: values.channels };
}
