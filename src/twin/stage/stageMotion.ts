import type { StageAxis, StageDrive, StagePosition, StageTarget } from "../../instrument/stagePosition.js";
import { stageAxes } from "../../instrument/stagePosition.js";
import type { AxisLeg, AxisState } from "./axisMotion.js";
import { legShare } from "./axisMotion.js";
import { type AxisSettings, forAxes } from "./axisSettings.js";
import { firstTouch } from "./holderEnvelope.js";
import type { StageFaults } from "./stageFaults.js";
import type { StageValues } from "./stageParameters.js";

/** A motion of the stage as it will go if nobody stops it. */
export interface StageMotion {
  readonly target: StageTarget;
  readonly drive: StageDrive;
  readonly startS: number;
  /** When the last axis comes to rest, or is given up. */
  readonly endS: number;
  readonly legs: Readonly<Partial<Record<StageAxis, AxisLeg>>>;
  /** Axes that meet their limiters, that do not move, and that are stopped when the holder touches the pole piece. */
  readonly limitedAxes: readonly StageAxis[];
  readonly stuckAxes: readonly StageAxis[];
  readonly touchingAxes: readonly StageAxis[];
}

/** What a motion is drawn from. */
export interface MotionErrors {
  /** Standard normal deviates. @unitless */
  readonly arrival: number;
  /** @unitless */
  readonly step: number;
  /** @unitless */
  readonly encoder: number;
  /** @unitless */
  readonly piezo: number;
}

/** What a motion starts from. */
export interface MotionStart {
  readonly nowS: number;
  readonly states: Readonly<Record<StageAxis, AxisState>>;
  readonly settings: Readonly<Record<StageAxis, AxisSettings>>;
  readonly values: StageValues;
  readonly faults: StageFaults;
  readonly errors: Readonly<Record<StageAxis, MotionErrors>>;
}

/** Where the motor and the piezo of an axis stand together: what an operator calls its position. */
export function nominal(state: AxisState): number {
  return state.motor + state.piezo.driveUm;
}

/** The motion to a target that has been checked: all axes go at once, each at its own speed. */
export function planMotion(target: StageTarget, drive: StageDrive, start: MotionStart): StageMotion {
  const { nowS, settings, faults } = start;
  const asked = stageAxes.filter((axis) => target[axis] !== undefined);
  const stuckAxes = drive === "motor" ? asked.filter((axis) => faults.stuckAxes.includes(axis)) : [];
  const legs: Partial<Record<StageAxis, AxisLeg>> = {};
  for (const axis of asked) {
    if (!stuckAxes.includes(axis)) legs[axis] = legOf(axis, target[axis] as number, drive, start);
  }
  const restS = Math.max(nowS + latencyS(drive, start), ...Object.values(legs).map((leg) => leg.endS));
  const motion: StageMotion = {
    target,
    drive,
    startS: nowS,
    endS: restS + (stuckAxes.length > 0 ? start.values.stallS : 0),
    legs,
    limitedAxes: asked.filter((axis) => axis in legs && Math.abs(target[axis] as number) > settings[axis].travel),
    stuckAxes,
    touchingAxes: [],
  };
  return drive === "motor" ? untilTouch(motion, restS, start) : motion;
}

function latencyS(drive: StageDrive, { values, faults }: MotionStart): number {
  return drive === "piezo" ? values.piezoLatencyS : values.latencyS + faults.lateS;
}

function legOf(axis: StageAxis, goal: number, drive: StageDrive, start: MotionStart): AxisLeg {
  const { states, settings, values, errors } = start;
  const state = states[axis];
  const draw = errors[axis];
  const { travel, speed, repeatability, stepError, reportSigma } = settings[axis];
  const motor = drive === "piezo" ? state.motor : Math.min(Math.max(goal, -travel), travel);
  const piezoUm = drive === "piezo" ? goal - state.motor : 0;
  const way = Math.abs(motor + piezoUm - nominal(state));
  const startS = start.nowS + latencyS(drive, start);
  return {
    startS,
    endS: startS + way / (drive === "piezo" ? values.piezoSpeedUmPerS : speed),
    motor,
    piezoUm,
    error: repeatability * draw.arrival + stepError * Math.abs(motor - state.motor) * draw.step,
    // An axis that is where it should be does not move, and reads as before.
    encoderError: way === 0 ? state.encoderError : reportSigma * draw.encoder,
    piezoError: piezoUm === state.piezo.driveUm ? state.piezoError : (values.piezoSigmaNm / 1000) * draw.piezo,
  };
}

/** Where the operator would say that the stage is at a time of a motion, without its errors. */
export function nominalDuring(motion: StageMotion, states: MotionStart["states"], timeS: number): StagePosition {
  return forAxes((axis) => {
    const from = nominal(states[axis]);
    const leg = motion.legs[axis];
    return leg ? from + legShare(leg, timeS) * (leg.motor + leg.piezoUm - from) : from;
  });
}

/** The motion as far as it goes: all axes stop where the holder touches the pole piece. */
function untilTouch(motion: StageMotion, restS: number, { states, values, faults }: MotionStart): StageMotion {
  const legs = Object.values(motion.legs);
  if (legs.length === 0) return motion;
  const firstS = Math.min(...legs.map((leg) => leg.startS));
  const at = (moment: number) => firstS + moment * (restS - firstS);
  const moments = [faults.poleTouchFraction, firstTouch((moment) => nominalDuring(motion, states, at(moment)), values)];
  const moment = Math.min(...moments.map((each) => each ?? Infinity));
  if (moment === Infinity) return motion;
  const touchS = at(moment);
  return {
    ...motion,
    endS: touchS,
    limitedAxes: motion.limitedAxes.filter((axis) => (motion.legs[axis] as AxisLeg).endS <= touchS),
    touchingAxes: stageAxes.filter((axis) => (motion.legs[axis]?.endS ?? -Infinity) > touchS),
  };
}
