import { checkFinite, GeometryError } from "../../core/geometryError.js";

/** Projected widths of one inclined plane through a foil, at two tilts, or at three. */
export interface WidthReadings {
  /** Where the tilt is counted from. */
  readonly width1Nm: number;
  /** After tilting against the trace by `tiltDeg`. */
  readonly width2Nm: number;
  /** The tilt between the two readings, with its sign. */
  readonly tiltDeg: number;
  /** A third reading, which tells the two answers apart; its tilt counts from the first. */
  readonly third?: { readonly widthNm: number; readonly tiltDeg: number };
}

/** A tilt at which the plane would be edge-on, with the foil's thickness that goes with it. */
export interface EdgeOnCandidate {
  /** From the first reading, against the trace; its sign is that of `tiltDeg`. */
  readonly edgeTiltDeg: number;
  readonly thicknessNm: number;
}

/** Where a plane is edge-on by its widths. */
export interface EdgeOnResult extends EdgeOnCandidate {
  /** The likelier one first: by the third width, or else the one for which the first tilt did not pass through edge-on. */
  readonly candidates: readonly EdgeOnCandidate[];
  /** True where two answers are left: was the plane edge-on somewhere between the two tilts? */
  readonly needsThirdWidth: boolean;
}

/**
 * The tilt at which an inclined plane through a foil is edge-on, and the foil's thickness, from its widths in projection at two tilts.
 *
 * Errors: E_DEGENERATE for two readings at one tilt, or no width at all; E_OUT_OF_RANGE for widths below 0; E_NOT_FINITE.
 * Source: w2 = w1 cos(phi) + t sin(phi), t and w1 with signs; the closed form of Olszta and Fiedler 2024, equations 3.38 to 3.41.
 *
 * @example
 * edgeOnFromWidths({ width1Nm: 40, width2Nm: 60, tiltDeg: 25 }).edgeTiltDeg; // -35.4
 */
export function edgeOnFromWidths({ width1Nm, width2Nm, tiltDeg, third }: WidthReadings): EdgeOnResult {
  checkWidths([width1Nm, width2Nm, third?.widthNm ?? 0], [tiltDeg, third?.tiltDeg ?? 0]);
  const phi = (tiltDeg * Math.PI) / 180;
  const [s, c] = [Math.sin(phi), Math.cos(phi)];
  if (Math.abs(s) < 1e-6)
    throw new GeometryError(
      "E_DEGENERATE",
      `the two widths are ${tiltDeg}° apart`,
      "Tilt by 10° or more between them.",
    );
  if (width1Nm === 0 && width2Nm === 0)
    throw new GeometryError("E_DEGENERATE", "both widths are 0", "A plane is edge-on at one tilt only: measure again.");
  const depths = [(width2Nm - width1Nm * c) / s, (-width2Nm - width1Nm * c) / s];
  const both = depths.map((depthNm) => candidate(width1Nm, depthNm));
  const isOne = Math.abs(both[0]!.edgeTiltDeg - both[1]!.edgeTiltDeg) < 1e-9 || width1Nm === 0;
  const found = isOne ? [both[0]!] : third ? sortedByThird(both, width1Nm, depths, third) : both;
  return { ...found[0]!, candidates: found, needsThirdWidth: found.length > 1 && !third };
}

function checkWidths(widths: readonly number[], tilts: readonly number[]): void {
  checkFinite("the widths and tilts", [...widths, ...tilts]);
  if (widths.every((width) => width >= 0)) return;
  throw new GeometryError("E_OUT_OF_RANGE", `a width is ${Math.min(...widths)} nm`, "Give widths of 0 nm or more.");
}

/** The width at the first tilt is tan(psi) times the depth, with psi the tilt away from edge-on. */
function candidate(width1Nm: number, depthNm: number): EdgeOnCandidate {
  const psi = (Math.atan(width1Nm / depthNm) * 180) / Math.PI;
  return { edgeTiltDeg: -psi + 0, thicknessNm: Math.abs(depthNm) };
}

/**
 * The width in projection that an answer predicts after another tilt from the first reading: where two answers are left, what a third width would be.
 *
 * @example
 * widthAfterTiltNm({ edgeTiltDeg: -35.4, thicknessNm: 56.3 }, 25); // 60
 */
export function widthAfterTiltNm({ edgeTiltDeg, thicknessNm }: EdgeOnCandidate, tiltDeg: number): number {
  const degree = Math.PI / 180;
  return Math.abs((thicknessNm * Math.sin((tiltDeg - edgeTiltDeg) * degree)) / Math.cos(edgeTiltDeg * degree));
}

function sortedByThird(
  both: readonly EdgeOnCandidate[],
  width1Nm: number,
  depths: readonly number[],
  third: NonNullable<WidthReadings["third"]>,
): EdgeOnCandidate[] {
  const phi = (third.tiltDeg * Math.PI) / 180;
  const misfit = depths.map((depthNm) =>
    Math.abs(Math.abs(width1Nm * Math.cos(phi) + depthNm * Math.sin(phi)) - third.widthNm),
  );
  return misfit[1]! < misfit[0]! ? [both[1]!, both[0]!] : [...both];
}

/**
 * The tilt that makes a plane edge-on when its width and the foil's thickness are known: atan(width / thickness).
 *
 * Errors: E_OUT_OF_RANGE for a width below 0 or a thickness that is not above 0.
 */
export function tiltToEdgeOnDeg(widthNm: number, thicknessNm: number): number {
  checkFinite("the width and the thickness", [widthNm, thicknessNm]);
  if (widthNm >= 0 && thicknessNm > 0) return (Math.atan2(widthNm, thicknessNm) * 180) / Math.PI;
  throw new GeometryError(
    "E_OUT_OF_RANGE",
    `the width is ${widthNm} nm and the thickness ${thicknessNm} nm`,
    "Give a width of 0 nm or more, and a thickness above 0 nm.",
  );
}
