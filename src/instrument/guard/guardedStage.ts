import { EmError } from "../../core/error.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import { type StageAxis, type StageDrive, type StageReport, type StageTarget, stageAxes } from "../stagePosition.js";
import { approachPoint } from "./approach.js";
import { callNow } from "./callNow.js";
import { checkTarget } from "./checkTarget.js";
import { type GuardedInstrument, throwIfEnded } from "./guardedInstrument.js";
import { motionsOf, sweptFrom } from "./motionsOf.js";
import { endOf, type MoveStart } from "./movePath.js";
import type { Hold, Operation } from "./operations.js";
import { PiezoReach } from "./piezoReach.js";
import { checkStep, planMove, startOf } from "./planMove.js";
import { type HolderLimits, type StageTilt, travelAt } from "./stageLimits.js";

/** How x and y are reached: straight, or always from the same side, so that the play of the drive is always taken up the same way. */
export type Approach = "direct" | "fromMinus";

/** How a motion through the guard is made. */
export interface GuardedMoveOptions {
  /** Default "motor". The piezo moves x and y only, and is always direct. */
  readonly drive?: StageDrive;
  /**
   * Default "fromMinus": x and y, where they are named, first go past the target to the minus side (2 µm, or as far as the limits let), then
   * come to it. It takes two motions and the return error is the repeatability of the stage instead of its backlash. A replay has no drive,
   * and goes straight.
   */
  readonly approach?: Approach;
  /** Stops the stage. */
  readonly signal?: AbortSignal;
  /** That of the work of which it is a step. */
  readonly hold?: Hold;
}

/** The order in which axes go home: tilts first, which widens the travel of the others. Source: the order of JEOL's Stage3.SetOrg. */
const homeOrder: readonly StageAxis[] = ["betaDeg", "alphaDeg", "xUm", "zUm", "yUm"];

const moveRules: OptionRules<GuardedMoveOptions> = {
  drive: { kind: "choice", of: ["motor", "piezo"] },
  approach: { kind: "choice", of: ["direct", "fromMinus"] },
  signal: { kind: "other", expects: "an AbortSignal", accepts: (value) => value instanceof AbortSignal },
  hold: { kind: "other", expects: "what guard.hold gives", accepts: (value) => typeof value === "object" },
};

/** The stage as users and plans have it: every motion is checked along all of its path before it begins. */
export class GuardedStage {
  /** How far the holder may go. */
  readonly limits: HolderLimits;
  readonly #guarded: GuardedInstrument;
  readonly #overshootUm: number;
  readonly #piezo: PiezoReach;
  /** Axes whose last motion did not end where it was told to. */
  readonly #unsettled = new Set<StageAxis>();

  constructor(guarded: GuardedInstrument, limits: HolderLimits, overshootUm: number) {
    this.#guarded = guarded;
    this.limits = limits;
    this.#overshootUm = overshootUm;
    this.#piezo = new PiezoReach(guarded.instrument);
  }

  /** Where the stage is. It is always allowed. */
  report(): Promise<StageReport> {
    return this.#guarded.instrument.stage.report();
  }

  /** Travel in x, y and z either side of zero at a tilt. */
  travelAt(tilt: StageTilt): { readonly xUm: number; readonly yUm: number; readonly zUm: number } {
    return travelAt(this.limits, tilt);
  }

  /**
   * Checks a way over several targets, each from the one before, and moves nothing.
   *
   * Errors: those that moveTo has before anything moves, but for InstrumentBusy by another owner and NotArmed. Cost: one report.
   */
  async check(way: readonly StageTarget[]): Promise<void> {
    const name = "em.stage.moveTo";
    let start = await this.#start(name);
    for (const given of way) {
      const target = checkTarget(name, given, this.#guarded.instrument.capabilities);
      planMove(this.limits, start, target);
      start = { reported: endOf(start.reported, target), commanded: endOf(start.commanded, target) };
    }
  }

  /**
   * Moves to an absolute target, in as many motions as the limits need, and resolves when the stage is at rest there.
   *
   * Errors, before anything moves: BadOption for unknown axes and values that are no finite numbers; StageLimit, with the axis and its limit at
   * the tilt; InstrumentBusy while anything else is under way or another owner has the lease; NotArmed; NotConnected; Unsupported.
   * During the motion: Aborted when it was stopped; what the instrument says. Cost: the time of the motion.
   */
  moveTo(target: StageTarget, options: GuardedMoveOptions = {}): Promise<StageReport> {
    return this.#move("em.stage.moveTo", target, options, (checked) => checked);
  }

  /**
   * Moves by a distance, from where the stage was told to be, or from where it reports to be when the two do not agree (it was moved by hand).
   * Errors and cost: as moveTo.
   */
  moveBy(delta: StageTarget, options: GuardedMoveOptions = {}): Promise<StageReport> {
    return this.#move("em.stage.moveBy", delta, options, (checked, { reported }) =>
      Object.fromEntries(
        (Object.entries(checked) as [StageAxis, number][]).map(([axis, change]) => [axis, reported[axis] + change]),
      ),
    );
  }

  /** Brings all axes to zero one after the other: beta, alpha, x, z, y, each step checked. Errors and cost: as moveTo. */
  home(options: Pick<GuardedMoveOptions, "signal"> = {}): Promise<StageReport> {
    const { axes } = this.#guarded.instrument.capabilities;
    const steps = homeOrder.filter((axis) => axes.includes(axis)).map((axis): StageTarget => ({ [axis]: 0 }));
    const rules = { signal: moveRules.signal };
    const change = { operation: "em.stage.home", kind: "motion", signal: options?.signal } as const;
    return this.#guarded.change(
      change,
      () => resolveOptions("em.stage.home", options, {}, rules as OptionRules<typeof options>),
      (operation) => this.#run(operation, "em.stage.home", steps, "motor"),
      whereItIs,
    );
  }

  /**
   * Stops all axes at once: it waits for no motion, needs no lease and no arming, and no further step of a motion begins.
   *
   * Errors: what the instrument says. A stop by software is no emergency stop.
   */
  stop(): Promise<void> {
    const { instrument, operations } = this.#guarded;
    const ending = () => operations.abort(["motion", "auto"], new Error("em.stage.stop() was called"));
    return this.#guarded.urgent("em.stage.stop", () => instrument.stage.stop(), ending);
  }

  #move(
    name: string,
    given: StageTarget,
    options: GuardedMoveOptions,
    targetOf: (checked: StageTarget, start: MoveStart) => StageTarget,
  ): Promise<StageReport> {
    const details = { axes: given, drive: options?.drive, approach: options?.approach };
    return this.#guarded.change(
      { operation: name, kind: "motion", details, signal: options?.signal, hold: options?.hold },
      () => this.#check(name, given, options),
      async (operation, { checked, drive, approach }) => {
        const start = await this.#start(name);
        const target = targetOf(checked, start);
        if (drive === "piezo") this.#piezo.check(target);
        const steps = this.#steps(start, target, drive === "motor" ? approach : "direct");
        return this.#run(operation, name, steps, drive);
      },
      whereItIs,
    );
  }

  #check(name: string, given: StageTarget, options: GuardedMoveOptions) {
    const { capabilities } = this.#guarded.instrument;
    const defaults: GuardedMoveOptions = { drive: "motor", approach: "fromMinus" };
    const { drive = "motor", approach = "fromMinus" } = resolveOptions(name, options, defaults, moveRules);
    const checked = checkTarget(name, given, capabilities);
    if (drive === "piezo") this.#piezo.checkAxes(name, checked);
    return { checked, drive, approach };
  }

  /** Where the stage is at rest. Errors: InstrumentBusy while it moves, Protocol when it gives no numbers: a path without a start has no limits. */
  async #start(name: string): Promise<MoveStart> {
    const report = await this.report();
    const moving = stageAxes.filter((axis) => report.status[axis] === "moving");
    if (moving.length > 0) {
      throw new EmError("InstrumentBusy", `${name} cannot begin: ${moving.join(", ")} is moving already`, {
        fix: "Wait until the stage is at rest, or call em.stage.stop().",
      });
    }
    const wrong = stageAxes.find((axis) => !Number.isFinite(report.reported[axis] + report.commanded[axis]));
    if (wrong) {
      throw new EmError("Protocol", `the instrument reports ${wrong} as ${report.reported[wrong]}`, {
        fix: "Look at the microscope's own display, and connect again.",
      });
    }
    this.#piezo.see(report);
    return startOf(this.limits, report, this.#unsettled);
  }

  #steps(start: MoveStart, target: StageTarget, approach: Approach): readonly StageTarget[] {
    const straight = planMove(this.limits, start, target);
    if (approach === "direct") return straight;
    const past = approachPoint(this.limits, start, target, this.#overshootUm);
    if (!past) return straight;
    const { xUm, yUm } = target;
    return [
      ...planMove(this.limits, start, { ...target, ...past }),
      { ...(xUm !== undefined && { xUm }), ...(yUm !== undefined && { yUm }) },
    ];
  }

  /** One motion after the other; each is checked again from where the stage is by then. */
  async #run(
    operation: Operation,
    name: string,
    steps: readonly StageTarget[],
    drive: StageDrive,
  ): Promise<StageReport> {
    const { stage, kind } = this.#guarded.instrument;
    // A second stop does no harm, and not every instrument stops when a signal fires.
    const stop = () => void callNow(() => stage.stop()).catch(() => undefined);
    let report: StageReport | undefined;
    try {
      for (const step of motionsOf(kind, steps)) {
        const start = await this.#start(name);
        throwIfEnded(operation.signal, name);
        checkStep(this.limits, sweptFrom(kind, start, step), step);
        if (!operation.hasActed) operation.signal.addEventListener("abort", stop, { once: true });
        operation.act();
        const axes = Object.keys(step) as StageAxis[];
        for (const axis of axes) this.#unsettled.add(axis);
        report = await stage.move(step, { drive, signal: operation.signal });
        for (const axis of axes) this.#unsettled.delete(axis);
      }
    } finally {
      operation.signal.removeEventListener("abort", stop);
    }
    return report ?? this.report();
  }
}

/** What the audit writes of a motion. */
function whereItIs({ commanded, reported }: StageReport): unknown {
  return { commanded, reported };
}
