import { known, placeholder, type ValuesOf, valuesOf } from "../parameter.js";

const powell = "Powell, Reviews of Modern Physics 48 (1976) 33";

/** Numbers of the X-ray detector and of the model behind its spectra. */
export const edsParameters = {
  channels: known(4096, "format of the detector's spectra: 4096 x int32"),
  channelEv: known(10, "format of the detector's spectra"),
  firstEv: known(0, "the middle of channel 0 is at 0 eV"),
  manganeseFwhmEv: known(130, "resolution at Mn K alpha, usual for silicon drift detectors"),
  manganeseEv: known(5898.8, "energy of Mn K alpha, where the resolution is given"),
  fanoFactor: known(0.115, "silicon; Goulding, Nuclear Instruments and Methods 142 (1977) 213"),
  pairEv: known(3.65, "energy for a pair of electron and hole in silicon"),
  windowEv: placeholder(250, "a line of this energy passes the window and the contact with 1/e"),
  sensorEv: placeholder(15300, "above this energy X-rays pass through 0.45 mm of silicon"),
  kFactor: known(0.9, powell),
  kLogFactor: known(0.65, powell),
  lFactor: known(0.63, `${powell}, the middle of 0.50 to 0.75`),
  lLogFactor: known(0.9, powell),
  mFactor: placeholder(0.6, "as for the L shell; the M shell is little known"),
  mLogFactor: placeholder(0.9, "as for the L shell; the M shell is little known"),
  referenceCounts: placeholder(2, "counts per pixel and frame in all channels, from the reference below"),
  referenceCurrentPicoAmp: known(50, "the current for which the counts are given"),
  referenceDwellUs: placeholder(50, "the dwell time for which the counts are given"),
  referenceThicknessNm: placeholder(50, "the SrTiO3 for which the counts are given"),
  referenceAccelKv: known(200, "the voltage for which the counts are given"),
  backgroundFraction: placeholder(0.2, "share of bremsstrahlung in the counts of the reference"),
  excitedNm: placeholder(
    3000,
    "depth from which X-rays come at most: the beam has spread and lost its energy, and X-rays from below are absorbed",
  ),
  leastBackgroundEv: placeholder(60, "below this the electronics cuts noise and signal off"),
} as const;

/** Values of the EDS parameters by name. */
export type EdsValues = ValuesOf<typeof edsParameters>;

/** The values as they are without changes; always the same object, so that what follows from them can be kept. */
export const edsDefaults: EdsValues = valuesOf(edsParameters);
