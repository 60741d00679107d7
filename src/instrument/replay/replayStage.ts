import { EmError, throwIfAborted } from "../../core/error.js";
import type { MoveOptions, StagePort, StageTravel } from "../port.js";
import { type StageAxis, type StagePosition, type StageReport, type StageTarget, stageAxes } from "../stagePosition.js";
import type { Playhead } from "./playhead.js";

/** How near a recorded position must be to one that is asked for. */
export interface PositionTolerance {
  /** Of x, y and z. */
  readonly toleranceUm: number;
  /** Of alpha and beta. */
  readonly toleranceDeg: number;
}

/** Reach of a goniometer: positions within it that no frame was recorded at are refused by name. Source: PyJEM's documented travel, and a common holder's tilt. */
const usualTravel: StageTravel = { xUm: 100, yUm: 100, zUm: 100, alphaDeg: 36, betaDeg: 32 };

/** Told whenever the stage has gone somewhere. */
export interface StageListener {
  assertConnected(): void;
  moving(target: StageTarget): void;
  moved(report: StageReport): void;
}

/** The stage of a run that is played back: it is where it was, and goes where it has been. */
export class ReplayStage implements StagePort {
  readonly travel: StageTravel;
  readonly piezoReachUm: number;
  readonly #playhead: Playhead;
  readonly #tolerance: PositionTolerance;
  readonly #listener: StageListener;

  constructor(playhead: Playhead, tolerance: PositionTolerance, listener: StageListener) {
    this.#playhead = playhead;
    this.#tolerance = tolerance;
    this.#listener = listener;
    const reports = playhead.takes.map(({ conditions }) => conditions.stage);
    this.travel = travelOf(reports);
    this.piezoReachUm = piezoReachOf(reports);
  }

  async report(): Promise<StageReport> {
    this.#listener.assertConnected();
    return this.#playhead.conditions.stage;
  }

  /**
   * Goes to the next frame that was recorded at the target, within the tolerance; axes that are left out stay.
   *
   * Errors: Unsupported with the positions that the run has; BadOption for a target that is no number; NotConnected; Aborted.
   */
  async move(target: StageTarget, options: MoveOptions = {}): Promise<StageReport> {
    this.#listener.assertConnected();
    throwIfAborted(options.signal, "the motion of the stage");
    checkTarget(target);
    if (options.drive === "piezo" && this.piezoReachUm === 0)
      throw new EmError("Unsupported", "the piezo was not used in this run", { fix: "Move with the motor." });
    const wanted = { ...this.#playhead.conditions.stage.commanded, ...definedAxes(target) };
    if (!this.#playhead.goTo("stage", ({ stage }) => this.#isAt(stage, wanted))) throw this.#notThere(wanted);
    this.#listener.moving(target);
    const report = this.#playhead.conditions.stage;
    this.#listener.moved(report);
    return report;
  }

  async stop(): Promise<void> {
    // It is always at rest.
  }

  #isAt({ commanded, reported }: StageReport, wanted: StagePosition): boolean {
    return this.#isNear(commanded, wanted) || this.#isNear(reported, wanted);
  }

  #isNear(position: StagePosition, wanted: StagePosition): boolean {
    const { toleranceUm, toleranceDeg } = this.#tolerance;
    return stageAxes.every(
      (axis) => Math.abs(position[axis] - wanted[axis]) <= (axis.endsWith("Um") ? toleranceUm : toleranceDeg),
    );
  }

  #notThere(wanted: StagePosition): EmError {
    const places = new Set(this.#playhead.takes.map(({ conditions }) => words(conditions.stage.commanded)));
    const listed = [...places].slice(0, mostListed).join("; ") + (places.size > mostListed ? "; …" : "");
    return new EmError("Unsupported", `nothing was recorded at ${words(wanted)}`, {
      fix: `The run has: ${listed}.`,
    });
  }
}

const mostListed = 8;

function words(position: StagePosition): string {
  const { xUm, yUm, zUm, alphaDeg, betaDeg } = position;
  const [x, y, z, alpha, beta] = [xUm, yUm, zUm, alphaDeg, betaDeg].map((value) => Number(value.toFixed(3)));
  return `x ${x}, y ${y}, z ${z} µm, alpha ${alpha}°, beta ${beta}°`;
}

function checkTarget(target: StageTarget): void {
  for (const [axis, value] of Object.entries(target)) {
    if (!stageAxes.includes(axis as StageAxis))
      throw new EmError("BadOption", `the stage has no axis "${axis}"`, {
        fix: `Its axes are ${stageAxes.join(", ")}.`,
      });
    if (value !== undefined && !Number.isFinite(value))
      throw new EmError("BadOption", `${axis} is ${value}`, { fix: "Give a finite number." });
  }
}

function definedAxes(target: StageTarget): StageTarget {
  return Object.fromEntries(Object.entries(target).filter(([, value]) => value !== undefined));
}

function travelOf(reports: readonly StageReport[]): StageTravel {
  const most = (axis: StageAxis) =>
    reports.reduce(
      (reach, { commanded, reported }) => Math.max(reach, Math.abs(commanded[axis]), Math.abs(reported[axis])),
      usualTravel[axis],
    );
  return Object.fromEntries(stageAxes.map((axis) => [axis, most(axis)])) as unknown as StageTravel;
}

/** As far as the piezo went from where the motor had stood. */
function piezoReachOf(reports: readonly StageReport[]): number {
  let motor = reports[0]!.commanded;
  let reachUm = 0;
  for (const { drive, commanded } of reports) {
    if (drive === "motor") motor = commanded;
    else reachUm = Math.max(reachUm, Math.abs(commanded.xUm - motor.xUm), Math.abs(commanded.yUm - motor.yUm));
  }
  return reachUm;
}
