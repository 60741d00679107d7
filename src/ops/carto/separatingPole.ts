import { apply, type Matrix3 } from "../../core/matrix3.js";
import { angleDegBetween } from "../../core/vector3.js";
import type { StageLimit } from "./stageLimit.js";
import type { Tilt } from "./tilt.js";
import { type CrystalZone, type ZoneReach, zoneReach } from "./zones.js";

/** A zone to look for, which tells orientations apart that fit the readings as well as each other. */
export interface SeparatingPole {
  /** Where the zone is if the first orientation is right. */
  readonly zone: ZoneReach;
  /** How far the nearest zone of its family is from there in the other orientations: the least of them. */
  readonly separationDeg: number;
}

/**
 * Of the zones that the stage reaches the one whose tilt separates orientations best: found there, the first is right; not found, it is wrong.
 *
 * Undefined where nothing is within reach, or there is no other orientation. Cost: O(zones² x orientations), some ms for 49 zones.
 */
export function separatingPole(
  zones: readonly CrystalZone[],
  orientation: Matrix3,
  others: readonly Matrix3[],
  limit: StageLimit,
  from?: Tilt,
): SeparatingPole | undefined {
  if (others.length === 0) return undefined;
  let best: SeparatingPole | undefined;
  for (const zone of zoneReach(zones, orientation, limit, from)) {
    if (!zone.isReachable) continue;
    const separationDeg = Math.min(...others.map((other) => separation(zone, zones, orientation, other)));
    // Where two separate about as well, the nearer one is taken, as the list begins with it.
    if (separationDeg > 0.1 && separationDeg > (best?.separationDeg ?? 0) * 1.02) best = { zone, separationDeg };
  }
  return best;
}

/** The angle from where a zone is in one orientation to the nearest of its family in another. */
function separation(zone: ZoneReach, zones: readonly CrystalZone[], orientation: Matrix3, other: Matrix3): number {
  const beam = apply(orientation, zone.direction);
  let least = 180;
  for (const { family, direction } of zones) {
    if (family !== zone.family) continue;
    const angle = angleDegBetween(beam, apply(other, direction));
    least = Math.min(least, angle, 180 - angle);
  }
  return least;
}
