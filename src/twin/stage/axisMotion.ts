import type { AxisSettings } from "./axisSettings.js";
import { relaxed, strained } from "./creep.js";
import type { PiezoElement, PiezoState } from "./piezoElement.js";
import { takeUpPlay } from "./takeUpPlay.js";

/** How an axis stands at one time; lengths in its unit, um or degrees. */
export interface AxisState {
  readonly atS: number;
  /** Where the motor is, which its encoder sees. @unitless */
  readonly motor: number;
  /** Where the far side of the gear is. @unitless */
  readonly far: number;
  /** How far the holder is off the far side since its last arrival. @unitless */
  readonly error: number;
  /** @unitless */
  readonly creep: number;
  /** What the encoder is wrong by since the last motion. @unitless */
  readonly encoderError: number;
  readonly piezo: PiezoState;
  /** @unitless */
  readonly piezoError: number;
}

/** The part of one axis in a motion: straight from where it is, between two times. */
export interface AxisLeg {
  readonly startS: number;
  readonly endS: number;
  /** Where the motor goes. @unitless */
  readonly motor: number;
  readonly piezoUm: number;
  /** What the errors are at the end of the whole leg. @unitless */
  readonly error: number;
  /** @unitless */
  readonly encoderError: number;
  /** @unitless */
  readonly piezoError: number;
}

/** How much of a leg is done at a time, from 0 to 1. */
export function legShare({ startS, endS }: Pick<AxisLeg, "startS" | "endS">, timeS: number): number {
  if (timeS >= endS) return 1;
  return timeS <= startS ? 0 : (timeS - startS) / (endS - startS);
}

/** An axis at rest, some time later. */
export function axisLater(state: AxisState, timeS: number, settings: AxisSettings): AxisState {
  return { ...state, atS: timeS, creep: relaxed(state.creep, timeS - state.atS, settings.creep) };
}

/**
 * An axis at any time of a leg and after it, from how it stood when the leg was given.
 *
 * A leg goes one way only, so what play and friction have done by a time follows from the start alone, without steps between.
 */
export function axisDuring(
  state: AxisState,
  leg: AxisLeg,
  timeS: number,
  settings: AxisSettings,
  piezo: PiezoElement,
): AxisState {
  const share = legShare(leg, timeS);
  const motor = share === 1 ? leg.motor : state.motor + share * (leg.motor - state.motor);
  const far = takeUpPlay(state.far, motor, settings.play);
  const rested = axisLater(state, Math.min(timeS, leg.endS), settings);
  const moving: AxisState = {
    ...rested,
    motor,
    far,
    error: errorAt(state, leg, far, settings.play),
    creep: strained(rested.creep, far - state.far, settings.creep),
    encoderError: share > 0 ? leg.encoderError : state.encoderError,
    piezo: piezo.driven(state.piezo, state.piezo.driveUm + share * (leg.piezoUm - state.piezo.driveUm)),
    piezoError: state.piezoError + share * (leg.piezoError - state.piezoError),
  };
  return timeS > leg.endS ? axisLater(moving, timeS, settings) : moving;
}

/** The error of arrival grows in with the way of the far side: a motion lost in the play changes nothing. */
function errorAt(state: AxisState, leg: AxisLeg, far: number, play: number): number {
  const wholeWay = takeUpPlay(state.far, leg.motor, play) - state.far;
  return wholeWay === 0 ? state.error : state.error + ((far - state.far) / wholeWay) * (leg.error - state.error);
}

/** Where the encoder says that an axis is, piezo included, before the steps of its report. */
export function encoderReading(state: AxisState): number {
  return state.motor + state.encoderError + state.piezo.driveUm;
}

/** Where an axis really is, before the others leak in. */
export function truePosition(state: AxisState, settings: AxisSettings, piezo: PiezoElement): number {
  return settings.gain * state.far + state.error + state.creep + piezo.positionUm(state.piezo) + state.piezoError;
}
