import { EmError, throwIfAborted } from "../../core/error.js";
import type { MoveOptions, StagePort, StageTravel } from "../port.js";
import { type StageAxis, type StagePosition, type StageReport, type StageTarget, stageAxes } from "../stagePosition.js";
import type { Playhead } from "./playhead.js";
import { isReportOf, nothingThere, type PositionTolerance } from "./recordedPlaces.js";
import { motorPositions, piezoReachOf, travelOf } from "./recordedReach.js";

/** What the stage is told by its instrument, and what it tells it. */
export interface StageListener {
  assertConnected(): void;
  isAcquiring(): boolean;
  moving(target: StageTarget): void;
  moved(report: StageReport): void;
  stopped(): void;
}

/** Units of each axis that a goniometer makes in a second, the choice of this program: a run does not say how long its motions took. */
const usualSpeed: Readonly<Record<StageAxis, number>> = { xUm: 100, yUm: 100, zUm: 10, alphaDeg: 5, betaDeg: 5 };
/** Time of a motion beside that of its way, the choice of this program too. */
const settleS = 0.5;
/** Sums of decimals are not exact: the end of the reach belongs to it. */
const roundingUm = 1e-9;

/** A motion that is under way. */
interface Motion {
  readonly axes: readonly StageAxis[];
  isStopped: boolean;
}

/**
 * The stage of a run that is played back: it is where it was, and goes where it has been.
 *
 * A motion takes the time that it would take on a goniometer, on the clock of the run. Between the places of a run there is nothing, so one
 * that is stopped leaves the stage where it was.
 */
export class ReplayStage implements StagePort {
  readonly travel: StageTravel;
  readonly piezoReachUm: number;
  readonly #playhead: Playhead;
  readonly #tolerance: PositionTolerance;
  readonly #listener: StageListener;
  readonly #reports: readonly StageReport[];
  /** Where the motor stood at each take. */
  readonly #motors: readonly StagePosition[];
  #motion: Motion | undefined;

  constructor(playhead: Playhead, tolerance: PositionTolerance, listener: StageListener) {
    this.#playhead = playhead;
    this.#tolerance = tolerance;
    this.#listener = listener;
    this.#reports = playhead.takes.map(({ conditions }) => conditions.stage);
    this.#motors = motorPositions(this.#reports);
    this.travel = travelOf(this.#reports);
    this.piezoReachUm = piezoReachOf(this.#reports, this.#motors);
  }

  get isMoving(): boolean {
    return this.#motion !== undefined;
  }

  async report(): Promise<StageReport> {
    this.#listener.assertConnected();
    const { stage } = this.#playhead.conditions;
    if (!this.#motion) return stage;
    const moving = Object.fromEntries(this.#motion.axes.map((axis) => [axis, "moving" as const]));
    return { ...stage, status: { ...stage.status, ...moving } };
  }

  /**
   * Goes to the next frame that was recorded at the target, within the tolerance; axes that are left out stay.
   *
   * Errors: Unsupported with the positions that the run has; StageLimit beyond the travel or the reach of the piezo; BadOption for a target
   * that is no number; InstrumentBusy during another motion or an acquisition; NotConnected; Aborted, and the stage stays.
   */
  async move(target: StageTarget, { drive = "motor", signal }: MoveOptions = {}): Promise<StageReport> {
    this.#listener.assertConnected();
    throwIfAborted(signal, "the motion of the stage");
    const given = checkedTarget(target);
    this.#requireIdle();
    if (drive === "piezo") this.#checkPiezo(given);
    this.#checkTravel(given);
    const from = this.#playhead.conditions.stage.commanded;
    const wanted = { ...from, ...given };
    const isThere = ({ stage }: { readonly stage: StageReport }) => isReportOf(stage, wanted, drive, this.#tolerance);
    if (!this.#playhead.has(isThere)) throw nothingThere(this.#reports, wanted, drive);
    await this.#pass(given, motionS(from, given), signal);
    this.#playhead.goTo("stage", isThere);
    const report = this.#playhead.conditions.stage;
    this.#listener.moved(report);
    return report;
  }

  async stop(): Promise<void> {
    if (this.#motion) this.#motion.isStopped = true;
    this.#listener.stopped();
  }

  /** Lets the time of a motion pass. Errors: Aborted when it is stopped meanwhile; NotConnected. */
  async #pass(target: StageTarget, durationS: number, signal: AbortSignal | undefined): Promise<void> {
    const motion: Motion = { axes: Object.keys(target) as StageAxis[], isStopped: false };
    this.#motion = motion;
    try {
      this.#listener.moving(target);
      // A turn of the event loop, so that a stop can come between.
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      this.#motion = undefined;
    }
    this.#listener.assertConnected();
    if (motion.isStopped || signal?.aborted)
      throw new EmError("Aborted", "the motion of the stage was stopped", {
        fix: "Move again: the stage of a run that is played back is where it was before.",
        cause: signal?.reason,
      });
    this.#playhead.advance(durationS);
  }

  #requireIdle(): void {
    if (!this.#motion && !this.#listener.isAcquiring()) return;
    throw new EmError("InstrumentBusy", this.#motion ? "the stage is moving" : "an acquisition is under way", {
      fix: "Wait for it to end, or stop it.",
    });
  }

  #checkTravel(target: StageTarget): void {
    for (const [axis, value] of Object.entries(target) as [StageAxis, number][])
      if (Math.abs(value) > this.travel[axis])
        throw new EmError("StageLimit", `${axis} ${value} is beyond the travel of ±${this.travel[axis]}`, {
          fix: "Go where the run has been.",
        });
  }

  #checkPiezo(target: StageTarget): void {
    const reachUm = this.piezoReachUm;
    if (reachUm === 0)
      throw new EmError("Unsupported", "the piezo was not used in this run", { fix: "Move with the motor." });
    const motor = this.#motors[this.#playhead.current]!;
    for (const [axis, value] of Object.entries(target) as [StageAxis, number][]) {
      if (axis !== "xUm" && axis !== "yUm")
        throw new EmError("BadOption", `the piezo does not move ${axis}`, { fix: "Move it with the motor." });
      if (Math.abs(value - motor[axis]) > reachUm + roundingUm)
        throw new EmError("StageLimit", `${axis} ${value} µm is out of reach of the piezo`, {
          fix: `In this run it went ${reachUm} µm from the motor, which stands at ${motor[axis]} µm.`,
        });
    }
  }
}

/** The axes that are given. Errors: BadOption. */
function checkedTarget(target: StageTarget): StageTarget {
  for (const [axis, value] of Object.entries(target)) {
    if (!stageAxes.includes(axis as StageAxis))
      throw new EmError("BadOption", `the stage has no axis "${axis}"`, {
        fix: `Its axes are ${stageAxes.join(", ")}.`,
      });
    if (value !== undefined && !Number.isFinite(value))
      throw new EmError("BadOption", `${axis} is ${value}`, { fix: "Give a finite number." });
  }
  return Object.fromEntries(Object.entries(target).filter(([, value]) => value !== undefined));
}

/** As long as the slowest axis takes. */
function motionS(from: StagePosition, target: StageTarget): number {
  const axes = Object.entries(target) as [StageAxis, number][];
  return settleS + Math.max(0, ...axes.map(([axis, value]) => Math.abs(value - from[axis]) / usualSpeed[axis]));
}
