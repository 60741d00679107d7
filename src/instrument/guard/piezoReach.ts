import { EmError } from "../../core/error.js";
import type { Instrument } from "../port.js";
import type { StageReport, StageTarget } from "../stagePosition.js";

/** How far the piezo may go from where the motor last stood. */
export class PiezoReach {
  readonly #instrument: Instrument;
  #motor: { readonly xUm: number; readonly yUm: number } | undefined;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
  }

  /** Remembers where the motor stands: under the piezo's drive no report tells it. */
  see({ drive, commanded }: StageReport): void {
    if (drive === "motor") this.#motor = { xUm: commanded.xUm, yUm: commanded.yUm };
  }

  /** Errors: Unsupported without a piezo; BadOption for axes that it does not move. */
  checkAxes(operation: string, target: StageTarget): void {
    const { capabilities, stage } = this.#instrument;
    if (!capabilities.hasPiezo || !(stage.piezoReachUm > 0)) {
      throw new EmError("Unsupported", "this instrument has no piezo", {
        fix: 'Leave drive out, or give drive: "motor".',
      });
    }
    const other = Object.keys(target).find((axis) => axis !== "xUm" && axis !== "yUm");
    if (!other) return;
    throw new EmError("BadOption", `${operation}: the piezo does not move ${other}`, {
      fix: `Move ${other} with drive: "motor" in a call of its own.`,
    });
  }

  /** Errors: StageLimit beyond its reach. Where the motor has not been seen, the instrument has to know. */
  check(target: StageTarget): void {
    const reachUm = this.#instrument.stage.piezoReachUm;
    for (const axis of ["xUm", "yUm"] as const) {
      const value = target[axis];
      if (value === undefined || !this.#motor || Math.abs(value - this.#motor[axis]) <= reachUm) continue;
      throw new EmError(
        "StageLimit",
        `the target is ${axis} ${value} µm: the piezo reaches ±${reachUm} µm from where the motor stands, ${this.#motor[axis]} µm`,
        { fix: 'Move there with drive: "motor", then use the piezo for the last micrometres.' },
      );
    }
  }
}
