import { GeometryError } from "../../core/geometryError.js";
import { apply, type Matrix3 } from "../../core/matrix3.js";
import { angleDegBetween, norm, scaled, unit, type Vec3 } from "../../core/vector3.js";
import { directionFamily } from "../crystal/directionFamily.js";
import { primitiveDirections } from "../crystal/integerDirection.js";
import { directionVector } from "../crystal/lattice.js";
import type { Phase } from "../crystal/phase.js";
import { isReachable, limitFraction, type StageLimit } from "./stageLimit.js";
import { beamOfTilt, plainTiltOfBeam, type Tilt, upward } from "./tilt.js";

/** A zone axis of a crystal; [uvw] and its opposite are one. */
export interface CrystalZone {
  /** In lowest terms. @unitless */
  readonly uvw: Vec3;
  /** All that are equivalent, as "<112>". */
  readonly family: string;
  /** Unit vector along the crystal's Cartesian axes. @unitless */
  readonly direction: Vec3;
  /** 0 for the family with the shortest repeat along the axis, 1 for the next. @unitless */
  readonly rank: number;
}

/**
 * The zone axes of a phase with no index above a greatest one, those with a short repeat first.
 *
 * Cost: O(maxIndex^3) zones, some microseconds each: 49 of maxIndex 2 and 145 of maxIndex 3.
 */
export function zonesOf(phase: Phase, maxIndex: number): CrystalZone[] {
  const families = new Map<string, ZoneFamily>();
  const found = primitiveDirections(maxIndex).map((uvw) => {
    if (!families.has(String(uvw))) noteFamily(uvw, phase, families);
    return { uvw, ...families.get(String(uvw))! };
  });
  found.sort((a, b) => a.repeatNm - b.repeatNm || (a.family === b.family ? 0 : a.family < b.family ? -1 : 1));
  const ranks = new Map<string, number>();
  for (const { family } of found) if (!ranks.has(family)) ranks.set(family, ranks.size);
  return found.map(({ uvw, family }) => {
    return { uvw, family, direction: unit(directionVector(phase.lattice, uvw)), rank: ranks.get(family)! };
  });
}

interface ZoneFamily {
  readonly family: string;
  /** The length of [uvw], worked out once for all, so that rounding does not part the members. */
  readonly repeatNm: number;
}

/** Notes the family of a direction for all its members, so that each is worked out once. */
function noteFamily(uvw: Vec3, phase: Phase, families: Map<string, ZoneFamily>): void {
  const { members, name } = directionFamily(uvw, phase.rotations);
  const family = { family: name, repeatNm: norm(directionVector(phase.lattice, uvw)) };
  for (const member of members) families.set(String(member), family);
}

/** Where a zone is found, and whether the stage gets there. */
export interface ZoneReach extends CrystalZone {
  readonly at: Tilt;
  /** 1 on the limit of the stage, more beyond it. */
  readonly limitFraction: number;
  readonly isReachable: boolean;
  /** How far the specimen turns to get there. */
  readonly pathDeg: number;
}

/**
 * The tilts of zones of an oriented crystal, the nearest first; each with the sign that points up the column.
 *
 * A zone along the axis of beta has alpha 90 degrees and beta 0. Cost: microseconds a zone.
 *
 * @param from where the stage is
 */
export function zoneReach(
  zones: readonly CrystalZone[],
  orientation: Matrix3,
  limit: StageLimit,
  from: Tilt = { alphaDeg: 0, betaDeg: 0 },
): ZoneReach[] {
  const start = beamOfTilt(from);
  return zones.map((zone) => reachOf(upwardZone(zone, orientation), orientation, limit, start)).sort(byPath);
}

function reachOf(zone: CrystalZone, orientation: Matrix3, limit: StageLimit, start: Vec3): ZoneReach {
  const beam = apply(orientation, zone.direction);
  const at = plainTiltOfBeam(beam);
  return {
    ...zone,
    at,
    limitFraction: limitFraction(at, limit),
    isReachable: isReachable(at, limit),
    pathDeg: angleDegBetween(start, beam),
  };
}

function byPath(a: ZoneReach, b: ZoneReach): number {
  return a.pathDeg - b.pathDeg;
}

/** A zone with the sign that points up the column of an oriented crystal. */
export function upwardZone(zone: CrystalZone, orientation: Matrix3): CrystalZone {
  const beam = apply(orientation, zone.direction);
  if (upward(beam) === beam) return zone;
  const [u, v, w] = zone.uvw;
  return { ...zone, uvw: [-u + 0, -v + 0, -w + 0], direction: scaled(zone.direction, -1) };
}

/** The zone that is nearest to the beam at a tilt, and how far it is off. Errors: E_DEGENERATE for an empty list. */
export function zoneAt(
  zones: readonly CrystalZone[],
  orientation: Matrix3,
  at: Tilt,
): CrystalZone & { readonly offDeg: number } {
  const beam = beamOfTilt(at);
  let best: (CrystalZone & { readonly offDeg: number }) | undefined;
  for (const zone of zones) {
    const angle = angleDegBetween(beam, apply(orientation, zone.direction));
    const offDeg = Math.min(angle, 180 - angle);
    if (best === undefined || offDeg < best.offDeg) best = { ...zone, offDeg };
  }
  if (best) return { ...upwardZone(best, orientation), offDeg: best.offDeg };
  throw new GeometryError("E_DEGENERATE", "the list of zones is empty", "Raise maxIndex.");
}
