import { EmError } from "../../core/error.js";
import type { Micrograph } from "../../core/micrograph.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import type { StageDrive, StageTarget } from "../../instrument/stagePosition.js";
import { withSessionProgress, withSessionSignal } from "../session.js";
import { connected } from "./connection.js";
import { measureStage } from "./measureStage.js";
import { StageLimitsTable } from "./stageLimitsTable.js";
import { StageReading } from "./stageReading.js";

/** How the stage is moved; every option may be left out. */
export interface StageMoveOptions {
  /**
   * "fromMinus" (default): x and y overshoot to the minus side and arrive from there, so that the play of the gears is always taken
   * up the same way. "direct": straight there; a reversal then falls short by the backlash.
   */
  readonly approach?: "fromMinus" | "direct";
  /** "motor" (default), or "piezo" for steps of nanometres in x and y. */
  readonly drive?: StageDrive;
  /** Stops the motion; by default the cell's interrupt does. */
  readonly signal?: AbortSignal;
}

/** The stage of the connected instrument. */
export interface Stage {
  /**
   * Reads where the stage is: commanded, reported and, where images told, measured positions, with a status per axis.
   *
   * Errors: NotConnected when the connection is lost. Cost: milliseconds.
   *
   * @example
   * (await em.stage.position()).reported.xUm
   */
  position(): Promise<StageReading>;

  /**
   * Moves axes to absolute positions and resolves when they are at rest; axes that are left out stay.
   *
   * The whole path is checked before anything moves: travel in x and y shrinks with tilt, and both tilts together stay inside the
   * holder's limits. Where all axes at once would pass a limit, they move one after the other.
   * Errors: StageLimit, with the limit that holds there; BadOption for NaN or an unknown axis; InstrumentBusy during another motion or
   * an acquisition; NotArmed; Aborted when the cell is interrupted: then the stage has stopped where it was.
   * Cost: half a second and the distance at the speed of the axis, twice for an approach.
   *
   * @param target xUm, yUm, zUm, alphaDeg, betaDeg: any of them
   * @param options approach ("fromMinus"), drive ("motor"), signal
   * @example
   * await em.stage.moveTo({ xUm: 1.5, yUm: -0.2 });
   */
  moveTo(target: StageTarget, options?: StageMoveOptions): Promise<StageReading>;

  /**
   * Moves axes by distances, from where they were last told to be.
   *
   * Errors and cost: as moveTo.
   *
   * @example
   * await em.stage.moveBy({ alphaDeg: 5 });
   */
  moveBy(distance: StageTarget, options?: StageMoveOptions): Promise<StageReading>;

  /**
   * Takes an image like the reference and measures, by image registration, where the stage really is in x and y.
   *
   * Errors: BadOption when the reference was not taken by em.acquire; NotCalibrated when the two images have nothing in common; those of
   * em.acquire.haadf. Cost: one frame, and 10 ms at 1024 x 1024 px. Source: phase correlation (Kuglin and Hines 1975).
   *
   * @param reference an image of em.acquire; the position counts from where the encoders said the stage was then
   * @example
   * const reference = await em.acquire.haadf({ fovNm: 2000 });
   * await em.stage.moveBy({ xUm: 0.3 });
   * (await em.stage.measure(reference)).measured.xUm
   */
  measure(reference: Micrograph, options?: Pick<StageMoveOptions, "signal">): Promise<StageReading>;

  /**
   * Stops all axes at once, also while a move of another cell is under way, which then ends with Aborted; so does a run.
   *
   * It is no emergency stop: that is the button at the microscope.
   *
   * @example
   * await em.stage.stop();
   */
  stop(): Promise<void>;

  /**
   * Brings all axes to zero: the tilts first (β, α), then x, z and y. Errors: as moveTo.
   *
   * @example
   * await em.stage.home();
   */
  home(options?: Pick<StageMoveOptions, "signal">): Promise<StageReading>;

  /**
   * The limits of the holder, and how far x and y may go at the present tilt.
   *
   * @example
   * await em.stage.limits()
   */
  limits(): Promise<StageLimitsTable>;
}

export const stage: Stage = Object.freeze({ position, moveTo, moveBy, measure, stop, home, limits });

const moveRules: OptionRules<StageMoveOptions> = {
  approach: { kind: "choice", of: ["fromMinus", "direct"] },
  drive: { kind: "choice", of: ["motor", "piezo"] },
  signal: { kind: "other", expects: "an AbortSignal", accepts: (value) => value instanceof AbortSignal },
};

async function position(): Promise<StageReading> {
  const { guard } = await connected();
  return new StageReading(await guard.stage.report());
}

function moveTo(target: StageTarget, options?: StageMoveOptions): Promise<StageReading> {
  return move("em.stage.moveTo", target, options);
}

function moveBy(distance: StageTarget, options?: StageMoveOptions): Promise<StageReading> {
  return move("em.stage.moveBy", distance, options);
}

async function move(
  operation: "em.stage.moveTo" | "em.stage.moveBy",
  target: StageTarget,
  options: StageMoveOptions | undefined,
): Promise<StageReading> {
  if (target === null || typeof target !== "object" || Array.isArray(target) || Object.keys(target).length === 0) {
    throw new EmError("BadOption", `${operation} was given no axis`, {
      fix: `Write which axes and where to: ${operation}({ xUm: 1.5, alphaDeg: 10 }).`,
    });
  }
  const how = withSessionSignal(resolveOptions<StageMoveOptions>(operation, options, {}, moveRules));
  const { guard } = await connected();
  return withSessionProgress(operation, undefined, async () => {
    const way = operation === "em.stage.moveBy" ? guard.stage.moveBy : guard.stage.moveTo;
    return new StageReading(await way.call(guard.stage, target, how));
  });
}

async function measure(reference: Micrograph, options?: Pick<StageMoveOptions, "signal">): Promise<StageReading> {
  const { signal } = withSessionSignal(resolveOptions<StageMoveOptions>("em.stage.measure", options, {}, moveRules));
  return measureStage(reference, signal);
}

async function stop(): Promise<void> {
  const { guard, takes } = await connected();
  const stopping = guard.stage.stop();
  // A run would move it again.
  takes.endRuns(new Error("em.stage.stop() was called"));
  await stopping;
}

async function home(options?: Pick<StageMoveOptions, "signal">): Promise<StageReading> {
  const how = withSessionSignal(resolveOptions<StageMoveOptions>("em.stage.home", options, {}, moveRules));
  const { guard } = await connected();
  return withSessionProgress("em.stage.home", undefined, async () => new StageReading(await guard.stage.home(how)));
}

async function limits(): Promise<StageLimitsTable> {
  const { guard } = await connected();
  const { reported } = await guard.stage.report();
  return new StageLimitsTable(guard.stage.limits, reported);
}
