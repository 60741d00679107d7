import { known, placeholder, type ValuesOf } from "../parameter.js";

/** The column of the microscope: what the beam is at the start, and what its lenses cannot do better. */
export const opticsParameters = {
  accelKv: known(200, "middle one of the usual settings 80, 200 and 300 kV"),
  convergenceMrad: known(25, "usual aperture of a corrected STEM"),
  currentPicoAmp: known(20, "usual for atomic resolution; 1.25e8 electrons a second"),
  defocusNm: known(0, "C1 of a column that has just been focused"),
  twoFoldXNm: known(0, "A1 of a column that has just been aligned"),
  twoFoldYNm: known(0, "A1 of a column that has just been aligned"),
  comaXNm: known(0, "B2 of a column that has just been aligned"),
  comaYNm: known(0, "B2 of a column that has just been aligned"),
  threeFoldXNm: known(0, "A2 of a column that has just been aligned"),
  threeFoldYNm: known(0, "A2 of a column that has just been aligned"),
  sphericalUm: placeholder(1, "C3 that a corrector leaves, order of magnitude"),
  chromaticMm: placeholder(1.4, "Cc of an objective lens with a narrow gap, order of magnitude"),
  energySpreadEv: placeholder(0.4, "cold field emission, order of magnitude; taken as a standard deviation"),
  sourceFwhmNm: placeholder(0.08, "image of the source at 20 pA, order of magnitude"),
  defocusStepNm: placeholder(2, "smallest step of the focus, 0 for none, order of magnitude"),
  stigmatorStepNm: placeholder(0.5, "smallest step of the stigmator, 0 for none, order of magnitude"),
  focusErrorNm: placeholder(8, "how far a column is out of focus when a specimen has been put in, standard deviation"),
  twoFoldErrorNm: placeholder(
    3,
    "A1 that is left when a specimen has been put in, standard deviation of each component",
  ),
  autoFocusErrorNm: placeholder(1.5, "what an automatic focus leaves, standard deviation"),
  autoFocusReachNm: placeholder(2000, "farther out of focus there is no contrast that an automatic focus could go by"),
  autoStigmatorErrorNm: placeholder(0.5, "what an automatic stigmator leaves, standard deviation of each component"),
  autoStepS: placeholder(0.8, "time of each image that an automatic function takes"),
  /** Images that an automatic function takes. @unitless */
  autoSteps: placeholder(5, "order of magnitude"),
  focusDriftNmPerMin: placeholder(0.5, "drift of the focus, order of magnitude"),
} as const;

export type OpticsValues = ValuesOf<typeof opticsParameters>;
