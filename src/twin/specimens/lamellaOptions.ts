import { known, placeholder } from "../parameter.js";
import { lamellaParameters } from "./crossSection.js";

/** What can be chosen of every cross section. */
export const lamellaOptions = {
  thicknessNm: { parameter: placeholder(8, "a good lamella for atomic resolution"), min: 1, max: 50 },
  filmNm: { parameter: known(20, "epitaxial films are some tens of nm thick"), min: 4, max: 500 },
  misTiltDeg: {
    parameter: placeholder(3, "a lamella is welded on within some degrees: the zone axis is to be found"),
    min: 0,
    max: 20,
  },
  rotationDeg: { parameter: known(0, "the film grows along x"), min: -180, max: 180 },
  buckleNm: { parameter: lamellaParameters.buckleNm, min: 0, max: 500 },
};
