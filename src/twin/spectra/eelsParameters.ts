import { known, placeholder, type ValuesOf, valuesOf } from "../parameter.js";

const titanate = "order of the peaks of SrTiO3 at this resolution";

/** Numbers of the energy-loss spectrometer and of the model behind its spectra. */
export const eelsParameters = {
  channels: known(2048, "format of the spectrometer"),
  channelEv: placeholder(0.25, "usual dispersion for fine structure"),
  firstEv: placeholder(400, "before the Ti L edge"),
  zeroLossFwhmEv: placeholder(0.8, "Schottky emitter without monochromator"),
  driftEvPerMin: placeholder(0.05, "drift of the spectrometer, order of magnitude"),
  gainCountsPerElectron: known(1, "an electron-counting detector; scintillators give more"),
  backgroundExponent: known(3, "A E^-r; Egerton, Electron Energy-Loss Spectroscopy, gives 2 to 6"),
  backgroundBarnPerEv: placeholder(0.7, "at 450 eV for each proton of an atom: gives SrTiO3 its usual jump ratio"),
  collectionFraction: placeholder(0.5, "share of an edge's electrons that enter the spectrometer"),
  inelasticPathNm: placeholder(
    100,
    "mean free path at 200 kV; of t / path a share exp(-t / path) is not scattered again, which is what an edge shows",
  ),
  edgeExponent: placeholder(3, "fall of an edge behind its onset"),
  kFactor: known(0.9, "Powell, Reviews of Modern Physics 48 (1976) 33"),
  kLogFactor: known(0.65, "Powell, Reviews of Modern Physics 48 (1976) 33"),
  outerFactor: known(0.63, "Powell, Reviews of Modern Physics 48 (1976) 33, L shell"),
  outerLogFactor: known(0.9, "Powell, Reviews of Modern Physics 48 (1976) 33, L shell"),
  whiteLineFraction: placeholder(0.11, "white lines of an empty d or f shell beside the whole edge"),
  titaniumL3T2gEv: placeholder(458, titanate),
  titaniumL3EgEv: placeholder(460.3, titanate),
  titaniumL2T2gEv: placeholder(463.4, titanate),
  titaniumL2EgEv: placeholder(465.6, titanate),
  trivalentShiftEv: placeholder(-1.7, "Ti3+ lies lower than Ti4+ (direction from literature, value a guess)"),
  trivalentFwhmEv: placeholder(2.6, "width of the merged doublets of Ti3+"),
  doubletT2gFraction: placeholder(0.45, "of the white line; e_g has the rest"),
  titaniumT2gFwhmEv: placeholder(0.5, titanate),
  titaniumEgFwhmEv: placeholder(0.9, titanate),
  /** Of the later line, L2, beside L3. @unitless */
  laterBroadening: placeholder(1.3, "the holes of L2 live shorter"),
  plainLineFwhmEv: placeholder(2.2, "width of other white lines"),
  plainLineBehindEv: placeholder(1.5, "from the onset to the middle of other white lines"),
  oxygenEdgeEv: known(532, "O K edge"),
  oxygenPrepeakEv: placeholder(531, "states of O 2p mixed with Ti t2g, from 530 eV on"),
  oxygenPrepeakFraction: placeholder(0.006, "of the O K edge"),
  prepeakLossFraction: placeholder(0.8, "share of the prepeak that is gone when all titanium is trivalent"),
  oxygenLossFraction: known(1 / 6, "SrTiO2.5 has all its titanium trivalent: two Ti3+ for each vacancy"),
} as const;

/** Values of the EELS parameters by name. */
export type EelsValues = ValuesOf<typeof eelsParameters>;

/** The values as they are without changes. */
export const eelsDefaults: EelsValues = valuesOf(eelsParameters);
