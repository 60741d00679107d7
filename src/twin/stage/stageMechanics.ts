import { EmError } from "../../core/error.js";
import { type Random, seededRandom } from "../../core/random.js";
import type { StageAxis, StageDrive, StagePosition, StageTarget } from "../../instrument/stagePosition.js";
import { type AxisState, axisDuring, axisLater, encoderReading, truePosition } from "./axisMotion.js";
import { type AxisSettings, axisSettings, couplingMatrix, forAxes } from "./axisSettings.js";
import { PiezoElement } from "./piezoElement.js";
import type { StageFaults } from "./stageFaults.js";
import { type MotionErrors, planMotion, type StageMotion } from "./stageMotion.js";
import type { StageValues } from "./stageParameters.js";
import { ThermalDrift } from "./thermalDrift.js";
import { tiltRunout } from "./tiltRunout.js";

/** A clock that has added up many slices comes to the end of a motion only to this. */
const roundingS = 1e-7;

/**
 * What the metal does: where motors, gears and the specimen are at any time from the last motion on, without waiting for anything.
 *
 * A new stage is where an arrival from below would have left it, with its true zero there: so arrivals from below are right but for
 * their scatter, and arrivals from above are off by the backlash.
 */
export class StageMechanics {
  readonly settings: Readonly<Record<StageAxis, AxisSettings>>;
  readonly #values: StageValues;
  /** @unitless */
  readonly #seed: number;
  readonly #piezo: PiezoElement;
  readonly #coupling: readonly number[];
  readonly #runouts: readonly ((angleDeg: number) => number[])[];
  readonly #moves: Random;
  #drift: ThermalDrift;
  #holder = 0;
  #states: Readonly<Record<StageAxis, AxisState>>;
  #motion: StageMotion | undefined;

  constructor(values: StageValues, seed: number, nowS: number) {
    this.#values = values;
    this.#seed = seed;
    this.settings = axisSettings(values, seed);
    this.#coupling = couplingMatrix(values, seed);
    this.#piezo = new PiezoElement(values.piezoReachUm, values.piezoHysteresisPercent / 100);
    this.#runouts = ["alpha", "beta"].map((name) => tiltRunout(seed, name, values.runoutAtOneDegreeNm));
    this.#moves = seededRandom(seed, "stage moves");
    const piezo = this.#piezo.rest();
    const rest = { atS: nowS, motor: 0, far: 0, error: 0, creep: 0, encoderError: 0, piezo, piezoError: 0 };
    this.#states = forAxes(() => rest);
    const start = { seed, holder: 0, startS: nowS, insertedBeforeS: 60 * values.insertedBeforeMin };
    this.#drift = new ThermalDrift({ ...start, from: { xNm: 0, yNm: 0 } }, values);
  }

  /** The motion under way, or that has ended and is not settled yet. */
  get motion(): StageMotion | undefined {
    return this.#motion;
  }

  /** Begins a motion; the one before must be settled. */
  begin(target: StageTarget, drive: StageDrive, nowS: number, faults: StageFaults): StageMotion {
    const errors = forAxes(() => this.#draw());
    const { settings } = this;
    const states = this.states(nowS);
    this.#states = states;
    this.#motion = planMotion(target, drive, { nowS, states, settings, values: this.#values, faults, errors });
    return this.#motion;
  }

  /** Ends the motion as it stands at this time. */
  settle(timeS: number): void {
    this.#states = this.states(timeS);
    this.#motion = undefined;
  }

  /** Every axis at a time. Errors: BadOption for a time before the last motion, and for one that is no number. */
  states(timeS: number): Readonly<Record<StageAxis, AxisState>> {
    const sinceS = this.#states.xUm.atS;
    if (!(timeS > sinceS - roundingS && timeS < Infinity)) {
      throw new EmError("BadOption", `where the stage was at ${timeS} s is not kept`, {
        fix: `Ask for a time from ${sinceS} s on, when its last motion began or ended.`,
      });
    }
    const laterS = Math.max(timeS, sinceS);
    return forAxes((axis) => this.#stateOf(axis, laterS));
  }

  /** Where the encoders say that an axis is, before the steps of the report. */
  readings(timeS: number): StagePosition {
    const states = this.states(timeS);
    return forAxes((axis) => encoderReading(states[axis]));
  }

  /** Where the stage really is: play, gain, coupling, scatter, creep, drift and runout included. */
  truth(timeS: number): StagePosition {
    const states = this.states(timeS);
    const own = forAxes((axis) => truePosition(states[axis], this.settings[axis], this.#piezo));
    const { alphaDeg, betaDeg } = own;
    const [xUm, yUm, zUm] = this.#coupled(own.xUm, own.yUm, own.zUm);
    const drift = this.#drift.at(timeS);
    const [alpha, beta] = [this.#runouts[0](alphaDeg), this.#runouts[1](betaDeg)];
    return {
      xUm: xUm + (drift.xNm + alpha[0] + beta[0]) / 1000,
      yUm: yUm + (drift.yNm + alpha[1] + beta[1]) / 1000,
      zUm: zUm + (alpha[2] + beta[2]) / 1000,
      alphaDeg,
      betaDeg,
    };
  }

  /** A holder has just been inserted: the drift is fast again and goes another way. */
  insertHolder(nowS: number): void {
    this.#holder++;
    const start = { seed: this.#seed, holder: this.#holder, startS: nowS, insertedBeforeS: 0 };
    this.#drift = new ThermalDrift({ ...start, from: this.#drift.at(nowS) }, this.#values);
  }

  #stateOf(axis: StageAxis, timeS: number): AxisState {
    const state = this.#states[axis];
    const settings = this.settings[axis];
    const leg = this.#motion?.legs[axis];
    if (!this.#motion || !leg) return axisLater(state, timeS, settings);
    const movingS = Math.min(timeS, this.#motion.endS);
    return axisLater(axisDuring(state, leg, movingS, settings, this.#piezo), timeS, settings);
  }

  #coupled(xUm: number, yUm: number, zUm: number): [number, number, number] {
    const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = this.#coupling;
    return [xx * xUm + xy * yUm + xz * zUm, yx * xUm + yy * yUm + yz * zUm, zx * xUm + zy * yUm + zz * zUm];
  }

  /** Drawn for every axis at every motion, moved or not: what one axis does leaves the others' numbers unchanged. */
  #draw(): MotionErrors {
    const random = this.#moves;
    return { arrival: random.normal(), step: random.normal(), encoder: random.normal(), piezo: random.normal() };
  }
}
