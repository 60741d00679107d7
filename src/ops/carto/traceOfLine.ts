import { checkFinite, GeometryError } from "../../core/geometryError.js";

/** A place in an image: to the right and downwards from its upper left corner (px). */
export type ImagePlacePx = readonly [xPx: number, yPx: number];

/** A straight line in an image, and how the image lies to the axes of the stage. */
export interface ImageLine {
  readonly fromPx: ImagePlacePx;
  readonly toPx: ImagePlacePx;
  /** The direction in the image in which things move with +alpha, clockwise from its right: once for each mode and magnification. */
  readonly alphaMotionDeg: number;
  /** False where things move with +beta a quarter turn counter-clockwise from that direction in the image, true where clockwise. */
  readonly isMirrored: boolean;
  /** Edge of a pixel, where lengths are wanted. */
  readonly pixelNm?: number;
}

/** What a line in an image is on the map of tilts. */
export interface LineTrace {
  /** Clockwise on the map from the direction in which things move with +alpha, above -180° and up to 180°. */
  readonly thetaDeg: number;
  readonly lengthPx: number;
  /** With pixelNm only. */
  readonly lengthNm?: number;
}

/**
 * The angle of a line in an image as maps of tilts have it.
 *
 * Errors: E_NOT_FINITE; E_DEGENERATE for two points at one place; E_OUT_OF_RANGE for pixels of no size.
 *
 * @example
 * traceOfLine({ fromPx: [100, 100], toPx: [200, 200], alphaMotionDeg: 7, isMirrored: false }).thetaDeg; // 38
 */
export function traceOfLine({ fromPx, toPx, alphaMotionDeg, isMirrored, pixelNm }: ImageLine): LineTrace {
  checkFinite("the points and the direction of the motion", [...fromPx, ...toPx, alphaMotionDeg]);
  const [rightPx, downPx] = [toPx[0] - fromPx[0], toPx[1] - fromPx[1]];
  const lengthPx = Math.hypot(rightPx, downPx);
  if (lengthPx === 0)
    throw new GeometryError("E_DEGENERATE", "both points of the line are at one place", "Give two points far apart.");
  if (pixelNm !== undefined && !(pixelNm > 0))
    throw new GeometryError("E_OUT_OF_RANGE", `pixelNm is ${pixelNm} nm`, "Give the edge of a pixel, above 0 nm.");
  // Rows of images go down: what grows from the right towards them turns clockwise.
  const clockwiseDeg = (Math.atan2(downPx, rightPx) * 180) / Math.PI - alphaMotionDeg;
  const thetaDeg = withinTurn(isMirrored ? -clockwiseDeg : clockwiseDeg);
  return { thetaDeg, lengthPx, ...(pixelNm !== undefined && { lengthNm: lengthPx * pixelNm }) };
}

/** Above -180° and up to 180°. */
function withinTurn(angleDeg: number): number {
  return 180 - ((((180 - angleDeg) % 360) + 360) % 360);
}
