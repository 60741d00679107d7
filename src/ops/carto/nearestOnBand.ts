import { combined, dot, unit, type Vec3 } from "../../core/vector3.js";
import { beamOfTilt, plainTiltOfBeam, type Tilt } from "./tilt.js";

/**
 * The tilt of a band's middle or edge that is nearest to a tilt: the beam turned towards the normal until it makes the angle with the plane.
 *
 * @param normalH the normal of the plane, a unit vector of the holder
 * @param towardsDeg 0 for the middle, plus or minus the Bragg angle for the edges
 */
export function nearestOnBand(normalH: Vec3, towardsDeg: number, near: Tilt): Tilt {
  const b = beamOfTilt(near);
  const inPlane = unit(combined(b, 1, normalH, -dot(b, normalH)));
  const towards = (towardsDeg * Math.PI) / 180;
  return plainTiltOfBeam(combined(inPlane, Math.cos(towards), normalH, Math.sin(towards)));
}
