import { GeometryError } from "../../core/geometryError.js";
import { angleDegBetween, combined } from "../../core/vector3.js";
import { beamOfTilt, checkTilt, plainTiltOfBeam, type Tilt } from "./tilt.js";

/** How a path between two tilts is drawn. */
export interface TiltPathOptions {
  /** The longest step. Default 1°. */
  readonly stepDeg?: number;
  /** Along the great circle, the least tilt in all (the default), or alpha first and then beta. */
  readonly mode?: "great-circle" | "axes";
}

/**
 * The tilts from one to another, both ends with them.
 *
 * Errors: E_DEGENERATE for opposite beams, between which every great circle is as short; E_OUT_OF_RANGE for a step that is not above 0.
 *
 * @example
 * tiltPath({ alphaDeg: 0, betaDeg: 0 }, { alphaDeg: 10, betaDeg: 0 }, { stepDeg: 5 }); // alpha 0, 5, 10
 */
export function tiltPath(from: Tilt, to: Tilt, { stepDeg = 1, mode = "great-circle" }: TiltPathOptions = {}): Tilt[] {
  checkTilt("the start of the path", from);
  checkTilt("the end of the path", to);
  if (!(stepDeg >= 0.001 && stepDeg < Number.POSITIVE_INFINITY))
    throw new GeometryError("E_OUT_OF_RANGE", `stepDeg is ${stepDeg}°`, "Give a step of at least 0.001°.");
  if (mode === "great-circle") {
    const lengthDeg = angleDegBetween(beamOfTilt(from), beamOfTilt(to));
    return greatCircle(from, to, pieces(lengthDeg, stepDeg) + 1);
  }
  const corner = { alphaDeg: to.alphaDeg, betaDeg: from.betaDeg };
  return [...line(from, corner, stepDeg), ...line(corner, to, stepDeg).slice(1)];
}

function pieces(lengthDeg: number, stepDeg: number): number {
  return Math.max(1, Math.ceil(lengthDeg / stepDeg - 1e-9));
}

function line(from: Tilt, to: Tilt, stepDeg: number): Tilt[] {
  const [da, db] = [to.alphaDeg - from.alphaDeg, to.betaDeg - from.betaDeg];
  const count = da === 0 && db === 0 ? 0 : pieces(Math.hypot(da, db), stepDeg);
  const inner = Array.from({ length: count }, (_, i) => ({
    alphaDeg: from.alphaDeg + (da * i) / count,
    betaDeg: from.betaDeg + (db * i) / count,
  }));
  return [...inner, to];
}

/** A number of tilts at equal distances on the great circle between two; both ends with them, as they were given. Errors: E_DEGENERATE. */
export function greatCircle(from: Tilt, to: Tilt, points: number): Tilt[] {
  const [a, b] = [beamOfTilt(from), beamOfTilt(to)];
  const angle = (angleDegBetween(a, b) * Math.PI) / 180;
  if (Math.PI - angle < 1e-9)
    throw new GeometryError(
      "E_DEGENERATE",
      "the two tilts look along opposite directions: no great circle between them is the shortest",
      "Give a tilt between them.",
    );
  return Array.from({ length: points }, (_, i) => {
    if (i === 0) return from;
    if (i === points - 1) return to;
    const part = i / (points - 1);
    if (angle < 1e-12) return from;
    return plainTiltOfBeam(combined(a, Math.sin((1 - part) * angle), b, Math.sin(part * angle)));
  });
}
