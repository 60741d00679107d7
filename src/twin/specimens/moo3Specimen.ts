import { known, placeholder } from "../parameter.js";
import { buckle } from "./buckle.js";
import { noColumns } from "./columnList.js";
import { carbonFilm } from "./material.js";
import { moo3Crystals } from "./moo3Crystals.js";
import { checkRegion } from "./region.js";
import { specimenMaker } from "./specimenMaker.js";
import { barAt, supportParameters, windowRadiusUm } from "./supportGrid.js";

/** Rods and plates of MoO3 on a carbon film, none over another: for pictures at low magnification. */
export const moo3Specimen = specimenMaker({
  name: "moo3",
  description: "Rods and plates of MoO3 on a carbon film, for pictures at low magnification.",
  options: {
    rodPercent: { parameter: placeholder(60, "rods among the crystals; the rest are plates"), min: 0, max: 100 },
    leastRodNm: { parameter: known(200, "rods of 0.2 to 2 um"), min: 50, max: 2000 },
    mostRodNm: { parameter: known(2000, "rods of 0.2 to 2 um"), min: 50, max: 2000 },
    leastAspectRatio: { parameter: known(5, "rods are 5 to 15 times as long as wide"), min: 1.5, max: 50 },
    mostAspectRatio: { parameter: known(15, "rods are 5 to 15 times as long as wide"), min: 1.5, max: 50 },
    leastPlateNm: { parameter: known(200, "plates of 0.2 to 1 um"), min: 50, max: 2000 },
    mostPlateNm: { parameter: known(1000, "plates of 0.2 to 1 um"), min: 50, max: 2000 },
    crowding: {
      parameter: placeholder(3, "crystals for each 1.5 x 1.5 um, before those that touch are taken out"),
      min: 0,
      max: 12,
    },
    filmNm: { parameter: known(15, "carbon films on grids are 10 to 20 nm thick"), min: 1, max: 200 },
    buckleNm: { parameter: supportParameters.buckleNm, min: 0, max: 1000 },
  },
  body({ seed, filmNm, buckleNm, ...sizes }) {
    const film = carbonFilm(filmNm);
    const crystals = moo3Crystals({ seed, film, ...sizes });
    return {
      radiusUm: windowRadiusUm,
      zoneTilt: { alphaDeg: 0, betaDeg: 0 },
      typicalFovNm: 8000,
      columnsPerNm2: 0,
      heightNm: buckle(seed, buckleNm, supportParameters.buckleWavelengthUm.value * 1000),
      materialAt: (x, y) => barAt(x, y) ?? crystals.at(x, y)?.material ?? film,
      columns(region) {
        checkRegion(region);
        return noColumns();
      },
      truth: (region) => ({ specimen: "moo3", seed, columns: noColumns(), objects: crystals.in(region) }),
    };
  },
});
