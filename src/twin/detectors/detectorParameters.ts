import { known, placeholder, type ValuesOf } from "../parameter.js";

/** Detectors of scanned images, the errors of the scan, and what thickness does to the image of a crystal. */
export const detectorParameters = {
  gainCountsPerElectron: placeholder(8, "order of magnitude"),
  offsetCounts: placeholder(200, "order of magnitude"),
  readNoiseCounts: placeholder(3, "order of magnitude, standard deviation"),
  clipCounts: known(65535, "16 bits"),
  leastDwellUs: placeholder(0.5, "order of magnitude"),
  mostDwellUs: placeholder(50, "order of magnitude"),
  flybackUs: placeholder(60, "order of magnitude"),
  lineJitterA: placeholder(0.1, "order of magnitude, standard deviation of a row"),
  mainsHz: known(50, "frequency of the mains"),
  mainsAmplitudeA: placeholder(0.15, "order of magnitude"),
  scanXErrorPercent: placeholder(0.8, "order of magnitude, error of the calibration along the rows"),
  scanYErrorPercent: placeholder(3, "order of magnitude, error of the calibration across the rows"),
  scanShearDeg: placeholder(0.8, "order of magnitude"),
  /** How many times as much of the scattering as HAADF a ring from a smaller angle on collects. @unitless */
  adfRatio: placeholder(2.5, "scattering beyond 40 against beyond 68 mrad, order of magnitude"),
  /** How many times as much as reaches HAADF leaves the bright-field disc. @unitless */
  brightFieldLossRatio: placeholder(
    6,
    "all scattering out of the disc against that beyond 68 mrad, order of magnitude",
  ),
  /** Share f of the linear model from which on a specimen lets ever less through: exp(-(f / this)^2). @unitless */
  opaqueAt: placeholder(20, "some 2 µm of copper; a bar of the grid, 20 µm thick, is black to all detectors"),
  channellingFraction: placeholder(
    0.5,
    "what a grain on [001] sends to HAADF more than one off all zones, order of magnitude",
  ),
  channellingDeg: placeholder(4, "angle over which channelling fades, standard deviation, order of magnitude"),
  bulkFromNm: known(2, "fit to multislice of SrTiO3 [001]: none of the terms of thickness is needed below"),
  bulkFullNm: known(3, "fit to multislice of SrTiO3 [001]: from here on they are whole"),
  bulkBlurA: known(0.2, "fit to multislice of SrTiO3 [001], 3 to 20 nm, 200 kV, 22 mrad; standard deviation"),
  /** Even background beside the largest value of the image, for each nanometre of thickness. @unitless */
  backgroundPerThickness: known(0.0035, "fit to multislice of SrTiO3 [001], 1.6 to 20 nm, 200 kV, 22 mrad"),
  /** Largest value of the image beside its mean in that fit, by which the background becomes a share of the signal. @unitless */
  backgroundPeakRatio: known(13.6, "linear model of SrTiO3 [001] under the conditions of that fit, computed"),
  backgroundSigmaNm: placeholder(0.2, "25 mrad times 8 nm, order of magnitude of how far the beam spreads"),
} as const;

export type DetectorValues = ValuesOf<typeof detectorParameters>;
