import type { MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import { keptEdgeOn } from "../../../../src/ops/carto/drawing/features.js";
import { spokenZone, tightest, tiltText, type ZoneRow, zoneText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { tiltDistanceDeg } from "../../../../src/ops/carto/tilt.js";
import type { ShownMap } from "./shownMap.js";

/** The nearest that the cursor has to come to a zone to be told of it. */
const nearDeg = 1;

/** The cursor moved by so much, within the map. */
export function steppedCursor(from: MapTilt, alphaDeg: number, betaDeg: number): MapTilt {
  const within = (angleDeg: number, most: number) =>
    Math.max(-most, Math.min(most, Math.round(10 * angleDeg) / 10 + 0));
  return { alphaDeg: within(from.alphaDeg + alphaDeg, 90), betaDeg: within(from.betaDeg + betaDeg, 90) };
}

/** The zones near a tilt, the nearest first. */
export function zonesAt(shown: ShownMap, tilt: MapTilt): readonly ZoneRow[] {
  const distance = ({ at }: ZoneRow) => tiltDistanceDeg(at, tilt);
  return shown.rows.filter((row) => distance(row) <= nearDeg).sort((a, b) => distance(a) - distance(b));
}

/** The zone that comes next, or before, in the order of their distances from where the stage is; undefined at the ends. */
export function nextZone(shown: ShownMap, now: ZoneRow | undefined, by: 1 | -1): ZoneRow | undefined {
  const order = shown.rows.filter(({ isReachable }) => isReachable).sort((a, b) => a.distanceDeg - b.distanceDeg);
  const place = now ? order.findIndex(({ grain, zone }) => grain.id === now.grain.id && zone === now.zone) : -1;
  if (place < 0) return by > 0 ? order[0] : order.at(-1);
  return order[place + by];
}

/** What is told of a place of the cursor: as it is written, or as it is said. */
export function cursorText(shown: ShownMap, tilt: MapTilt, isSpoken: boolean): string {
  const [zone] = zonesAt(shown, tilt);
  if (zone) return isSpoken ? spokenZone(zone, shown.isOfMany) : zoneText(zone, shown.isOfMany);
  const { fraction, limitName } = tightest(tilt, shown.limits);
  return `${tiltText(tilt)}, ${Math.round(100 * fraction)} % of ${limitName}`;
}

/** A tilt as it can be planned: on the curve of the feature that is locked, or wherever it is. */
export function onCurve(shown: ShownMap, tilt: MapTilt): MapTilt {
  const { lockedId } = shown.state;
  const feature = shown.map.features.find(({ id }) => id === lockedId);
  return feature ? keptEdgeOn(feature, tilt) : tilt;
}
