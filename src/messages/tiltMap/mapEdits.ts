import { listOf, numberFrom, type Reader } from "../reader.js";
import { recordOf } from "../traits.js";
import {
  type MapFeature,
  type MapGrain,
  type MapMatrix3,
  type MapReading,
  type MapTilt,
  mostFeatures,
  mostGrains,
  mostReadings,
  readFeature,
  readId,
  readReading,
  readRotation,
  readTilt,
  type TiltMapModel,
  withOwnIds,
} from "./tiltMapModel.js";

/** What a person has changed of a grain: its orientation turned or fitted, and its readings. */
export interface GrainEdit {
  readonly id: string;
  /** @unitless */
  readonly orientation: MapMatrix3;
  readonly mismatchDeg: number;
  /** Other orientations that the readings allow. @unitless */
  readonly ambiguous: readonly MapMatrix3[];
  readonly readings: readonly MapReading[];
}

/** The trace of a plane of an unknown crystal, as it was seen at a tilt. */
export interface MapTrace {
  readonly at: MapTilt;
  /** Clockwise on the map from the direction in which things move with +α. */
  readonly thetaDeg: number;
}

/** What people have changed of a map; the map itself stays as it was made. */
export interface MapEdits {
  readonly grains: readonly GrainEdit[];
  /** Features that were added. */
  readonly features: readonly MapFeature[];
  readonly traces: readonly MapTrace[];
}

/** Nothing changed. */
export const noEdits: MapEdits = Object.freeze({ grains: [], features: [], traces: [] });

/** The most traces of unknown planes: each pair of them has a crossing. @unitless */
export const mostTraces = 30;

const readGrainEdit = recordOf<GrainEdit>({
  id: { read: readId },
  orientation: { read: readRotation },
  mismatchDeg: { read: numberFrom(0, 360) },
  ambiguous: { read: listOf(readRotation, 48) },
  readings: { read: listOf(readReading, mostReadings) },
});

const readTrace = recordOf<MapTrace>({ at: { read: readTilt }, thetaDeg: { read: numberFrom(-360, 360) } });

/** Reads edits: no grain and no feature twice. */
export const readEdits: Reader<MapEdits> = recordOf<MapEdits>({
  grains: { read: (value) => withOwnIds(listOf(readGrainEdit, mostGrains)(value)) },
  features: { read: (value) => withOwnIds(listOf(readFeature, mostFeatures)(value)) },
  traces: { read: listOf(readTrace, mostTraces) },
});

/** The map with the edits: those of grains that it does not have are left out, and so are features whose id it has. */
export function editedMap(model: TiltMapModel, edits: MapEdits): TiltMapModel {
  const changed = new Map(edits.grains.map((edit) => [edit.id, edit]));
  const known = new Set(model.features.map(({ id }) => id));
  const added = edits.features.filter(({ id }) => !known.has(id));
  return {
    ...model,
    // A grain that nobody has changed stays the same object: what was drawn of it is kept.
    grains: model.grains.map((grain) => (changed.has(grain.id) ? { ...grain, ...changed.get(grain.id) } : grain)),
    features: [...model.features, ...added].slice(0, mostFeatures),
  };
}

/** The edits with another change of a grain. */
export function withGrainEdit(edits: MapEdits, grain: MapGrain, change: Partial<Omit<GrainEdit, "id">>): MapEdits {
  const { id, orientation, mismatchDeg, ambiguous, readings } = grain;
  const edit = { id, orientation, mismatchDeg, ambiguous, readings, ...change };
  return { ...edits, grains: [...edits.grains.filter((other) => other.id !== id), edit] };
}

/** The edits with one more feature, whose id is made from its name. */
export function withFeature(edits: MapEdits, feature: Omit<MapFeature, "id">): MapEdits {
  const taken = new Set(edits.features.map(({ id }) => id));
  let id = `added ${feature.name}`.slice(0, 90);
  for (let i = 2; taken.has(id); i++) id = `${`added ${feature.name}`.slice(0, 85)} ${i}`;
  return { ...edits, features: [...edits.features, { ...feature, id }].slice(-mostFeatures) };
}
