/** The axes of a goniometer, in the order in which reports list them. */
export const stageAxes = ["xUm", "yUm", "zUm", "alphaDeg", "betaDeg"] as const;

/** An axis of the stage, by the name of its value. */
export type StageAxis = (typeof stageAxes)[number];

/** Where the stage is: three translations and two tilts. */
export interface StagePosition {
  readonly xUm: number;
  readonly yUm: number;
  /** Height. */
  readonly zUm: number;
  /** Tilt about the holder's long axis, x. */
  readonly alphaDeg: number;
  /** Tilt about the axis across it. */
  readonly betaDeg: number;
}

/** Where the stage is to go; axes that are left out stay as they are. */
export type StageTarget = Partial<StagePosition>;

/** How an axis is: at rest, moving, at the limiter of its hardware, or stuck. */
export type AxisStatus = "rest" | "moving" | "limit" | "stuck";

/** The motor of an axis, or the piezo with its short, fine reach in x and y. */
export type StageDrive = "motor" | "piezo";

/**
 * What is known of the stage at one time: where it was told to go, where its encoders say it is, and where images say it is.
 *
 * The three differ: nothing is to be stitched or analysed on commanded positions.
 */
export interface StageReport {
  readonly commanded: StagePosition;
  readonly reported: StagePosition;
  /** By image registration, for the axes where that was done; empty otherwise. */
  readonly measured: StageTarget;
  readonly status: Readonly<Record<StageAxis, AxisStatus>>;
  readonly drive: StageDrive;
  /** On the clock of the instrument. */
  readonly timeS: number;
}

/** The position that all axes are at in a new instrument. */
export const stageOrigin: StagePosition = Object.freeze({ xUm: 0, yUm: 0, zUm: 0, alphaDeg: 0, betaDeg: 0 });
