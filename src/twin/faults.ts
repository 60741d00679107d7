import { type OptionRules, resolveOptions } from "../core/options.js";
import { type StageAxis, stageAxes } from "../instrument/stagePosition.js";

/** What goes wrong on a twin, for rehearsals; all of it is off at the beginning. */
export interface FaultSettings {
  /** Share of the acquisitions from which nothing comes: they end with Timeout. */
  readonly droppedFrameFraction: number;
  /** Share of the frames with a burst of noise over some rows. */
  readonly noiseBurstFraction: number;
  /** Axes that do not move, whatever they are told. */
  readonly stuckAxes: readonly StageAxis[];
  /** Time by which every motion is late. */
  readonly lateMoveS: number;
  /** The holder touches the pole piece at the next motion, which ends where it is; the one after that gets away. */
  readonly touchesPole: boolean;
  /** The connection is lost: everything fails until it is set back. */
  readonly isDisconnected: boolean;
}

/** No fault at all. */
export const noFaults: FaultSettings = Object.freeze({
  droppedFrameFraction: 0,
  noiseBurstFraction: 0,
  stuckAxes: Object.freeze([]),
  lateMoveS: 0,
  touchesPole: false,
  isDisconnected: false,
});

const rules: OptionRules<FaultSettings> = {
  droppedFrameFraction: { kind: "number", min: 0, max: 1 },
  noiseBurstFraction: { kind: "number", min: 0, max: 1 },
  stuckAxes: {
    kind: "other",
    expects: `a list of axes: ${stageAxes.join(", ")}`,
    accepts: (value) => Array.isArray(value) && value.every((axis) => stageAxes.includes(axis)),
  },
  lateMoveS: { kind: "number", min: 0, max: 3600, unit: "s" },
  touchesPole: { kind: "boolean" },
  isDisconnected: { kind: "boolean" },
};

/**
 * The faults with some of them changed.
 *
 * Errors: BadOption for an unknown fault or a value that it cannot have.
 */
export function changedFaults(now: FaultSettings, change: Partial<FaultSettings>): FaultSettings {
  const next = resolveOptions<FaultSettings>("em.twin.faults", change, now, rules);
  return Object.freeze({ ...next, stuckAxes: Object.freeze([...next.stuckAxes]) });
}
