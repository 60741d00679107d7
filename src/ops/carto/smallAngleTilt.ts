import { checkFinite, GeometryError } from "../../core/geometryError.js";

/** Pixels of a diffraction pattern, x right and y down. */
export type PatternPoint = readonly [number, number];

/** A pattern calibrated by one known tilt of alpha. */
export interface PatternCalibration {
  /** Where a feature lay before the tilt. */
  readonly originPx: PatternPoint;
  /** Where it lay after it. */
  readonly refPx: PatternPoint;
  /** The tilt of alpha between the two. */
  readonly alphaDeg: number;
}

/**
 * The tilt that would carry a feature from the origin to a point of the pattern; the stage is driven by minus that to centre the point.
 *
 * Good within some 7 to 10 degrees, where angles add up as lengths do. Errors: E_DEGENERATE for a calibration without a shift; E_NOT_FINITE.
 * Source: Olszta and Fiedler 2024, equations 3.1 to 3.6.
 */
export function smallAngleTilt(
  { originPx, refPx, alphaDeg }: PatternCalibration,
  pointPx: PatternPoint,
): { readonly offsetAlphaDeg: number; readonly offsetBetaDeg: number } {
  checkFinite("the pattern", [...originPx, ...refPx, ...pointPx, alphaDeg]);
  const [ax, ay] = [refPx[0] - originPx[0], refPx[1] - originPx[1]];
  const [px, py] = [pointPx[0] - originPx[0], pointPx[1] - originPx[1]];
  const square = ax * ax + ay * ay;
  if (square === 0 || alphaDeg === 0)
    throw new GeometryError(
      "E_DEGENERATE",
      "the calibration holds no shift",
      "Tilt alpha by some degrees between the two.",
    );
  return {
    offsetAlphaDeg: (alphaDeg * (ax * px + ay * py)) / square,
    offsetBetaDeg: (alphaDeg * (ax * py - ay * px)) / square,
  };
}
