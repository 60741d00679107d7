import { throwIfAborted } from "../../core/error.js";
import type { InstrumentEvent, MoveOptions, StagePort, StageTravel } from "../../instrument/port.js";
import {
  type AxisStatus,
  type StageAxis,
  type StageDrive,
  type StagePosition,
  type StageReport,
  type StageTarget,
  stageOrigin,
} from "../../instrument/stagePosition.js";
import type { SimulatedClock } from "../clock.js";
import { forAxes } from "./axisSettings.js";
import { checkDrive, checkPiezoTarget, checkTarget } from "./checkTarget.js";
import { checkStageFaults, noStageFaults, type StageFaults } from "./stageFaults.js";
import { StageMechanics } from "./stageMechanics.js";
import type { StageMotion } from "./stageMotion.js";
import { motionFailure, stageBusy, stageStopped } from "./stageOutcome.js";
import { type StageValues, stageValues } from "./stageParameters.js";

/** What a stage of the twin is made from. */
export interface TwinStageSetup {
  readonly clock: SimulatedClock;
  /** @unitless */
  readonly seed: number;
  /** Replace numbers of stageParameters. */
  readonly parameters?: Partial<StageValues>;
  readonly onEvent?: (event: InstrumentEvent) => void;
}

/** At fast speed, time that passes between two chances to stop a motion. */
const sliceS = 0.05;

/** A motion that a move waits for, and what ends the wait early. */
interface Underway {
  readonly motion: StageMotion;
  readonly wait: AbortController;
  stoppedS?: number;
  cause?: unknown;
}

/**
 * The stage of the twin: told where to go as a goniometer is, and as wrong as one.
 *
 * Commanded is the last target, reported the motors' encoders, which do not see the play behind them; where the stage really is, only
 * truth() tells. Everything random follows from the seed, everything in time from the clock. Where tilt leaves no
 * room the holder touches the pole piece, as a real one does: the guard is there to prevent it. Cost of a move of 0.7 s at fast speed:
 * 0.4 ms, most of it the turns of the event loop that let a stop come between.
 *
 * Errors of the constructor: BadOption for a seed or a parameter that cannot be.
 */
export class TwinStage implements StagePort {
  readonly travel: StageTravel;
  readonly piezoReachUm: number;
  /** The numbers that it works with. */
  readonly values: StageValues;
  readonly #clock: SimulatedClock;
  readonly #mechanics: StageMechanics;
  readonly #emit: (event: InstrumentEvent) => void;
  #faults = noStageFaults;
  #commanded: StagePosition = stageOrigin;
  #status: Record<StageAxis, AxisStatus> = forAxes(() => "rest");
  #drive: StageDrive = "motor";
  #underway: Underway | undefined;

  constructor({ clock, seed, parameters, onEvent }: TwinStageSetup) {
    this.values = stageValues(parameters);
    this.#clock = clock;
    this.#mechanics = new StageMechanics(this.values, seed, clock.nowS());
    this.#emit = onEvent ?? (() => {});
    this.travel = Object.freeze(forAxes((axis) => this.#mechanics.settings[axis].travel));
    this.piezoReachUm = this.values.piezoReachUm;
  }

  /** What is wrong with it. Set for the motions that begin later. Errors: BadOption for a fault that cannot be. */
  get faults(): StageFaults {
    return this.#faults;
  }

  set faults(faults: StageFaults) {
    this.#faults = checkStageFaults(faults);
  }

  /** true from the start of a move until it resolves or rejects. */
  get isMoving(): boolean {
    return this.#underway !== undefined;
  }

  async report(): Promise<StageReport> {
    return this.#report();
  }

  /**
   * Where the stage really is, now or at a later time if nothing moves it until then: creep, drift and runout included.
   *
   * Errors: BadOption for a time before the last motion began or ended. Cost: about 5 µs.
   */
  truth(timeS: number = this.#clock.nowS()): StagePosition {
    return this.#mechanics.truth(timeS);
  }

  async move(target: StageTarget, options: MoveOptions = {}): Promise<StageReport> {
    const wanted = checkTarget(target);
    const drive = checkDrive(options.drive ?? "motor");
    throwIfAborted(options.signal, "a move of the stage");
    if (this.#underway) throw stageBusy(this.#underway.motion, this.#clock.nowS());
    if (drive === "piezo") checkPiezoTarget(wanted, this.#motors(), this.piezoReachUm);
    const underway = this.#begin(wanted, drive);
    const onAbort = () => this.#isOnItsWay(underway) && this.#halt(underway, options.signal?.reason);
    options.signal?.addEventListener("abort", onAbort, { once: true });
    try {
      await this.#pass(underway);
    } catch (cause) {
      this.#halt(underway, cause);
      throw cause;
    } finally {
      options.signal?.removeEventListener("abort", onAbort);
    }
    if (underway.stoppedS !== undefined) throw stageStopped(underway.motion, underway.stoppedS, underway.cause);
    return this.#arrive(underway.motion);
  }

  async stop(): Promise<void> {
    if (this.#isOnItsWay(this.#underway)) this.#halt(this.#underway);
    else this.#emit({ type: "stopped", timeS: this.#clock.nowS() });
  }

  /** A holder has just been inserted: the drift is fast again, and falls as the parameters say. */
  insertHolder(): void {
    this.#mechanics.insertHolder(this.#clock.nowS());
  }

  #begin(target: StageTarget, drive: StageDrive): Underway {
    const timeS = this.#clock.nowS();
    const motion = this.#mechanics.begin(target, drive, timeS, this.#faults);
    this.#commanded = Object.freeze({ ...this.#commanded, ...target });
    this.#drive = drive;
    this.#underway = { motion, wait: new AbortController() };
    this.#emit({ type: "moving", target, timeS });
    return this.#underway;
  }

  /** Lets the time of a motion pass; ends without an error when it has been stopped. */
  async #pass({ motion, wait }: Underway): Promise<void> {
    try {
      for (;;) {
        const leftS = motion.endS - this.#clock.nowS();
        // Sums of slices are not exact: what is left of a rounding is no time.
        if (leftS < 1e-9 || wait.signal.aborted) return;
        await this.#clock.wait(Math.min(leftS, sliceS), wait.signal);
      }
    } catch (cause) {
      if (!wait.signal.aborted) throw cause;
    }
  }

  /** A motion whose time is over has arrived, even if its move has not noticed yet: it can no longer be stopped. */
  #isOnItsWay(underway: Underway | undefined): underway is Underway {
    return underway !== undefined && this.#underway === underway && this.#clock.nowS() < underway.motion.endS;
  }

  /** Stops a motion where it is now. */
  #halt(underway: Underway, cause?: unknown): void {
    if (this.#underway !== underway) return;
    const timeS = this.#clock.nowS();
    this.#underway = undefined;
    underway.stoppedS = timeS;
    underway.cause = cause;
    this.#settle(
      underway.motion,
      timeS,
      forAxes(() => "rest"),
    );
    underway.wait.abort();
    this.#emit({ type: "stopped", timeS });
  }

  #arrive(motion: StageMotion): StageReport {
    this.#underway = undefined;
    const { limitedAxes, stuckAxes, touchingAxes } = motion;
    const atLimit = [...limitedAxes, ...touchingAxes];
    const ended = (axis: StageAxis) => (stuckAxes.includes(axis) ? "stuck" : atLimit.includes(axis) ? "limit" : "rest");
    this.#settle(motion, motion.endS, forAxes(ended));
    const report = this.#report();
    const failure = motionFailure(motion, this.#mechanics.settings, report);
    if (failure) {
      this.#emit({ type: "fault", text: failure.message, timeS: report.timeS });
      throw failure;
    }
    this.#emit({ type: "moved", report, timeS: report.timeS });
    return report;
  }

  /** Keeps where the motion ended and how its axes are; the others stay as they were. */
  #settle(motion: StageMotion, timeS: number, status: Record<StageAxis, AxisStatus>): void {
    this.#mechanics.settle(timeS);
    this.#status = forAxes((axis) => (motion.target[axis] === undefined ? this.#status[axis] : status[axis]));
  }

  #motors(): StagePosition {
    const states = this.#mechanics.states(this.#clock.nowS());
    return forAxes((axis) => states[axis].motor);
  }

  #report(): StageReport {
    const timeS = this.#clock.nowS();
    const readings = this.#mechanics.readings(timeS);
    return {
      commanded: this.#commanded,
      reported: forAxes((axis) => inSteps(readings[axis], this.#mechanics.settings[axis].reportQuantum)),
      measured: {},
      status: forAxes((axis) => this.#statusAt(axis, timeS)),
      drive: this.#drive,
      timeS,
    };
  }

  #statusAt(axis: StageAxis, timeS: number): AxisStatus {
    const motion = this.#underway?.motion;
    if (motion?.target[axis] === undefined) return this.#status[axis];
    const endS = motion.stuckAxes.includes(axis) ? motion.endS : (motion.legs[axis]?.endS ?? motion.endS);
    return timeS < endS ? "moving" : "rest";
  }
}

function inSteps(value: number, quantum: number): number {
  if (quantum === 0) return value;
  // By a whole number of steps per unit where there is one: 300 / 1000 is 0.3, 300 * 0.001 is not. Adding 0 makes -0 plain.
  const perUnit = Math.round(1 / quantum);
  const isWhole = Math.abs(perUnit * quantum - 1) < 1e-9;
  return (isWhole ? Math.round(value * perUnit) / perUnit : Math.round(value / quantum) * quantum) + 0;
}
