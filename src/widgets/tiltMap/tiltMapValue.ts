import { EmError } from "../../core/error.js";
import { editedMap } from "../../messages/tiltMap/mapEdits.js";
import {
  type MapReading,
  type MapTilt,
  readMapParts,
  readTilt,
  type TiltMapModel,
} from "../../messages/tiltMap/tiltMapModel.js";
import type { MapSeries, TiltMapState } from "../../messages/tiltMap/tiltMapState.js";

/** The readings of a grain: "at this tilt the beam was along [uvw]". */
export interface GrainReadings {
  readonly grain: string;
  readonly readings: readonly MapReading[];
}

/** A series of tilts along the curve of a feature, and which of them the holder reaches. */
export interface TiltSeries extends MapSeries {
  readonly tilts: readonly (MapTilt & { readonly isReachable: boolean })[];
}

/** What a person has made of a tilt map. */
export interface TiltMapValue {
  /** What the stage reports; null without an instrument. */
  readonly current: MapTilt | null;
  readonly planned: MapTilt | null;
  /** The map with the orientations, readings and features as they were changed. */
  readonly map: TiltMapModel;
  readonly readings: readonly GrainReadings[];
  readonly series: TiltSeries | null;
}

/** The map of a state, with its edits. */
export function mapOfState({ model, edits }: TiltMapState): TiltMapModel {
  return editedMap(model, edits);
}

/** The readings of each grain that has any. */
export function readingsOf({ grains }: TiltMapModel): readonly GrainReadings[] {
  return grains.filter(({ readings }) => readings.length > 0).map(({ name, readings }) => ({ grain: name, readings }));
}

/** A map that was given from outside. Errors: BadOption with the part that is missing or wrong. */
export function checkedMap(operation: string, given: unknown): TiltMapModel {
  const { map, wrong } = readMapParts(given);
  if (map) return map;
  throw new EmError("BadOption", `${operation}: this is no tilt map, its "${wrong}" is missing or wrong`, {
    fix: "Make it with em.carto.map(…). Directions are unit vectors, orientations are rotations, and no id stands twice.",
  });
}

/** A tilt that was given from outside. Errors: BadOption unless both tilts are numbers, α within ±90° and β within ±180°. */
export function checkedTilt(operation: string, given: unknown): MapTilt {
  const tilt = readTilt(given);
  if (tilt) return tilt;
  throw new EmError("BadOption", `${operation}: ${JSON.stringify(given)} is no tilt`, {
    fix: "Give both angles in degrees, α within ±90° and β within ±180°: { alphaDeg: 10, betaDeg: -5 }.",
  });
}
