import { closestName } from "../../core/closestName.js";
import { EmError } from "../../core/error.js";
import { withUnit } from "../../core/units.js";
import {
  type StageAxis,
  type StageDrive,
  type StagePosition,
  type StageTarget,
  stageAxes,
} from "../../instrument/stagePosition.js";
import { axisText } from "./axisText.js";

/**
 * The axes of a target that are given, each a finite number.
 *
 * Errors: BadOption for what is no target, for an axis that the stage does not have, and for NaN, Infinity and what is no number.
 */
export function checkTarget(target: StageTarget): StageTarget {
  if (typeof target !== "object" || target === null || Array.isArray(target)) {
    throw new EmError("BadOption", "a motion of the stage needs a target", { fix: "Write { xUm: 12, yUm: 3 }." });
  }
  const checked: Partial<Record<StageAxis, number>> = {};
  for (const [name, value] of Object.entries(target)) {
    const axis = stageAxes.find((known) => known === name);
    if (!axis) throw unknownAxis(name);
    if (value === undefined) continue;
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new EmError("BadOption", `the target of the stage has ${name}: ${String(value)}`, {
        fix: `${name} must be a finite number.`,
      });
    }
    checked[axis] = value;
  }
  return checked;
}

function unknownAxis(name: string): EmError {
  const near = closestName(name, [...stageAxes]);
  return new EmError("BadOption", `the stage has no axis "${name}"`, {
    fix: near ? `Did you mean ${near}?` : `It has ${stageAxes.join(", ")}.`,
  });
}

/** Errors: BadOption for a drive that the stage does not have. */
export function checkDrive(drive: StageDrive): StageDrive {
  if (drive === "motor" || drive === "piezo") return drive;
  throw new EmError("BadOption", `the stage has no drive ${JSON.stringify(drive)}`, {
    fix: 'Use "motor" or "piezo".',
  });
}

/** Errors: BadOption where the piezo does not reach: it has x and y, `reachUm` either side of the motors. */
export function checkPiezoTarget(target: StageTarget, motors: StagePosition, reachUm: number): void {
  for (const axis of stageAxes) {
    const goal = target[axis];
    if (goal === undefined) continue;
    if (axis !== "xUm" && axis !== "yUm") {
      throw new EmError("BadOption", `the piezo has no axis ${axis}`, { fix: 'Move it with drive: "motor".' });
    }
    // A reach of 10 um includes 10 um from where the motor is, however the sums are rounded.
    if (Math.abs(goal - motors[axis]) <= reachUm + 1e-9) continue;
    throw new EmError("StageLimit", `${axisText(axis, goal)} is out of reach of the piezo`, {
      fix: `It reaches ${withUnit(reachUm, "Um")} either side of the motor at ${axisText(axis, motors[axis])}; move the motor first.`,
    });
  }
}
