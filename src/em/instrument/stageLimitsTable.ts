import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import { type HolderLimits, travelAt } from "../../instrument/guard/stageLimits.js";
import type { StagePosition } from "../../instrument/stagePosition.js";
import { factRows } from "./facts.js";
import { factTable } from "./factTable.js";

/** The limits of a holder, with what they leave for x and y at the present tilt; as the last line of a cell it is a table. */
export class StageLimitsTable implements Displayable {
  readonly limits: HolderLimits;
  /** How far x and y may go from zero at the tilt that the stage has now. */
  readonly travelNowUm: number;

  constructor(limits: HolderLimits, at: StagePosition) {
    this.limits = limits;
    this.travelNowUm = travelAt(limits, at).xUm;
    Object.freeze(this);
  }

  [displaySymbol](): MimeBundle {
    const travel = Number(this.travelNowUm.toFixed(2));
    return factTable(
      "Limits of the stage",
      ["limit", "value", "unit"],
      [...factRows(this.limits)],
      [`At the present tilt x and y may go to ±${travel} µm. Both tilts together: |α/α_most|ⁿ + |β/β_most|ⁿ ≤ 1.`],
    );
  }
}
