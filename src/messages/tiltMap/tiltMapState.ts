import { listOf, numberFrom, oneOf, orNull, type Reader } from "../reader.js";
import { type ReadState, readState, recordOf, type TraitTable } from "../traits.js";
import { type MapEdits, readEdits } from "./mapEdits.js";
import { readMapSteps } from "./mapHistory.js";
import { type MapDryRun, type MapInstrument, readDryRun, readMapInstrument } from "./mapInstrument.js";
import { type MapTilt, readId, readTilt, readTiltMapModel, type TiltMapModel } from "./tiltMapModel.js";

/** Tilts along a curve of a feature. */
export interface MapSeries {
  readonly featureId: string;
  /** "along": it stays edge on; "against": it opens. */
  readonly mode: "along" | "against";
  readonly fromDeg: number;
  readonly toDeg: number;
  readonly stepDeg: number;
}

/** The state of a tilt map. What each view shows of it is the view's own. */
export interface TiltMapState {
  readonly model: TiltMapModel;
  readonly edits: MapEdits;
  readonly past: readonly MapEdits[];
  readonly future: readonly MapEdits[];
  /** Where the stage reports to be; null without an instrument. */
  readonly current: MapTilt | null;
  /** Where it is to go, once a person says so. */
  readonly planned: MapTilt | null;
  /** The feature whose edge-on curve the plan is kept on. */
  readonly lockedId: string | null;
  readonly series: MapSeries | null;
  /** Where the stage has been at rest, the latest last. */
  readonly visited: readonly MapTilt[];
  readonly instrument: MapInstrument | null;
  readonly dryRun: MapDryRun | null;
  /** Where it is tilted to just now by this map. */
  readonly goingTo: MapTilt | null;
}

/** The most tilts that are remembered as visited, and the most of a series. @unitless */
export const mostVisited = 200;
export const mostSeriesTilts = 1000;

const readPlainSeries = recordOf<MapSeries>({
  featureId: { read: readId },
  mode: { read: oneOf(["along", "against"] as const) },
  fromDeg: { read: numberFrom(-90, 90) },
  toDeg: { read: numberFrom(-90, 90) },
  stepDeg: { read: numberFrom(0.01, 90) },
});

/** Reads a series: in rising order, and not too many tilts. */
export const readSeries: Reader<MapSeries> = (value) => {
  const read = readPlainSeries(value);
  if (!read || read.fromDeg > read.toDeg) return undefined;
  return (read.toDeg - read.fromDeg) / read.stepDeg < mostSeriesTilts ? read : undefined;
};

/** What each value of the state may be, and what the person at the front end may change. */
export const tiltMapTraits: TraitTable<TiltMapState> = {
  model: { read: readTiltMapModel },
  edits: { read: readEdits, isShared: true },
  past: { read: readMapSteps, isShared: true },
  future: { read: readMapSteps, isShared: true },
  current: { read: orNull(readTilt) },
  planned: { read: orNull(readTilt), isShared: true },
  lockedId: { read: orNull(readId), isShared: true },
  series: { read: orNull(readSeries), isShared: true },
  visited: { read: listOf(readTilt, mostVisited) },
  instrument: { read: readMapInstrument },
  dryRun: { read: readDryRun },
  goingTo: { read: orNull(readTilt) },
};

/** Reads the state of a tilt map. */
export function readTiltMapState(given: (name: string) => unknown): ReadState<TiltMapState> {
  return readState(tiltMapTraits, given);
}
