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
    filmNm: { parameter: known(15, "carbon films on grids are 10 to 20 nm thick"), min: 1, max: 200 },
    buckleNm: { parameter: supportParameters.buckleNm, min: 0, max: 1000 },
  },
  body({ seed, rodPercent, filmNm, buckleNm }) {
    const film = carbonFilm(filmNm);
    const crystals = moo3Crystals(seed, rodPercent / 100, film);
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
