import { checkFinite, GeometryError } from "../../core/geometryError.js";
import { apply } from "../../core/matrix3.js";
import { combined, cross, dot, norm, scaled, unit, type Vec3 } from "../../core/vector3.js";
import { type CurveOptions, coneTilts } from "./bandCurves.js";
import { beamOfTilt, checkTilt, holderMatrix, plainTiltOfBeam, stageMatrix, type Tilt, tiltOfZone } from "./tilt.js";

/**
 * A straight line seen in an image: its angle at a tilt, clockwise on the map from the direction in which things move with +alpha.
 *
 * On the map alpha grows to the right and beta upwards.
 */
export interface Trace {
  readonly at: Tilt;
  readonly thetaDeg: number;
}

/** Refuses traces that are not finite. Errors: E_NOT_FINITE. */
export function checkTrace({ at, thetaDeg }: Trace): void {
  checkTilt("the tilt of the trace", at);
  checkFinite("thetaDeg", [thetaDeg]);
}

/** The direction of a trace in the laboratory: (-sin theta, -cos theta, 0). */
function traceInLab(thetaDeg: number): Vec3 {
  const theta = (thetaDeg * Math.PI) / 180;
  return [-Math.sin(theta), -Math.cos(theta), 0];
}

/** The direction of a trace in the holder, a unit vector at right angles to the beam. Errors: E_NOT_FINITE. */
export function traceDirection({ at, thetaDeg }: Trace): Vec3 {
  checkTrace({ at, thetaDeg });
  return apply(holderMatrix(at), traceInLab(thetaDeg));
}

/**
 * The normal, in the holder, of a plane that is edge-on at the tilt of its trace: z x m. Errors: E_NOT_FINITE.
 *
 * @example
 * edgeOnNormal({ at: { alphaDeg: 0, betaDeg: 0 }, thetaDeg: 0 }); // [1, 0, 0]: the trace runs along the motion of alpha
 */
export function edgeOnNormal(trace: Trace): Vec3 {
  checkTrace(trace);
  const [x, y] = traceInLab(trace.thetaDeg);
  return apply(holderMatrix(trace.at), [-y, x, 0]);
}

/**
 * The tilt reached by turning a feature by an angle: `along` its trace, which keeps an edge-on plane edge-on, or `against` it, about the trace.
 *
 * Source: Olszta and Fiedler 2024, equations 3.31 to 3.37, where `along` is called parallel and `against` normal.
 *
 * @example
 * tiltFeature({ at: { alphaDeg: 0, betaDeg: 0 }, thetaDeg: 45 }, 10, "against"); // { alphaDeg: 7.05…, betaDeg: 7.10… }
 */
export function tiltFeature(trace: Trace, angleDeg: number, mode: "along" | "against"): Tilt {
  checkFinite("the angle", [angleDeg]);
  const towards = mode === "along" ? traceDirection(trace) : edgeOnNormal(trace);
  const angle = (angleDeg * Math.PI) / 180;
  return plainTiltOfBeam(combined(beamOfTilt(trace.at), Math.cos(angle), towards, Math.sin(angle)));
}

/**
 * The angle of a trace at another tilt, from 0 up to 180 degrees: of a plane by its normal, or of a line by its direction, in the holder.
 *
 * Errors: E_DEGENERATE where a plane is seen face on, or a line end on. Source: Olszta and Fiedler 2024, equation 2.18 and figure 9.
 */
export function traceAngleDeg(kind: "plane" | "line", vectorH: Vec3, at: Tilt): number {
  const [x, y] = apply(stageMatrix(at), vectorH);
  const [mx, my] = kind === "plane" ? [-y, x] : [x, y];
  if (Math.hypot(mx, my) < 1e-9 * norm(vectorH))
    throw new GeometryError(
      "E_DEGENERATE",
      kind === "plane" ? "the plane is seen face on and has no trace" : "the line is seen end on and has no direction",
      "Choose another tilt.",
    );
  const thetaDeg = (Math.atan2(-mx, -my) * 180) / Math.PI;
  const turned = ((thetaDeg % 180) + 180) % 180;
  return 180 - turned < 1e-9 ? 0 : turned;
}

/** The alpha at which a plane, by its normal in the holder, is edge-on for a given beta. Errors: E_DEGENERATE for a plane that holds the axis of beta. */
export function edgeOnAlphaDeg([x, y, z]: Vec3, betaDeg: number): number {
  const beta = (betaDeg * Math.PI) / 180;
  const level = x * Math.sin(beta) + z * Math.cos(beta);
  if (Math.abs(y) < 1e-12 && Math.abs(level) < 1e-12)
    throw new GeometryError(
      "E_DEGENERATE",
      "the plane is edge-on at every alpha",
      "Choose any alpha, or another beta.",
    );
  const alphaDeg = (Math.atan2(level, y) * 180) / Math.PI;
  return alphaDeg > 90 ? alphaDeg - 180 : alphaDeg < -90 ? alphaDeg + 180 : alphaDeg;
}

/**
 * The tilt nearest to another at which a plane is edge-on, by its normal in the holder.
 *
 * Errors: E_DEGENERATE where the plane is seen face on, so that all edge-on tilts are as near.
 */
export function nearestEdgeOn(normalH: Vec3, from: Tilt): { readonly at: Tilt; readonly tiltDeg: number } {
  const [n, b] = [unit(normalH), beamOfTilt(from)];
  const towards = dot(n, b);
  const inPlane = combined(b, 1, n, -towards);
  if (norm(inPlane) < 1e-9)
    throw new GeometryError(
      "E_DEGENERATE",
      "the plane is seen face on: every tilt at which it is edge-on is 90° away",
      "Give another tilt to start from.",
    );
  return { at: plainTiltOfBeam(inPlane), tiltDeg: (Math.asin(Math.min(1, Math.abs(towards))) * 180) / Math.PI };
}

/** The tilts that keep a plane edge-on (`along`), and those that turn it about its trace as it is seen at a tilt (`against`). */
export interface FeatureCurve {
  readonly along: Tilt[][];
  readonly against: Tilt[][];
}

/**
 * The two curves of a plane on the map, by its normal in the holder.
 *
 * Errors: E_DEGENERATE where the plane is seen face on at `at`, as it has no trace there.
 *
 * @param at where the curve `against` passes; by default the tilt nearest to zero at which the plane is edge-on
 */
export function featureCurve(normalH: Vec3, at?: Tilt, options: CurveOptions = {}): FeatureCurve {
  const n = unit(normalH);
  const through = at ?? nearestToZero(n);
  const trace = cross(beamOfTilt(through), n);
  if (norm(trace) < 1e-9)
    throw new GeometryError("E_DEGENERATE", "the plane is seen face on and has no trace", "Give another tilt.");
  return { along: coneTilts(n, 0, options), against: coneTilts(unit(trace), 0, options) };
}

/** Of a plane that is level at zero tilt every edge-on tilt is 90 degrees away: alpha is as good as any. */
function nearestToZero(n: Vec3): Tilt {
  const level = Math.hypot(n[0], n[1]) < 1e-9;
  return level ? { alphaDeg: 90, betaDeg: 0 } : nearestEdgeOn(n, { alphaDeg: 0, betaDeg: 0 }).at;
}

/** The tilt at which two planes are edge-on together, by their normals in the holder. Errors: E_DEGENERATE for parallel planes; E_GIMBAL. */
export function edgeOnTogether(normalA: Vec3, normalB: Vec3): Tilt {
  const line = cross(unit(normalA), unit(normalB));
  if (norm(line) < 1e-9)
    throw new GeometryError("E_DEGENERATE", "the two traces belong to parallel planes", "Give a trace that crosses.");
  return tiltOfZone(scaled(line, 1 / norm(line)));
}
