import { anyPerpendicular, combined, cross, scaled, unit, type Vec3 } from "../../core/vector3.js";
import { plainTiltOfBeam, type Tilt } from "./tilt.js";

/** The middle and the edges of a Kikuchi band on the map, each as the runs that lie above the horizon (none or one). */
export interface BandCurves {
  readonly centre: Tilt[][];
  readonly plus: Tilt[][];
  readonly minus: Tilt[][];
}

/** How finely curves are drawn. */
export interface CurveOptions {
  /** Distance between two points of a curve. Default 2°. */
  readonly stepDeg?: number;
}

/**
 * The Kikuchi band of a plane: the tilts at which the beam lies in it, and those at the Bragg angle to either side.
 *
 * Cost: some 90 points a curve at the default step.
 *
 * @param normalH the normal of the plane, a unit vector of the holder
 * @param braggDeg half the width of the band
 */
export function bandCurves(normalH: Vec3, braggDeg: number, options: CurveOptions = {}): BandCurves {
  return {
    centre: coneTilts(normalH, 0, options),
    plus: coneTilts(normalH, braggDeg, options),
    minus: coneTilts(normalH, -braggDeg, options),
  };
}

/**
 * The tilts at which the beam makes an angle with a plane, towards its normal where that is positive: those above the horizon.
 *
 * The circle of such beams crosses the horizon where cos(phi) has one value, with phi counted from its highest point: so there is one run at most.
 */
export function coneTilts(normalH: Vec3, towardsDeg: number, { stepDeg = 2 }: CurveOptions = {}): Tilt[][] {
  const { highest, level } = planeAxes(normalH);
  const towards = (towardsDeg * Math.PI) / 180;
  const [s, c] = [Math.sin(towards), Math.cos(towards)];
  const horizon = horizonAngle(c * highest[2], s * normalH[2]);
  if (horizon === undefined) return [];
  const count = Math.max(2, Math.ceil((2 * horizon * 180) / Math.PI / stepDeg));
  const run = Array.from({ length: count + 1 }, (_, i) => {
    const phi = horizon * ((2 * i) / count - 1);
    const inPlane = combined(highest, Math.cos(phi), level, Math.sin(phi));
    return plainTiltOfBeam(combined(inPlane, c, normalH, s));
  });
  return [run];
}

/** The phi at which rise cos(phi) + offset reaches 0: pi where it never does, undefined where it is always below. */
function horizonAngle(rise: number, offset: number): number | undefined {
  if (offset >= rise) return Math.PI;
  if (offset <= -rise) return undefined;
  return Math.acos(-offset / rise);
}

/** Two unit vectors in a plane: its way up the column, and the level one. */
function planeAxes(normal: Vec3): { highest: Vec3; level: Vec3 } {
  const up: Vec3 = [-normal[0] * normal[2], -normal[1] * normal[2], normal[0] ** 2 + normal[1] ** 2];
  // A plane at right angles to the column has no way up.
  const highest = up[2] < 1e-18 ? anyPerpendicular(normal) : unit(up);
  return { highest: highest[2] < 0 ? scaled(highest, -1) : highest, level: cross(normal, highest) };
}
