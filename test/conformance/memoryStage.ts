import { EmError } from "../../src/core/error.js";
import type { InstrumentEvent, MoveOptions, StagePort, StageTravel } from "../../src/instrument/port.js";
import {
  type AxisStatus,
  type StageAxis,
  type StageDrive,
  type StagePosition,
  type StageReport,
  type StageTarget,
  stageAxes,
  stageOrigin,
} from "../../src/instrument/stagePosition.js";
import type { MemoryClock } from "./memoryClock.js";

interface StageParts {
  readonly clock: MemoryClock;
  readonly turns: number;
  readonly call: (name: string) => Promise<void>;
  readonly emit: (event: InstrumentEvent) => void;
  readonly isBusy: () => boolean;
}

/** A stage without mass: it reaches exactly what it is told, and stops where a given share of the way says. */
export class MemoryStage implements StagePort {
  // Beyond what a holder allows, so that it is the guard that keeps the stage within.
  readonly travel: StageTravel = { xUm: 1000, yUm: 1000, zUm: 1000, alphaDeg: 90, betaDeg: 90 };
  readonly piezoReachUm = 10;
  /** Called with both ends of every motion, before it begins: any point of the box between them may be passed. */
  onPath: ((from: StagePosition, to: StagePosition) => void) | undefined;
  /** What share of its way each axis has made when a motion is stopped. */
  stopShare: (axis: StageAxis) => number = () => 0.5;
  /** Added to what is reported, as by an encoder. */
  encoderError: (axis: StageAxis) => number = () => 0;
  readonly #parts: StageParts;
  #commanded: StagePosition = stageOrigin;
  #actual: StagePosition = stageOrigin;
  #drive: StageDrive = "motor";
  #motor: StagePosition = stageOrigin;
  #motion: { readonly axes: readonly StageAxis[]; isStopped: boolean } | undefined;
  #isStuck = false;

  constructor(parts: StageParts) {
    this.#parts = parts;
  }

  get isMoving(): boolean {
    return this.#motion !== undefined;
  }

  /** Where the stage really is. */
  get actual(): StagePosition {
    return this.#actual;
  }

  /** Somebody uses the joystick: nothing knows but the encoders. */
  moveByHand(to: StageTarget): void {
    this.#actual = { ...this.#actual, ...to };
  }

  /** From now on motions do not end by themselves. */
  stick(): void {
    this.#isStuck = true;
  }

  async report(): Promise<StageReport> {
    await this.#parts.call("stage.report");
    const reported = { ...this.#actual };
    for (const axis of stageAxes) reported[axis] += this.encoderError(axis);
    const statusOf = (axis: StageAxis): AxisStatus => (this.#motion?.axes.includes(axis) ? "moving" : "rest");
    const status = Object.fromEntries(stageAxes.map((axis) => [axis, statusOf(axis)])) as Record<StageAxis, AxisStatus>;
    const timeS = this.#parts.clock.nowS();
    return { commanded: this.#commanded, reported, measured: {}, status, drive: this.#drive, timeS };
  }

  async move(target: StageTarget, { drive = "motor", signal }: MoveOptions = {}): Promise<StageReport> {
    await this.#parts.call(`stage.move ${JSON.stringify(target)}${drive === "piezo" ? " piezo" : ""}`);
    if (this.#motion || this.#parts.isBusy())
      throw new EmError("InstrumentBusy", "the stage is moving", { fix: "Wait for it." });
    this.#check(target, drive);
    const axes = stageAxes.filter((axis) => target[axis] !== undefined);
    const motion = { axes, isStopped: signal?.aborted ?? false };
    this.#motion = motion;
    const from = this.#actual;
    this.#commanded = { ...this.#commanded, ...target };
    if (drive === "motor") this.#motor = { ...this.#motor, ...target };
    this.#drive = drive;
    this.onPath?.(from, { ...from, ...target });
    this.#parts.emit({ type: "moving", target, timeS: this.#parts.clock.nowS() });
    const onAbort = () => {
      motion.isStopped = true;
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      await this.#pass(motion);
      return await this.#arrive(motion, from, target);
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#motion = undefined;
    }
  }

  async stop(): Promise<void> {
    if (this.#motion) this.#motion.isStopped = true;
    await this.#parts.call("stage.stop");
    this.#parts.emit({ type: "stopped", timeS: this.#parts.clock.nowS() });
  }

  /** The instrument has been closed. */
  end(): void {
    if (this.#motion) this.#motion.isStopped = true;
  }

  #check(target: StageTarget, drive: StageDrive): void {
    for (const [axis, value] of Object.entries(target) as [StageAxis, number][]) {
      if (!stageAxes.includes(axis) || !Number.isFinite(value))
        throw new EmError("BadOption", `${axis} is ${value}`, { fix: "Give known axes and finite numbers." });
      const reach = drive === "piezo" ? this.piezoReachUm : this.travel[axis];
      const origin = drive === "piezo" ? this.#motor[axis] : 0;
      if (Math.abs(value - origin) > reach)
        throw new EmError("StageLimit", `${axis} ${value} is beyond ±${reach}`, { fix: "Go less far." });
    }
  }

  async #pass(motion: { isStopped: boolean }): Promise<void> {
    const { clock, turns } = this.#parts;
    for (let turn = 0; (turn <= turns || this.#isStuck) && !motion.isStopped; turn++)
      await clock.turns(turns > 0 ? 1 : 0);
    clock.pass(1);
  }

  async #arrive(motion: { isStopped: boolean }, from: StagePosition, target: StageTarget): Promise<StageReport> {
    const reached: StageTarget = Object.fromEntries(
      (Object.entries(target) as [StageAxis, number][]).map(([axis, to]) => {
        const share = motion.isStopped ? this.stopShare(axis) : 1;
        return [axis, share === 1 ? to : from[axis] + share * (to - from[axis])];
      }),
    );
    this.#actual = { ...this.#actual, ...reached };
    this.#motion = undefined;
    if (motion.isStopped) throw new EmError("Aborted", "the stage was stopped", { fix: "Read its position." });
    const report = await this.report();
    this.#parts.emit({ type: "moved", report, timeS: this.#parts.clock.nowS() });
    return report;
  }
}
