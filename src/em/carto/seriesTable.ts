import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import type { SeriesStep } from "../../ops/carto/tiltSeries.js";
import type { DataFrame } from "../dataFrame.js";
import { factTable } from "../instrument/factTable.js";
import { toDataFrame } from "../table.js";

/**
 * The tilts of a series about a feature; as the last line of a cell it is a table.
 *
 * @example
 * const boundary = { alphaDeg: 5, betaDeg: 10, thetaDeg: 45 };
 * em.carto.series({ ...boundary, mode: "along", anglesDeg: [-20, -10, 0, 10, 20] }).steps
 */
export class SeriesTable implements Displayable {
  readonly steps: readonly SeriesStep[];

  constructor(steps: readonly SeriesStep[]) {
    this.steps = Object.freeze([...steps]);
    Object.freeze(this);
  }

  /** A table with a row a step: seriesDeg, alphaDeg, betaDeg, limitPercent, isReachable, imageRotationDeg. */
  table(): DataFrame {
    return toDataFrame({
      seriesDeg: this.steps.map(({ seriesDeg }) => seriesDeg),
      alphaDeg: this.steps.map(({ at }) => at.alphaDeg),
      betaDeg: this.steps.map(({ at }) => at.betaDeg),
      limitPercent: this.steps.map(({ limitFraction }) => 100 * limitFraction),
      isReachable: this.steps.map(({ isReachable }) => isReachable),
      imageRotationDeg: this.steps.map(({ imageRotationDeg }) => imageRotationDeg),
    });
  }

  [displaySymbol](): MimeBundle {
    const rows = this.steps.map(({ seriesDeg, at, limitFraction, isReachable, imageRotationDeg }) => [
      seriesDeg,
      at.alphaDeg.toFixed(2),
      at.betaDeg.toFixed(2),
      `${(100 * limitFraction).toFixed(0)} %`,
      isReachable ? "yes" : "no",
      imageRotationDeg.toFixed(2),
    ]);
    const header = ["angle in °", "alpha in °", "beta in °", "of the limit", "reachable", "image turned by °"];
    return factTable("Tilt series", header, rows);
  }
}
