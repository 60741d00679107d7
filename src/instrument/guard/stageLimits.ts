import { EmError } from "../../core/error.js";
import { type OptionRule, type OptionRules, resolveOptions } from "../../core/options.js";
import type { StageTravel } from "../port.js";
import type { StageAxis, StagePosition } from "../stagePosition.js";

/** How far a holder may go. Every number belongs to a holder in a goniometer, so every one can be set. */
export interface HolderLimits {
  /** What it is called in messages: "double tilt". */
  readonly holder: string;
  /** Travel either side of zero, with no tilt. */
  readonly travelXUm: number;
  readonly travelYUm: number;
  readonly travelZUm: number;
  /** Tilt either side of zero, with the other tilt at zero. */
  readonly mostAlphaDeg: number;
  readonly mostBetaDeg: number;
  /** Shape of the edge of the allowed tilts: 2 is an ellipse, larger is nearer to a rectangle. @unitless */
  readonly tiltExponent: number;
  /** What is left of the travel in x and y at the edge of the allowed tilts. */
  readonly leastTravelUm: number;
  /**
   * Reported and commanded positions as near as this are taken for the same: encoders are not exact. The commanded one counts then.
   * Positions that differ by more are both checked.
   */
  readonly agreementUm: number;
  readonly agreementDeg: number;
}

/**
 * A double-tilt holder with ±100 µm of travel.
 *
 * Source: the travel is JEOL's documented range of Stage3.SetX and SetZ; the superellipse and the travel that shrinks with the tilt are
 * inferred from what holders do, and have to be set for a real one; the agreement is what other programs wait for (TilEM: 125 nm, 0.2°).
 */
export const doubleTiltHolder: HolderLimits = Object.freeze({
  holder: "double tilt",
  travelXUm: 100,
  travelYUm: 100,
  travelZUm: 100,
  mostAlphaDeg: 36,
  mostBetaDeg: 32,
  tiltExponent: 3.3,
  leastTravelUm: 3,
  agreementUm: 0.125,
  agreementDeg: 0.2,
});

const travelRule: OptionRule = { kind: "number", min: 0, max: 10_000, unit: "µm" };
const tiltRule: OptionRule = { kind: "number", min: 0, max: 180, unit: "°" };

const rules: OptionRules<HolderLimits> = {
  holder: { kind: "text" },
  travelXUm: travelRule,
  travelYUm: travelRule,
  travelZUm: travelRule,
  mostAlphaDeg: tiltRule,
  mostBetaDeg: tiltRule,
  tiltExponent: { kind: "number", min: 1, max: 100 },
  leastTravelUm: travelRule,
  agreementUm: { kind: "number", min: 0, max: 10, unit: "µm" },
  agreementDeg: { kind: "number", min: 0, max: 5, unit: "°" },
};

/** The field of the limits that holds each axis's reach. */
const reachOf = {
  xUm: "travelXUm",
  yUm: "travelYUm",
  zUm: "travelZUm",
  alphaDeg: "mostAlphaDeg",
  betaDeg: "mostBetaDeg",
} as const satisfies Record<StageAxis, keyof HolderLimits>;

/**
 * The limits of a holder, with what the hardware reaches as an upper bound.
 *
 * Errors: BadOption for an unknown name or a value out of range, or where the instrument gives no number for its travel.
 */
export function resolveLimits(given: Partial<HolderLimits> | undefined, travel: StageTravel): HolderLimits {
  const limits = { ...resolveOptions("limits", given, doubleTiltHolder, rules) };
  for (const [axis, reach] of Object.entries(reachOf) as [StageAxis, (typeof reachOf)[StageAxis]][]) {
    if (!(travel[axis] >= 0)) {
      throw new EmError("BadOption", `the instrument says that its travel in ${axis} is ${travel[axis]}`, {
        fix: "An instrument must give a number from 0 for each axis.",
      });
    }
    limits[reach] = Math.min(limits[reach], travel[axis]);
  }
  return Object.freeze(limits);
}

/** 0 with no tilt, 1 at the edge of what the holder allows: rho = ((|alpha|/36)^3.3 + (|beta|/32)^3.3)^(1/3.3) for a double-tilt holder. */
export function tiltFraction(limits: HolderLimits, { alphaDeg, betaDeg }: StageTilt): number {
  const p = limits.tiltExponent;
  const alpha = share(alphaDeg, limits.mostAlphaDeg);
  const beta = share(betaDeg, limits.mostBetaDeg);
  if (beta === 0) return alpha;
  if (alpha === 0) return beta;
  return (alpha ** p + beta ** p) ** (1 / p);
}

/** Both tilts of a position. */
export type StageTilt = Pick<StagePosition, "alphaDeg" | "betaDeg">;

/** An axis that does not exist in a holder has a reach of 0 and may only stand at 0. */
function share(value: number, most: number): number {
  return value === 0 ? 0 : Math.abs(value) / most;
}

/** Travel in x, y and z either side of zero at a tilt: x and y shrink with it, down to a least travel. Cost: none. */
export function travelAt(
  limits: HolderLimits,
  tilt: StageTilt,
): { readonly xUm: number; readonly yUm: number; readonly zUm: number } {
  const left = Math.max(0, 1 - tiltFraction(limits, tilt));
  const shrunk = (travelUm: number) => Math.min(travelUm, Math.max(limits.leastTravelUm, travelUm * left));
  return { xUm: shrunk(limits.travelXUm), yUm: shrunk(limits.travelYUm), zUm: limits.travelZUm };
}

/** What is limited: each translation by itself, and the two tilts together. */
export const constraints = ["xUm", "yUm", "zUm", "tilt"] as const;
export type Constraint = (typeof constraints)[number];

/** How far a position is beyond each limit, 0 or less within it: µm for translations, parts of the allowed tilt for the tilts. @unitless */
export type Excess = Readonly<Record<Constraint, number>>;

/** How far a position lies beyond the limits. */
export function excessOf(limits: HolderLimits, position: StagePosition): Excess {
  const travel = travelAt(limits, position);
  return {
    xUm: Math.abs(position.xUm) - travel.xUm,
    yUm: Math.abs(position.yUm) - travel.yUm,
    zUm: Math.abs(position.zUm) - travel.zUm,
    tilt: tiltFraction(limits, position) - 1,
  };
}

/** true: every value is a number, and none is beyond its limit. */
export function isWithin(excess: Excess): boolean {
  // Not "none is above": NaN must not pass.
  return constraints.every((constraint) => excess[constraint] <= 0);
}
