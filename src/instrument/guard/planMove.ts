import type { StageAxis, StageReport, StageTarget } from "../stagePosition.js";
import { stageAxes } from "../stagePosition.js";
import { limitError } from "./limitError.js";
import { endOf, type MoveStart, pathProblem } from "./movePath.js";
import { excessOf, type HolderLimits, isWithin } from "./stageLimits.js";

/**
 * The start that a report gives. Where both positions of an axis agree but for the noise of the encoder, the commanded one counts for both:
 * otherwise a stage that stands at a limit would be beyond it half of the time. That is so only where the axis came to rest where it was told
 * to (`unsettled` names those that did not), and where the stage is within its limits by that.
 */
export function startOf(
  limits: HolderLimits,
  { reported, commanded }: StageReport,
  unsettled: ReadonlySet<StageAxis> = new Set(),
): MoveStart {
  const settled = { ...reported };
  for (const axis of stageAxes) {
    const agreement = axis.endsWith("Deg") ? limits.agreementDeg : limits.agreementUm;
    const agrees = Math.abs(reported[axis] - commanded[axis]) <= agreement;
    if (agrees && !unsettled.has(axis)) settled[axis] = commanded[axis];
  }
  return { reported: isWithin(excessOf(limits, settled)) ? settled : reported, commanded };
}

/** Axes that move together when not all can. */
const groups: readonly (readonly StageAxis[])[] = [["xUm", "yUm"], ["zUm"], ["alphaDeg"], ["betaDeg"]];

/**
 * The motions that bring the stage to a target: one for all axes when nothing between start and target is beyond a limit; otherwise one for
 * x and y, z, alpha and beta each, in the first order in which each is allowed.
 *
 * When start and target are within the limits there always is such an order, because limits only get tighter away from zero: tilts that
 * come back first, then x and y, then tilts that go out.
 *
 * Errors: StageLimit, with the axis, its value and its limit at the tilt. Cost: at most 24 orders of 4 checks, a few microseconds each.
 */
export function planMove(limits: HolderLimits, start: MoveStart, target: StageTarget): readonly StageTarget[] {
  const problem = stepProblem(limits, start, target);
  if (!problem) return [target];
  const parts = groups.map((axes) => partOf(target, axes)).filter((part) => Object.keys(part).length > 0);
  for (const order of ordersOf(parts)) if (isAllowed(limits, start, order)) return order;
  throw limitError(limits, problem, start, target);
}

/** Throws StageLimit unless one motion of all named axes is allowed. */
export function checkStep(limits: HolderLimits, start: MoveStart, step: StageTarget): void {
  const problem = stepProblem(limits, start, step);
  if (problem) throw limitError(limits, problem, start, step);
}

/** Both boxes count: from where the stage is, and from where it was told to be. */
function stepProblem(limits: HolderLimits, { reported, commanded }: MoveStart, target: StageTarget) {
  return pathProblem(limits, reported, target) ?? pathProblem(limits, commanded, target);
}

function isAllowed(limits: HolderLimits, start: MoveStart, steps: readonly StageTarget[]): boolean {
  let { reported, commanded } = start;
  for (const step of steps) {
    if (stepProblem(limits, { reported, commanded }, step)) return false;
    reported = endOf(reported, step);
    commanded = endOf(commanded, step);
  }
  return true;
}

function partOf(target: StageTarget, axes: readonly StageAxis[]): StageTarget {
  return Object.fromEntries(axes.filter((axis) => target[axis] !== undefined).map((axis) => [axis, target[axis]]));
}

/** Every order of some parts, the given one first. */
function ordersOf<T>(parts: readonly T[]): T[][] {
  if (parts.length <= 1) return [[...parts]];
  return parts.flatMap((first, i) => ordersOf(parts.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}
