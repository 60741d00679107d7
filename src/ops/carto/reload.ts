import { checkFinite } from "../../core/geometryError.js";
import { apply, rotationAbout } from "../../core/matrix3.js";
import type { Vec3 } from "../../core/vector3.js";
import { beamOfTilt, type Tilt, tiltOfZone } from "./tilt.js";

/** How a specimen lies in the holder after it was taken out and put in again. */
export interface Reloading {
  /** Turn in its plane, counterclockwise seen from the gun. Default 0°. */
  readonly epsilonDeg?: number;
  /** Turned over about the axis of alpha. */
  readonly isFlippedHorizontally?: boolean;
  /** Turned over about the axis of beta. */
  readonly isFlippedVertically?: boolean;
}

/**
 * The tilt at which a zone is found again after reloading. It acts in the holder, flips first and then the turn.
 *
 * Errors: E_NOT_FINITE; E_GIMBAL. Source: Olszta and Fiedler 2024, equations 2.12 to 2.15.
 *
 * @example
 * reloadedTilt({ alphaDeg: 10, betaDeg: 20 }, { isFlippedHorizontally: true }); // { alphaDeg: 10, betaDeg: -20 } to rounding
 */
export function reloadedTilt(
  tilt: Tilt,
  { epsilonDeg = 0, isFlippedHorizontally = false, isFlippedVertically = false }: Reloading,
): Tilt {
  checkFinite("the tilt and the turn", [tilt.alphaDeg, tilt.betaDeg, epsilonDeg]);
  const [x, y, z] = beamOfTilt(tilt);
  const [h, v] = [isFlippedHorizontally ? -1 : 1, isFlippedVertically ? -1 : 1];
  const flipped: Vec3 = [v * x, h * y, h * v * z];
  return tiltOfZone(apply(rotationAbout([0, 0, 1], epsilonDeg), flipped));
}
