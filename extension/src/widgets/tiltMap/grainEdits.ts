import { type MapEdits, withGrainEdit } from "../../../../src/messages/tiltMap/mapEdits.js";
import type { MapGrain, MapMatrix3, MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import { fitGrain, mismatchDegOf, zoneOf } from "../../../../src/ops/carto/drawing/fitGrain.js";
import { indexText, indicesOf } from "../../../../src/ops/carto/drawing/indicesText.js";
import { type NamedLimit, zoneRows } from "../../../../src/ops/carto/drawing/zoneRows.js";

/** A change of a grain, and what to say of it; or why it cannot be. */
export type GrainChange =
  | { readonly change: (edits: MapEdits) => MapEdits; readonly said: string }
  | { readonly change?: undefined; readonly said: string };

/** "This is [uvw]": a reading more. "<112>" takes the member of the family that lies nearest to the tilt. */
export function recorded(grain: MapGrain, text: string, at: MapTilt, sigmaDeg: number): GrainChange {
  const uvw = /^\s*</.test(text) ? nearestOfFamily(grain, text.trim(), at) : indicesOf(text);
  const zone = uvw && zoneOf(grain, uvw);
  if (!uvw || !zone)
    return { said: `"${text}" is not among the zones of ${grain.name}: write it as [1 1 0], or as a family <110>` };
  const readings = [...grain.readings, { uvw, at, sigmaDeg }];
  const mismatchDeg = mismatchDegOf({ zones: grain.zones, readings }, grain.orientation);
  return {
    change: (edits) => withGrainEdit(edits, grain, { readings, mismatchDeg }),
    said: `${indexText(uvw)} recorded for ${grain.name}; ${readings.length} readings, mismatch ${mismatchDeg.toFixed(2)} deg`,
  };
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
