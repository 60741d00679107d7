import type { StagePosition, StageTarget } from "../stagePosition.js";
import { type Constraint, constraints, type Excess, excessOf, type HolderLimits, isWithin } from "./stageLimits.js";

/** Where a motion may begin: what the encoders say, and where the stage was told to go, when the two differ. */
export interface MoveStart {
  readonly reported: StagePosition;
  readonly commanded: StagePosition;
}

/** Why a motion is refused. */
export interface PathProblem {
  /** Which limit. */
  readonly constraint: Constraint;
  /** "end": the target is beyond it; "path": a way there may be; "start": the stage is, and the motion does not lead back. */
  readonly where: "end" | "path" | "start";
  /** The position that is beyond the limit. */
  readonly at: StagePosition;
}

/** What counts as nearer to the limits, in µm and parts of the tilt: more than rounding. */
const leastGain = 1e-9;

/** Where a motion ends: axes that the target leaves out stay. */
export function endOf(from: StagePosition, target: StageTarget): StagePosition {
  return { ...from, ...target };
}

/**
 * The corner of the box between two positions that lies furthest out.
 *
 * Axes move at speeds of their own and in any order, so a motion may pass any point of the box. Every limit gets tighter as any axis moves
 * away from zero, so when this one corner is within the limits, all of the box is.
 */
export function worstCorner(from: StagePosition, to: StagePosition): StagePosition {
  const furthest = (a: number, b: number) => Math.max(Math.abs(a), Math.abs(b));
  return {
    xUm: furthest(from.xUm, to.xUm),
    yUm: furthest(from.yUm, to.yUm),
    zUm: furthest(from.zUm, to.zUm),
    alphaDeg: furthest(from.alphaDeg, to.alphaDeg),
    betaDeg: furthest(from.betaDeg, to.betaDeg),
  };
}

/**
 * Why a motion of all named axes at once is not allowed; undefined when it is.
 *
 * From within the limits, the whole box must be within. From outside (somebody has used the joystick) no limit may be passed further than
 * it is at the start, what is named must end within, and the motion must bring the stage nearer to its limits.
 */
export function pathProblem(limits: HolderLimits, from: StagePosition, target: StageTarget): PathProblem | undefined {
  const to = endOf(from, target);
  const before = excessOf(limits, from);
  const after = excessOf(limits, to);
  const corner = worstCorner(from, to);
  const worst = excessOf(limits, corner);
  if (isWithin(worst)) return undefined;
  const named = namedBeyond(limits, target, after);
  if (named) return { constraint: named, where: "end", at: to };
  const ended = constraints.find((constraint) => !(after[constraint] <= Math.max(0, before[constraint])));
  if (ended) return { constraint: ended, where: "end", at: to };
  const passed = constraints.find((constraint) => !(worst[constraint] <= Math.max(0, before[constraint])));
  if (passed) return { constraint: passed, where: "path", at: corner };
  const outside = constraints.filter((constraint) => before[constraint] > 0);
  if (outside.some((constraint) => after[constraint] < before[constraint] - leastGain)) return undefined;
  return { constraint: outside[0] ?? "tilt", where: "start", at: from };
}

/** The first limit that an axis of the target passes by itself. A tilt that is named may leave the other one to be brought back next. */
function namedBeyond(limits: HolderLimits, target: StageTarget, after: Excess): Constraint | undefined {
  for (const axis of ["xUm", "yUm", "zUm"] as const) {
    if (target[axis] !== undefined && !(after[axis] <= 0)) return axis;
  }
  const { alphaDeg = 0, betaDeg = 0 } = target;
  return Math.abs(alphaDeg) <= limits.mostAlphaDeg && Math.abs(betaDeg) <= limits.mostBetaDeg ? undefined : "tilt";
}
