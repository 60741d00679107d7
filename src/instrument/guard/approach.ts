import type { StageTarget } from "../stagePosition.js";
import { endOf, type MoveStart } from "./movePath.js";
import { type HolderLimits, travelAt } from "./stageLimits.js";

/**
 * Where x and y go first, so that they come to the target from the minus side: past it by the overshoot, or as far as the limits let at the
 * tilt of the target. undefined when neither is named, or neither has room.
 */
export function approachPoint(
  limits: HolderLimits,
  { reported, commanded }: MoveStart,
  target: StageTarget,
  overshootUm: number,
): StageTarget | undefined {
  const ends = [reported, commanded].map((from) => travelAt(limits, endOf(from, target)));
  const past: { xUm?: number; yUm?: number } = {};
  for (const axis of ["xUm", "yUm"] as const) {
    const value = target[axis];
    if (value === undefined) continue;
    const leastUm = -Math.min(...ends.map((end) => end[axis]));
    const pastUm = Math.max(leastUm, value - overshootUm);
    if (pastUm < value) past[axis] = pastUm;
  }
  return Object.keys(past).length > 0 ? past : undefined;
}
