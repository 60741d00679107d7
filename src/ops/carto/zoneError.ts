import { inverted, type Matrix3 } from "../../core/matrix3.js";
import { anyPerpendicular, combined, cross, dot, unit, type Vec3 } from "../../core/vector3.js";
import { beamOfTilt, plainTiltOfBeam, type Tilt } from "./tilt.js";

/** How well a tilt was read. */
export interface ReadTilt {
  readonly at: Tilt;
  /** Standard deviation of each axis. */
  readonly sigmaDeg: number;
}

/** 95 % of what is spread in two dimensions lies within so many standard deviations: sqrt(-2 ln 0.05). @unitless */
const nineteenOfTwenty = 2.4477;

/**
 * The covariance of the small rotation by which an orientation, fitted to readings, may be wrong (square degrees); undefined where they fix none.
 *
 * A reading tells of all turns but those about itself: the information is the sum of (1 - h hᵀ) / sigma². Source: Shuster and Oh,
 * J. Guidance and Control 4 (1981) 70, equation of the QUEST covariance.
 */
export function rotationCovariance(readings: readonly ReadTilt[]): Matrix3 | undefined {
  const sum = [0, 0, 0].map(() => [0, 0, 0]);
  for (const { at, sigmaDeg } of readings) {
    const h = beamOfTilt(at);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) sum[i]![j]! += ((i === j ? 1 : 0) - h[i]! * h[j]!) / sigmaDeg ** 2;
  }
  const covariance = inverted(sum as unknown as Matrix3);
  const isFixed = covariance.every((row) => row.every(Number.isFinite)) && covariance.every((row, i) => row[i]! < 100);
  return isFixed ? covariance : undefined;
}

/**
 * The outline within which a zone lies with a probability of 95 %, for an error of the orientation; undefined where it is larger than the map.
 *
 * @param beamH where the zone is predicted, a unit vector of the holder
 */
export function errorOutline(beamH: Vec3, covariance: Matrix3, points = 24): Tilt[] | undefined {
  const e1 = anyPerpendicular(beamH);
  const e2 = cross(beamH, e1);
  // A turn t moves the beam by t x b: what it moves along e is t . (b x e).
  const [t1, t2] = [cross(beamH, e1), cross(beamH, e2)];
  const between = (a: Vec3, b: Vec3) => dot(a, [dot(covariance[0], b), dot(covariance[1], b), dot(covariance[2], b)]);
  const [c11, c12, c22] = [between(t1, t1), between(t1, t2), between(t2, t2)];
  const l11 = Math.sqrt(Math.max(0, c11));
  const l21 = l11 > 0 ? c12 / l11 : 0;
  const l22 = Math.sqrt(Math.max(0, c22 - l21 * l21));
  const scale = (nineteenOfTwenty * Math.PI) / 180;
  if (!(scale * Math.hypot(l11, l21, l22) < 0.5)) return undefined;
  return Array.from({ length: points }, (_, i) => {
    const [c, s] = [Math.cos((2 * Math.PI * i) / points), Math.sin((2 * Math.PI * i) / points)];
    const offset = combined(e1, scale * l11 * c, e2, scale * (l21 * c + l22 * s));
    return plainTiltOfBeam(unit(combined(beamH, 1, offset, 1)));
  });
}
