import { type MapEdits, withGrainEdit } from "../../../../src/messages/tiltMap/mapEdits.js";
import type { MapGrain, MapMatrix3, MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import type { Indices } from "../../../../src/ops/carto/drawing/drawnMap.js";
import { fitGrain, mismatchDegOf } from "../../../../src/ops/carto/drawing/fitGrain.js";
import { indexText, indicesOf } from "../../../../src/ops/carto/drawing/indicesText.js";
import { knownZone, lowestIndices, mostIndex, zoneOf } from "../../../../src/ops/carto/drawing/zoneOf.js";
import { degreeText, type NamedLimit, zoneRows } from "../../../../src/ops/carto/drawing/zoneRows.js";

/** A change of a grain, and what to say of it; or why it cannot be. */
export type GrainChange =
  | { readonly change: (edits: MapEdits) => MapEdits; readonly said: string }
  | { readonly change?: undefined; readonly said: string };

/**
 * "This is [uvw]": a reading more. "<112>" takes the member of the family that lies nearest to the tilt; a zone that the map does not list is taken
 * as that very zone.
 */
export function recorded(grain: MapGrain, text: string, at: MapTilt, sigmaDeg: number): GrainChange {
  const { uvw, wrong } = zoneRead(grain, text, at);
  if (!uvw) return { said: wrong };
  const readings = [...grain.readings, { uvw, at, sigmaDeg }];
  const mismatchDeg = mismatchDegOf({ zones: grain.zones, readings }, grain.orientation);
  const count = readings.length === 1 ? "1 reading" : `${readings.length} readings`;
  const unlisted = zoneOf(grain, uvw) ? "" : ", which the map does not list and takes as this very zone";
  return {
    change: (edits) => withGrainEdit(edits, grain, { readings, mismatchDeg }),
    said: `${indexText(uvw)} recorded for ${grain.name}${unlisted}; ${count}, mismatch ${mismatchDeg.toFixed(2)} deg${farText(grain, uvw, at)}`,
  };
}

/** A reading that is farther than this from where the map has the zone may be a mistake. */
const farDeg = 5;

/** That a reading does not fit what was read before; "" where it does, or where nothing was read yet. */
function farText(grain: MapGrain, uvw: Indices, at: MapTilt): string {
  const offDeg = mismatchDegOf({ zones: grain.zones, readings: [{ uvw, at, sigmaDeg: 1 }] }, grain.orientation);
  if (grain.readings.length === 0 || offDeg < farDeg) return "";
  return `. The map has this zone ${degreeText(offDeg)} deg away: is it another one?`;
}

type ZoneRead =
  | { readonly uvw: Indices; readonly wrong?: undefined }
  | { readonly uvw?: undefined; readonly wrong: string };

/** The zone that was typed, or what is wrong with it. */
function zoneRead(grain: MapGrain, text: string, at: MapTilt): ZoneRead {
  const typed = text.trim();
  if (typed.startsWith("<")) {
    const uvw = nearestOfFamily(grain, typed, at);
    if (uvw) return { uvw };
    return { wrong: `The map lists no family ${typed} of ${grain.name}: write the very zone in brackets, as [110]` };
  }
  const given = indicesOf(typed);
  if (!given) return { wrong: `"${typed}" is no zone: write it as [110] or [1 1 0], or as a family <110>` };
  const uvw = lowestIndices(given);
  if (knownZone(grain, uvw)) return { uvw };
  const why = uvw.some((one) => Math.abs(one) > mostIndex)
    ? `its indices are above ${mostIndex}, where the next zones are too near`
    : "the map does not list it, and too few zones to know the shape of the cell: make it with a higher maxIndex";
  return { wrong: `${indexText(uvw)} of ${grain.name} cannot be recorded: ${why}` };
}

function nearestOfFamily(grain: MapGrain, family: string, at: MapTilt) {
  const rows = zoneRows(grain, at, noLimits).filter(({ zone }) => zone.family === family.replace(/\s/g, ""));
  return rows.sort((a, b) => a.distanceDeg - b.distanceDeg)[0]?.uvw;
}

const noLimits: readonly NamedLimit[] = [];

/** The orientation that fits the readings best. */
export function fittedChange(grain: MapGrain): GrainChange {
  try {
    const fit = fitGrain(grain);
    if (!fit) return { said: `${grain.name} has no readings to fit` };
    const others = fit.ambiguous.length;
    const more = others > 0 ? `; ${others + 1} orientations fit` : "";
    return {
      change: (edits) => withGrainEdit(edits, grain, fit),
      said: `${grain.name} fitted to ${grain.readings.length} readings, mismatch ${fit.mismatchDeg.toFixed(2)} deg${more}`,
    };
  } catch (error) {
    return { said: `Not fitted: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The next of the orientations that fit as well. */
export function otherOrientation(grain: MapGrain): GrainChange {
  const [next, ...rest] = grain.ambiguous;
  if (!next) return { said: "There is no other orientation" };
  const turned = { ...grain, orientation: next };
  // The readings are then of other members of their families.
  const readings = grain.readings.map((reading) => {
    const family = zoneOf(grain, reading.uvw)?.family ?? "";
    return { ...reading, uvw: nearestOfFamily(turned, family, reading.at) ?? reading.uvw };
  });
  const change = {
    orientation: next,
    ambiguous: [...rest, grain.orientation],
    readings,
    mismatchDeg: mismatchDegOf({ zones: grain.zones, readings }, next),
  };
  return { change: (edits) => withGrainEdit(edits, grain, change), said: `Another orientation of ${grain.name}` };
}

/** Without its last reading. */
export function withoutLastReading(grain: MapGrain): GrainChange {
  if (grain.readings.length === 0) return { said: `${grain.name} has no readings` };
  const readings = grain.readings.slice(0, -1);
  const mismatchDeg = mismatchDegOf({ zones: grain.zones, readings }, grain.orientation);
  return {
    change: (edits) => withGrainEdit(edits, grain, { readings, mismatchDeg }),
    said: "The last reading is taken away",
  };
}

/** A grain turned by hand: other orientations that fitted are none any more. */
export function turnedChange(grain: MapGrain, orientation: MapMatrix3): GrainChange {
  const mismatchDeg = mismatchDegOf(grain, orientation);
  return {
    change: (edits) => withGrainEdit(edits, grain, { orientation, mismatchDeg, ambiguous: [] }),
    said: `${grain.name} turned by hand, mismatch ${mismatchDeg.toFixed(2)} deg`,
  };
}
