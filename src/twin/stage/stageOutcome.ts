import { EmError } from "../../core/error.js";
import { type StageAxis, type StageReport, type StageTarget, stageAxes } from "../../instrument/stagePosition.js";
import type { AxisSettings } from "./axisSettings.js";
import { axisText } from "./axisText.js";
import type { StageMotion } from "./stageMotion.js";

/** Why a second motion is refused. */
export function stageBusy(motion: StageMotion, nowS: number): EmError {
  const leftS = Math.max(0, motion.endS - nowS).toFixed(1);
  return new EmError("InstrumentBusy", `the stage is on its way to ${targetText(motion.target)}, for ${leftS} s more`, {
    fix: "Await the move before, or stop the stage.",
  });
}

/** What a motion that was stopped rejects with. */
export function stageStopped(motion: StageMotion, stoppedS: number, cause: unknown): EmError {
  const passedS = (stoppedS - motion.startS).toFixed(2);
  return new EmError("Aborted", `the move to ${targetText(motion.target)} was stopped after ${passedS} s`, {
    fix: "The stage stands on its way: read its report before the next move.",
    cause,
  });
}

/** What a motion to its end rejects with; undefined when it has arrived. */
export function motionFailure(
  motion: StageMotion,
  settings: Readonly<Record<StageAxis, AxisSettings>>,
  report: StageReport,
): EmError | undefined {
  const { touchingAxes, stuckAxes, limitedAxes } = motion;
  const at = (axes: readonly StageAxis[]) => axes.map((axis) => axisText(axis, report.reported[axis])).join(", ");
  if (touchingAxes.length > 0) {
    return new EmError("StageLimit", `the holder touched the pole piece and the stage stopped at ${at(stageAxes)}`, {
      fix: "Go back the way it came, with less tilt or nearer to x = y = 0.",
    });
  }
  if (stuckAxes.length > 0) {
    const timeS = (motion.endS - motion.startS).toFixed(1);
    return new EmError("Timeout", `the stage did not move to ${targetText(motion.target)} within ${timeS} s`, {
      fix: `It is stuck at ${at(stuckAxes)}: check the holder, and move this axis on its own.`,
    });
  }
  if (limitedAxes.length === 0) return undefined;
  const ends = limitedAxes.map((axis) => {
    const goal = motion.target[axis] as number;
    return `${axisText(axis, Math.sign(goal) * settings[axis].travel)} where ${axisText(axis, goal)} was asked for`;
  });
  return new EmError("StageLimit", `the stage is at its limiter: ${ends.join("; ")}`, {
    fix: "Ask for a position within its travel.",
  });
}

function targetText(target: StageTarget): string {
  const texts = stageAxes.filter((axis) => target[axis] !== undefined).map((axis) => axisText(axis, target[axis]!));
  return texts.length > 0 ? texts.join(", ") : "where it is";
}
