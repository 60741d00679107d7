import { withUnit } from "../../core/units.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import {
  type AxisStatus,
  type StageAxis,
  type StageDrive,
  type StagePosition,
  type StageReport,
  type StageTarget,
  stageAxes,
} from "../../instrument/stagePosition.js";
import { unitOf } from "./facts.js";
import { factTable } from "./factTable.js";

/**
 * Where the stage is, three times over: told to be (commanded), said to be by its encoders (reported), seen to be in images
 * (measured, where that was done). As the last line of a cell it is a table.
 *
 * @example
 * const at = await em.stage.position();
 * at.reported.alphaDeg
 */
export class StageReading implements StageReport, Displayable {
  readonly commanded: StagePosition;
  readonly reported: StagePosition;
  readonly measured: StageTarget;
  readonly status: Readonly<Record<StageAxis, AxisStatus>>;
  readonly drive: StageDrive;
  readonly timeS: number;

  constructor(report: StageReport) {
    this.commanded = report.commanded;
    this.reported = report.reported;
    this.measured = report.measured;
    this.status = report.status;
    this.drive = report.drive;
    this.timeS = report.timeS;
    Object.freeze(this);
  }

  [displaySymbol](): MimeBundle {
    const shown = (value: number | undefined) => (value === undefined ? "" : Number(value.toFixed(4)));
    const rows = stageAxes.map((axis) => [
      axis.replace(/(Um|Deg)$/, ""),
      shown(this.commanded[axis]),
      shown(this.reported[axis]),
      shown(this.measured[axis]),
      unitOf(axis),
      this.status[axis],
    ]);
    const header = ["axis", "commanded", "reported", "measured", "unit", "status"];
    return factTable("Stage", header, rows, [
      `${this.drive} drive, at ${withUnit(Number(this.timeS.toFixed(2)), "S")} of the instrument's clock`,
    ]);
  }
}
