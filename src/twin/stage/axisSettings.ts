import { type Random, seededRandom } from "../../core/random.js";
import type { StageAxis } from "../../instrument/stagePosition.js";
import { stageAxes } from "../../instrument/stagePosition.js";
import type { CreepSettings } from "./creep.js";
import type { StageValues } from "./stageParameters.js";

/** One axis of one stage: lengths in the unit of the axis, um or degrees. @unitless */
export interface AxisSettings {
  /** @unitless */
  readonly travel: number;
  /** Per second. @unitless */
  readonly speed: number;
  /** @unitless */
  readonly play: number;
  /** Standard deviation of one arrival. @unitless */
  readonly repeatability: number;
  /** Standard deviation of one arrival, in parts of the step before it. @unitless */
  readonly stepError: number;
  /** True over believed length of a step. @unitless */
  readonly gain: number;
  /** Standard deviation of the encoder's error, and the steps of its report. @unitless */
  readonly reportSigma: number;
  /** @unitless */
  readonly reportQuantum: number;
  readonly creep: CreepSettings;
}

interface KindOfAxis {
  readonly play: number;
  readonly returnSigma: number;
  readonly reportSigma: number;
  readonly reportQuantum: number;
  readonly creepMost: number;
}

/** The axes of the stage with a seed. */
export function axisSettings(values: StageValues, seed: number): Readonly<Record<StageAxis, AxisSettings>> {
  const random = seededRandom(seed, "stage gains");
  const plane = kindOfShift(values, values.backlashXyNm, values.repeatabilityXyNm);
  const height = kindOfShift(values, values.backlashZNm, values.repeatabilityZNm);
  const tilt: KindOfAxis = {
    play: values.backlashTiltDeg,
    returnSigma: values.repeatabilityTiltDeg,
    reportSigma: values.reportSigmaTiltDeg,
    reportQuantum: values.reportQuantumTiltDeg,
    creepMost: 0,
  };
  const axis = (kind: KindOfAxis, travel: number, speed: number) => settingsOf(kind, travel, speed, values, random);
  return {
    xUm: axis(plane, values.travelXUm, values.speedXyUmPerS),
    yUm: axis(plane, values.travelYUm, values.speedXyUmPerS),
    zUm: axis(height, values.travelZUm, values.speedZUmPerS),
    alphaDeg: axis(tilt, values.travelAlphaDeg, values.speedTiltDegPerS),
    betaDeg: axis(tilt, values.travelBetaDeg, values.speedTiltDegPerS),
  };
}

function kindOfShift(values: StageValues, backlashNm: number, repeatabilityNm: number): KindOfAxis {
  return {
    play: backlashNm / 1000,
    returnSigma: repeatabilityNm / 1000,
    reportSigma: values.reportSigmaXyzNm / 1000,
    reportQuantum: values.reportQuantumXyzNm / 1000,
    creepMost: values.creepNm / 1000,
  };
}

function settingsOf(
  kind: KindOfAxis,
  travel: number,
  speed: number,
  values: StageValues,
  random: Random,
): AxisSettings {
  return {
    travel,
    speed,
    play: kind.play,
    // A return compares two arrivals, whose errors add in squares.
    repeatability: kind.returnSigma / Math.SQRT2,
    stepError: values.stepErrorPercent / 100,
    gain: 1 + (sign(random) * values.gainErrorPercent) / 100,
    reportSigma: kind.reportSigma,
    reportQuantum: kind.reportQuantum,
    creep: { most: kind.creepMost, share: kind.creepMost / values.creepFullStepUm, tauS: values.creepTauS },
  };
}

/**
 * How the three translations leak into each other: a 3 x 3 matrix, row after row, with 1 on its diagonal.
 *
 * It is fixed for a stage: its drives are not quite square to each other.
 */
export function couplingMatrix(values: StageValues, seed: number): readonly number[] {
  const random = seededRandom(seed, "stage coupling");
  return Array.from({ length: 9 }, (_, i) => (i % 4 === 0 ? 1 : (sign(random) * values.couplingPercent) / 100));
}

function sign(random: Random): number {
  return random.uniform() < 0.5 ? -1 : 1;
}

/** The value of every axis, made from its name. */
export function forAxes<T>(make: (axis: StageAxis) => T): Record<StageAxis, T> {
  return Object.fromEntries(stageAxes.map((axis) => [axis, make(axis)])) as Record<StageAxis, T>;
}
