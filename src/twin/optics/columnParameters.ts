import { known, type ParameterGroup, placeholder } from "../parameter.js";

const usual = "usual range of an aberration-corrected 300 kV microscope";

/** What the column can be set to, besides the voltages at which it is aligned: 80, 200 and 300 kV. */
export const columnParameters = {
  leastConvergenceMrad: placeholder(0.5, usual),
  mostConvergenceMrad: placeholder(40, usual),
  leastCurrentPicoAmp: placeholder(0.1, usual),
  mostCurrentPicoAmp: placeholder(2000, usual),
  mostDefocusNm: placeholder(20_000, `either side of zero; ${usual}`),
  mostTwoFoldNm: placeholder(1000, `either side of zero; ${usual}`),
  mostComaNm: placeholder(5000, `either side of zero; ${usual}`),
  mostShiftNm: placeholder(2000, `either side of zero; ${usual}`),
  sidePx: known(8192, "most pixels a side of a scan, as set for the twin"),
} as const satisfies ParameterGroup;
