import { checkFinite, GeometryError } from "../../core/geometryError.js";
import { polygonFraction } from "./polygonFraction.js";
import { checkTilt, type Tilt } from "./tilt.js";

/** Where the stage can tilt to: a range of each axis, a measured superellipse about zero, or a measured outline. */
export type StageLimit =
  | {
      readonly kind: "box";
      /** The least and the greatest alpha. */
      readonly alphaDeg: readonly [number, number];
      /** The least and the greatest beta. */
      readonly betaDeg: readonly [number, number];
    }
  | {
      readonly kind: "superellipse";
      /** The greatest alpha, at beta 0. */
      readonly alphaDeg: number;
      /** The greatest beta, at alpha 0. */
      readonly betaDeg: number;
      /** 2 is an ellipse, more is nearer to a box. @unitless */
      readonly exponent: number;
    }
  | { readonly kind: "polygon"; readonly corners: readonly Tilt[] };

/** What is taken where nobody has measured the stage: 30 degrees either way on both axes. */
export const defaultLimit: StageLimit = Object.freeze({
  kind: "box",
  alphaDeg: [-30, 30] as const,
  betaDeg: [-30, 30] as const,
});

/** Refuses a limit that holds no tilts. Errors: E_NOT_FINITE, E_OUT_OF_RANGE. */
export function checkLimit(limit: StageLimit): void {
  if (limit.kind === "polygon") {
    for (const corner of limit.corners) checkTilt("a corner of the limit", corner);
    if (limit.corners.length >= 3) return;
    throw wrongLimit(`a polygon of ${limit.corners.length} corners`, "Give three corners or more.");
  }
  const { alphaDeg, betaDeg } = limit;
  checkFinite("the limit", [alphaDeg, betaDeg].flat());
  if (limit.kind === "box") {
    if (limit.alphaDeg[0] <= limit.alphaDeg[1] && limit.betaDeg[0] <= limit.betaDeg[1]) return;
    throw wrongLimit("a box that ends before it begins", "Give [least, greatest] of each axis.");
  }
  checkFinite("the exponent of the limit", [limit.exponent]);
  if (limit.alphaDeg > 0 && limit.betaDeg > 0 && limit.exponent > 0) return;
  throw wrongLimit("a superellipse without extent", "Give semi-axes and an exponent above 0.");
}

function wrongLimit(message: string, fix: string): GeometryError {
  return new GeometryError("E_OUT_OF_RANGE", `the limit is ${message}`, fix);
}

/**
 * How much of the stage's reach a tilt uses, along the line from zero tilt: 0 there, 1 on the limit, more beyond it.
 *
 * A limit that does not hold zero tilt is measured from its middle. Source of the superellipse: Olszta and Fiedler 2024, equation 4.1,
 * as |alpha / a|^r + |beta / b|^r = 1.
 *
 * @example
 * limitFraction({ alphaDeg: 15, betaDeg: 0 }, { kind: "box", alphaDeg: [-30, 30], betaDeg: [-30, 30] }); // 0.5
 */
export function limitFraction({ alphaDeg, betaDeg }: Tilt, limit: StageLimit): number {
  if (limit.kind === "box")
    return Math.max(rangeFraction(alphaDeg, limit.alphaDeg), rangeFraction(betaDeg, limit.betaDeg));
  if (limit.kind === "polygon") return polygonFraction({ alphaDeg, betaDeg }, limit.corners);
  const a = Math.abs(alphaDeg / limit.alphaDeg);
  const b = Math.abs(betaDeg / limit.betaDeg);
  // The greater part is taken out of the sum, which else overflows far from zero.
  const most = Math.max(a, b);
  return most === 0 ? 0 : most * ((a / most) ** limit.exponent + (b / most) ** limit.exponent) ** (1 / limit.exponent);
}

function rangeFraction(value: number, [low, high]: readonly [number, number]): number {
  const holdsZero = low < 0 && high > 0;
  const middle = holdsZero ? 0 : (low + high) / 2;
  const reach = value < middle ? middle - low : high - middle;
  return value === middle ? 0 : Math.abs(value - middle) / reach;
}

/** Whether a tilt lies within the limit; a billionth beyond it still does, so that rounding decides nothing. */
export function isReachable(tilt: Tilt, limit: StageLimit): boolean {
  return limitFraction(tilt, limit) <= 1 + 1e-9;
}

/**
 * The greatest beta that a superellipse allows at an alpha.
 *
 * Errors: E_OUT_OF_RANGE for an alpha beyond the limit.
 */
export function betaLimitDeg(alphaDeg: number, limit: Extract<StageLimit, { kind: "superellipse" }>): number {
  checkLimit(limit);
  checkFinite("alphaDeg", [alphaDeg]);
  const rest = 1 - Math.abs(alphaDeg / limit.alphaDeg) ** limit.exponent;
  if (rest >= 0) return limit.betaDeg * rest ** (1 / limit.exponent);
  throw new GeometryError(
    "E_OUT_OF_RANGE",
    `alphaDeg is ${alphaDeg}°, beyond the limit of ${limit.alphaDeg}°`,
    `Give an alpha within ${limit.alphaDeg}°.`,
  );
}

/** The outline of a limit, as corners of a closed curve that does not repeat its first point. */
export function limitOutline(limit: StageLimit, points = 180): Tilt[] {
  if (limit.kind === "polygon") return [...limit.corners];
  if (limit.kind === "box") {
    const [[a0, a1], [b0, b1]] = [limit.alphaDeg, limit.betaDeg];
    return [
      { alphaDeg: a0, betaDeg: b0 },
      { alphaDeg: a1, betaDeg: b0 },
      { alphaDeg: a1, betaDeg: b1 },
      { alphaDeg: a0, betaDeg: b1 },
    ];
  }
  const power = 2 / limit.exponent;
  return Array.from({ length: points }, (_, i) => {
    const [s, c] = [Math.sin((2 * Math.PI * i) / points), Math.cos((2 * Math.PI * i) / points)];
    return {
      alphaDeg: limit.alphaDeg * Math.sign(c) * Math.abs(c) ** power,
      betaDeg: limit.betaDeg * Math.sign(s) * Math.abs(s) ** power,
    };
  });
}
