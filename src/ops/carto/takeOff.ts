import { checkFinite } from "../../core/geometryError.js";
import { dot, type Vec3 } from "../../core/vector3.js";
import { stageMatrix, type Tilt } from "./tilt.js";

/** Where a detector stands, seen from the specimen. */
export interface DetectorPlace {
  /** From the direction towards which the foil leans at +alpha, counterclockwise seen from the gun. */
  readonly azimuthDeg: number;
  /** Above the plane of the specimen at zero tilt. */
  readonly elevationDeg: number;
}

/** Refuses places that are not finite. Errors: E_NOT_FINITE. */
export function checkDetector({ azimuthDeg, elevationDeg }: DetectorPlace): void {
  checkFinite("the place of the detector", [azimuthDeg, elevationDeg]);
}

/**
 * The angle between the foil and the line to a detector; below 0 the foil hides the detector.
 *
 * Source: sin(take-off) is the foil's normal times the direction of the detector; it agrees with exspy 0.3.2.
 *
 * @example
 * takeOffDeg({ alphaDeg: 10, betaDeg: 0 }, { azimuthDeg: 45, elevationDeg: 22 }); // 28.866
 */
export function takeOffDeg(tilt: Tilt, { azimuthDeg, elevationDeg }: DetectorPlace): number {
  checkFinite("the tilt and the detector", [tilt.alphaDeg, tilt.betaDeg, azimuthDeg, elevationDeg]);
  const [azimuth, elevation] = [(azimuthDeg * Math.PI) / 180, (elevationDeg * Math.PI) / 180];
  const detector: Vec3 = [
    -Math.sin(azimuth) * Math.cos(elevation),
    Math.cos(azimuth) * Math.cos(elevation),
    Math.sin(elevation),
  ];
  const [x, y, z] = stageMatrix(tilt);
  const foil: Vec3 = [x[2], y[2], z[2]];
  return (Math.asin(Math.max(-1, Math.min(1, dot(foil, detector)))) * 180) / Math.PI;
}
