import { type OptionRule, resolveOptions } from "../../core/options.js";
import { type StageAxis, stageAxes } from "../../instrument/stagePosition.js";

/** What is wrong with a stage, for practice and for tests; it applies to motions that begin after it is set. */
export interface StageFaults {
  /** Their motors do not turn: a motion of them ends with Timeout. */
  readonly stuckAxes: readonly StageAxis[];
  /** Every motion of the motors begins so much later. */
  readonly lateS: number;
  /** After this part of the time of a motion the holder touches the pole piece: it stops there, with StageLimit. */
  readonly poleTouchFraction?: number;
}

/** A stage that works. */
export const noStageFaults: StageFaults = Object.freeze({ stuckAxes: [], lateS: 0 });

/** Errors: BadOption for an axis that is not there, a time below 0 s, or a part beyond 0 to 1. */
export function checkStageFaults(faults: StageFaults): StageFaults {
  const checked = resolveOptions<StageFaults>("a fault of the twin's stage", faults, noStageFaults, rules);
  return Object.freeze({ ...checked, stuckAxes: [...checked.stuckAxes] });
}

const rules = {
  stuckAxes: {
    kind: "other",
    expects: `a list of axes of ${stageAxes.join(", ")}`,
    accepts: (value) => Array.isArray(value) && value.every((axis) => stageAxes.includes(axis)),
  },
  lateS: { kind: "number", min: 0, unit: "s" },
  poleTouchFraction: { kind: "number", min: 0, max: 1 },
} satisfies Record<keyof StageFaults, OptionRule>;
