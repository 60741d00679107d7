import { apply, inverted, type Matrix3, transposed } from "../../../core/matrix3.js";
import { scaled, unit, type Vec3 } from "../../../core/vector3.js";
import type { DrawnGrain, DrawnZone, Indices } from "./drawnMap.js";

type Zones = Pick<DrawnGrain, "zones">;

/** The highest index of a zone that a map does not list: the next zones are then some tenths of a degree away. */
export const mostIndex = 20;

/** The zone of a grain's list with these indices, of either sign; undefined when it has none. */
export function zoneOf({ zones }: Zones, uvw: Indices): DrawnZone | undefined {
  const isSame = (a: Indices, sign: 1 | -1) => a.every((index, i) => index === sign * uvw[i]! + 0);
  return zones.find((zone) => isSame(zone.uvw, 1) || isSame(zone.uvw, -1));
}

/**
 * The zone of a grain with these indices, also where its list does not hold it: the shape of the cell follows from the directions of [100], [010],
 * [001] and [111]. Such a zone is of no family, and stands for itself and its opposite only. Undefined above index 20, or where these four are missing.
 */
export function knownZone(grain: Zones, uvw: Indices): DrawnZone | undefined {
  const listed = zoneOf(grain, uvw);
  if (listed || uvw.some((index) => Math.abs(index) > mostIndex)) return listed;
  const cell = cellShape(grain);
  return cell && { uvw, family: "", direction: unit(apply(cell, uvw)), rank: unlistedRank };
}

const unlistedRank = 1e6;

/** The edges of the cell as columns, in a length that nobody knows. */
function cellShape(grain: Zones): Matrix3 | undefined {
  const along = ([u, v, w]: Indices) => directionOf(grain, [u, v, w]);
  const [a, b, c, diagonal] = [along([1, 0, 0]), along([0, 1, 0]), along([0, 0, 1]), along([1, 1, 1])];
  if (!a || !b || !c || !diagonal) return undefined;
  const axes = transposed([a, b, c]);
  const lengths = apply(inverted(axes), diagonal);
  // Edges that are as good as flat, or a diagonal that does not lie between them, are no cell.
  if (!lengths.every((length) => length > 1e-3 && length < 1e3)) return undefined;
  return transposed([scaled(a, lengths[0]), scaled(b, lengths[1]), scaled(c, lengths[2])]);
}

function directionOf(grain: Zones, uvw: Indices): Vec3 | undefined {
  const zone = zoneOf(grain, uvw);
  if (!zone) return undefined;
  return zone.uvw.every((index, i) => index === uvw[i]) ? zone.direction : scaled(zone.direction, -1);
}

/** The same direction by the lowest whole numbers: [220] is the zone [110]. */
export function lowestIndices(uvw: Indices): Indices {
  const divisor = uvw.reduce((a, b) => greatestDivisor(a, Math.abs(b)), 0) || 1;
  return [uvw[0] / divisor + 0, uvw[1] / divisor + 0, uvw[2] / divisor + 0];
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** The zones that may have been meant by one: all of its family, or itself where the list has no such family. */
export function familyOf({ zones }: Zones, zone: DrawnZone): readonly DrawnZone[] {
  const members = zones.filter(({ family }) => family === zone.family);
  return members.length > 0 ? members : [zone];
}
