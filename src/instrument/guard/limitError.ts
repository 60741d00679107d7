import { EmError } from "../../core/error.js";
import type { StageAxis, StagePosition, StageTarget } from "../stagePosition.js";
import type { MoveStart, PathProblem } from "./movePath.js";
import { type HolderLimits, tiltFraction, travelAt } from "./stageLimits.js";

/** StageLimit in words: which axis, its value, its limit at the tilt, and what to do about it. */
export function limitError(limits: HolderLimits, problem: PathProblem, start: MoveStart, target: StageTarget): EmError {
  const stale = staleAxes(problem, start, target);
  if (stale.length > 0) return staleError(limits, problem, start, stale);
  if (problem.where === "start") return outsideError(limits, problem, start);
  return problem.constraint === "tilt" ? tiltError(limits, problem, target) : travelError(limits, problem, target);
}

/** A value as messages write it: few digits, with its unit. */
export function withAxisUnit(axis: StageAxis, value: number): string {
  const digits = Number(value.toPrecision(6));
  return axis.endsWith("Deg") ? `${digits}°` : `${digits} µm`;
}

/** A limit is rounded down, so that what a message offers is allowed. */
function floored(value: number): number {
  return Math.floor(value * 100) / 100;
}

function shortName(axis: StageAxis): string {
  return axis.replace(/Um|Deg/, "");
}

function tiltText({ alphaDeg, betaDeg }: StagePosition): string {
  return `alpha ${withAxisUnit("alphaDeg", alphaDeg)} and beta ${withAxisUnit("betaDeg", betaDeg)}`;
}

function travelError(limits: HolderLimits, { constraint, where, at }: PathProblem, target: StageTarget): EmError {
  const axis = constraint as "xUm" | "yUm" | "zUm";
  const name = shortName(axis);
  const most = floored(travelAt(limits, at)[axis]);
  const value = withAxisUnit(axis, at[axis]);
  const isPath = where === "path" ? "the way to the target may pass" : "the target is";
  const what =
    target[axis] === undefined
      ? `${tiltText(at)} leave ${name} only ±${most} µm, and ${name} stands at ${value}`
      : `${isPath} ${name} ${value}: at ${tiltText(at)} ${name} may go to ±${most} µm`;
  const within = `${axis} within ±${most} µm`;
  const advice =
    target[axis] === undefined
      ? `Move ${name} to within ±${most} µm first, or give ${within} in the same call`
      : `Keep ${within}`;
  return new EmError("StageLimit", what, { fix: `${advice}${tiltBack(limits, axis, at)}.` });
}

/** Up to which alpha the same x or y would be allowed; nothing where no tilt helps. */
function tiltBack(limits: HolderLimits, axis: "xUm" | "yUm" | "zUm", at: StagePosition): string {
  const travelUm = { xUm: limits.travelXUm, yUm: limits.travelYUm, zUm: 0 }[axis];
  const fraction = 1 - Math.abs(at[axis]) / travelUm;
  if (!(fraction >= 0) || axis === "zUm") return "";
  const alphaDeg = mostTilt(limits, "alphaDeg", at.betaDeg, fraction);
  if (alphaDeg !== undefined && Math.abs(at.alphaDeg) > alphaDeg) return `, or tilt alpha back to ±${alphaDeg}° first`;
  const betaDeg = mostTilt(limits, "betaDeg", at.alphaDeg, fraction);
  if (betaDeg !== undefined && Math.abs(at.betaDeg) > betaDeg) return `, or tilt beta back to ±${betaDeg}° first`;
  return ", or tilt alpha and beta back to 0° first";
}

/** The largest value of one tilt at which the two together are no more than a fraction of what is allowed, rounded down. */
function mostTilt(
  limits: HolderLimits,
  axis: "alphaDeg" | "betaDeg",
  other: number,
  fraction: number,
): number | undefined {
  const p = limits.tiltExponent;
  const isAlpha = axis === "alphaDeg";
  const taken = tiltFraction(limits, { alphaDeg: isAlpha ? 0 : other, betaDeg: isAlpha ? other : 0 });
  const left = fraction ** p - taken ** p;
  return left >= 0 ? floored((isAlpha ? limits.mostAlphaDeg : limits.mostBetaDeg) * left ** (1 / p)) : undefined;
}

function tiltError(limits: HolderLimits, { where, at }: PathProblem, target: StageTarget): EmError {
  const isPath = where === "path" ? "the way to the target may pass" : "the target is";
  const most = mostTilt(limits, "alphaDeg", at.betaDeg, 1);
  const mostBeta = mostTilt(limits, "betaDeg", at.alphaDeg, 1);
  const alone = `±${limits.mostAlphaDeg}° of alpha or ±${limits.mostBetaDeg}° of beta alone`;
  const ways = [
    target.alphaDeg !== undefined && most !== undefined ? `keep alphaDeg within ±${most}° at this beta` : "",
    target.betaDeg !== undefined && mostBeta !== undefined ? `keep betaDeg within ±${mostBeta}° at this alpha` : "",
  ].filter(Boolean);
  const advice = ways.length > 0 ? ways.join(", or ") : `keep to ${alone}`;
  return new EmError(
    "StageLimit",
    `${isPath} ${tiltText(at)}: the ${limits.holder} holder allows ${alone}, and less of both together`,
    { fix: `${advice[0]!.toUpperCase()}${advice.slice(1)}.` },
  );
}

/** Axes that the stage was told to have elsewhere than it reports, and that the target leaves out: they make the commanded box the problem. */
function staleAxes({ at }: PathProblem, { reported, commanded }: MoveStart, target: StageTarget): StageAxis[] {
  const axes = (Object.keys(reported) as StageAxis[]).filter(
    (axis) => target[axis] === undefined && reported[axis] !== commanded[axis],
  );
  return axes.some((axis) => Math.abs(at[axis]) === Math.abs(commanded[axis])) ? axes : [];
}

function staleError(
  limits: HolderLimits,
  { at }: PathProblem,
  { reported, commanded }: MoveStart,
  axes: readonly StageAxis[],
): EmError {
  const texts = axes.map(
    (axis) =>
      `${shortName(axis)} ${withAxisUnit(axis, commanded[axis])} (it reports ${withAxisUnit(axis, reported[axis])})`,
  );
  const travel = travelAt(limits, at);
  return new EmError(
    "StageLimit",
    `the stage was last told to go to ${texts.join(", ")}, and with that the target is beyond a limit: at ${tiltText(at)} x may go to ±${floored(travel.xUm)} µm and y to ±${floored(travel.yUm)} µm`,
    { fix: `Give ${axes.join(" and ")} in the same call, so that it is known where they are to be.` },
  );
}

function outsideError(limits: HolderLimits, { constraint, at }: PathProblem, { reported }: MoveStart): EmError {
  const source = at === reported ? "stands" : "was last told to stand";
  if (constraint === "tilt") {
    return new EmError("StageLimit", `the stage ${source} at ${tiltText(at)}, beyond what the holder allows`, {
      fix: "Only tilts that lead back are allowed from here: give smaller alphaDeg and betaDeg, or use em.stage.home().",
    });
  }
  const most = floored(travelAt(limits, at)[constraint]);
  return new EmError(
    "StageLimit",
    `the stage ${source} at ${shortName(constraint)} ${withAxisUnit(constraint, at[constraint])}, beyond ±${most} µm at ${tiltText(at)}`,
    {
      fix: `Only motions that lead back are allowed from here: move ${constraint} to within ±${most} µm first, or use em.stage.home().`,
    },
  );
}
