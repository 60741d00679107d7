import { known, type ParameterGroup, placeholder } from "../parameter.js";

const guess = (why: string) => `order of magnitude for want of a measured one: ${why}`;

/** What the beam does to the specimen: cross sections, doses, and the layer of carbon that it grows. */
export const sampleParameters = {
  terminationLossBarn: placeholder(
    10,
    guess("F, OH and O leave Ti3C2 first (Ibragimova et al. 2021); as S of MoS2 at 80 kV, 1 to 10 barn"),
  ),
  titaniumLossBarn: known(
    0,
    "metal atoms of Ti3C2 are not sputtered before the terminations are (Ibragimova et al. 2021)",
  ),
  adatomLossBarn: placeholder(100, guess("an atom on a surface is bound more weakly than one in it")),
  reductionDoseEPerA2: placeholder(1e5, guess("x = 1 - exp(-D / Dc) for SrTiO3 in a focused beam")),
  amorphisedMostNm: placeholder(3, guess("the disordered band of SrTiO3 on Ge that a beam leaves is 0 to 3 nm wide")),
  amorphisationDoseEPerA2: placeholder(2e5, guess("dose at which 63 % of that width is amorphous")),
  growthNmPerMin: placeholder(0.5, guess("a field of 50 nm at 50 pA on a specimen that was not cleaned")),
  growthFieldNm: known(50, "the field that growthNmPerMin is for"),
  growthCurrentPicoAmp: known(50, "the current that growthNmPerMin is for"),
  saturationCurrentPicoAmp: placeholder(
    50,
    guess("growth is limited by diffusion, not by current, in focused beams (Hettler et al., Micron 96 (2017) 38)"),
  ),
  leastFieldNm: placeholder(5, guess("diffusion feeds a spot as it feeds a disc of this width")),
  haloEdgeFraction: placeholder(
    0.5,
    guess("thickness just outside a field over that in it; it falls as 1/r from there"),
  ),
  haloReachFields: placeholder(4, guess("molecules come from this many widths of a field around it")),
  showerLeastFieldNm: placeholder(1000, guess("least width of a field that counts as a beam shower")),
  showerDoseEPerA2: placeholder(
    100,
    guess(
      "dose over a large area that leaves 1/e of its molecules mobile; beam showers work best (Hugenschmidt et al. 2022)",
    ),
  ),
  layerAtomsPerNm3: known(90, "carbon of 1.8 g/cm3, as deposited hydrocarbons are"),
} as const satisfies ParameterGroup;
