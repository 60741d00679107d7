import { isRecord, listOf, numberFrom, oneOf, type Reader, textUpTo, tupleOf, wholeNumberFrom } from "../reader.js";
import { readState, recordOf, type TraitTable } from "../traits.js";

/** The two tilts of a double-tilt holder. */
export interface MapTilt {
  readonly alphaDeg: number;
  readonly betaDeg: number;
}

/** A vector of three numbers. */
export type MapVec3 = readonly [number, number, number];

/** A rotation, row after row. */
export type MapMatrix3 = readonly [MapVec3, MapVec3, MapVec3];

/** Whole numbers of a direction or a plane. */
export type MapIndices = readonly [number, number, number];

/** Which tilts a holder can reach. */
export type MapLimit =
  | { readonly kind: "box"; readonly alphaDeg: readonly [number, number]; readonly betaDeg: readonly [number, number] }
  | {
      readonly kind: "superellipse";
      readonly alphaDeg: number;
      readonly betaDeg: number;
      /** The exponent r of |α/A|^r + |β/B|^r = 1. @unitless */
      readonly exponent: number;
    }
  | { readonly kind: "polygon"; readonly corners: readonly MapTilt[] };

/** A zone axis of a crystal. */
export interface MapZone {
  /** @unitless */
  readonly uvw: MapIndices;
  /** "<112>". */
  readonly family: string;
  /** Unit vector in the crystal's Cartesian frame. @unitless */
  readonly direction: MapVec3;
  /** 0 for the lowest indices. @unitless */
  readonly rank: number;
}

/** A Kikuchi band: the trace of a plane, and how wide it is. */
export interface MapBand {
  /** @unitless */
  readonly hkl: MapIndices;
  /** Unit normal of the plane in the crystal's Cartesian frame. @unitless */
  readonly normal: MapVec3;
  /** Half the width of the band. */
  readonly braggDeg: number;
  /** From 0 to 1, the strongest. @unitless */
  readonly strength: number;
}

/** "At this tilt the beam was along [uvw]." */
export interface MapReading {
  /** @unitless */
  readonly uvw: MapIndices;
  readonly at: MapTilt;
  /** Standard deviation of the reading. */
  readonly sigmaDeg: number;
}

/** A crystal of the specimen, with its orientation in the holder. */
export interface MapGrain {
  readonly id: string;
  readonly name: string;
  /** From the crystal's Cartesian frame to the holder's. @unitless */
  readonly orientation: MapMatrix3;
  /** How far the readings lie from where the orientation says, root mean square. */
  readonly mismatchDeg: number;
  /** Other orientations that the readings allow. @unitless */
  readonly ambiguous: readonly MapMatrix3[];
  readonly zones: readonly MapZone[];
  readonly bands: readonly MapBand[];
  readonly readings: readonly MapReading[];
}

/** A plane of the specimen that is no plane of a crystal: a boundary, a surface. */
export interface MapFeature {
  readonly id: string;
  readonly name: string;
  readonly kind: "boundary" | "surface" | "interface" | "other";
  /** Where its trace was seen. */
  readonly at: MapTilt;
  /** The direction of its trace there, clockwise on the map from the direction in which things move with +α. */
  readonly thetaDeg: number;
  /** Its normal in the holder's frame, once it is known. @unitless */
  readonly normal?: MapVec3;
}

/** A detector, seen from the specimen at zero tilt. */
export interface MapDetector {
  readonly name: string;
  readonly azimuthDeg: number;
  readonly elevationDeg: number;
}

/** What a tilt map shows. */
export interface TiltMapModel {
  readonly title: string;
  readonly accelKv: number;
  readonly limit: MapLimit;
  readonly grains: readonly MapGrain[];
  readonly features: readonly MapFeature[];
  readonly detectors?: readonly MapDetector[];
}

/** The most of each in a map: what a page can draw. @unitless */
export const mostGrains = 20;
export const mostFeatures = 50;
export const mostReadings = 200;

const name = textUpTo(200);
/** A name that is not empty: things are found by it. */
export const readId: Reader<string> = (value) => (value === "" ? undefined : textUpTo(100)(value));
const angle = numberFrom(-360, 360);
const fromZero = numberFrom(0, 360);
const index = wholeNumberFrom(-99, 99);
const readIndices = tupleOf<MapIndices>([index, index, index]);

/** Reads a pair of tilts. */
export const readTilt = recordOf<MapTilt>({
  alphaDeg: { read: numberFrom(-90, 90) },
  betaDeg: { read: numberFrom(-180, 180) },
});

const unit = numberFrom(-1.001, 1.001);
const readThree = tupleOf<MapVec3>([unit, unit, unit]);

/** Reads a unit vector; one that is 0.1 % too long or short is none. */
export const readUnitVector: Reader<MapVec3> = (value) => {
  const read = readThree(value);
  return read && Math.abs(Math.hypot(...read) - 1) < 1e-3 ? read : undefined;
};

/** Reads a rotation: unit rows at right angles, and no mirror. */
export const readRotation: Reader<MapMatrix3> = (value) => {
  const rows = tupleOf<MapMatrix3>([readUnitVector, readUnitVector, readUnitVector])(value);
  if (!rows) return undefined;
  const [[a, b, c], [d, e, f], [g, h, i]] = rows;
  const isSquare = [a * d + b * e + c * f, a * g + b * h + c * i, d * g + e * h + f * i].every(
    (product) => Math.abs(product) < 1e-3,
  );
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return isSquare && determinant > 0 ? rows : undefined;
};

const range = (value: unknown) => {
  const read = tupleOf<readonly [number, number]>([angle, angle])(value);
  return read && read[0] < read[1] ? read : undefined;
};

const limitReaders: { readonly [K in MapLimit["kind"]]: Reader<Extract<MapLimit, { kind: K }>> } = {
  box: recordOf({ kind: { read: oneOf(["box"]) }, alphaDeg: { read: range }, betaDeg: { read: range } }),
  superellipse: recordOf({
    kind: { read: oneOf(["superellipse"]) },
    alphaDeg: { read: numberFrom(0.1, 180) },
    betaDeg: { read: numberFrom(0.1, 180) },
    exponent: { read: numberFrom(0.5, 100) },
  }),
  polygon: recordOf({
    kind: { read: oneOf(["polygon"]) },
    corners: { read: (value) => atLeast(3, listOf(readTilt, 200)(value)) },
  }),
};

/** Reads the limit of a holder. */
export const readLimit: Reader<MapLimit> = (value) => {
  const kind = isRecord(value) ? oneOf(["box", "superellipse", "polygon"] as const)(value["kind"]) : undefined;
  return kind && limitReaders[kind](value);
};

const readZone = recordOf<MapZone>({
  uvw: { read: readIndices },
  family: { read: textUpTo(40) },
  direction: { read: readUnitVector },
  rank: { read: numberFrom(0, 1e6) },
});

const readBand = recordOf<MapBand>({
  hkl: { read: readIndices },
  normal: { read: readUnitVector },
  braggDeg: { read: numberFrom(0, 45) },
  strength: { read: numberFrom(0, 1) },
});

/** Reads a reading. */
export const readReading = recordOf<MapReading>({
  uvw: { read: readIndices },
  at: { read: readTilt },
  sigmaDeg: { read: numberFrom(1e-6, 90) },
});

const readGrain = recordOf<MapGrain>({
  id: { read: readId },
  name: { read: name },
  orientation: { read: readRotation },
  mismatchDeg: { read: fromZero },
  ambiguous: { read: listOf(readRotation, 48) },
  zones: { read: listOf(readZone, 2000) },
  bands: { read: listOf(readBand, 500) },
  readings: { read: listOf(readReading, mostReadings) },
});

const readPlainFeature = recordOf<Omit<MapFeature, "normal">>({
  id: { read: readId },
  name: { read: name },
  kind: { read: oneOf(["boundary", "surface", "interface", "other"] as const) },
  at: { read: readTilt },
  thetaDeg: { read: angle },
});

/** Reads a feature. */
export const readFeature: Reader<MapFeature> = (value) => {
  const read = readPlainFeature(value);
  if (!read || !isRecord(value) || value["normal"] === undefined) return read;
  const normal = readUnitVector(value["normal"]);
  return normal && { ...read, normal };
};

const readDetector = recordOf<MapDetector>({
  name: { read: name },
  azimuthDeg: { read: angle },
  elevationDeg: { read: numberFrom(-90, 90) },
});

const modelTraits: TraitTable<Omit<TiltMapModel, "detectors">> = {
  title: { read: textUpTo(1000) },
  accelKv: { read: numberFrom(0.1, 10_000) },
  limit: { read: readLimit },
  grains: { read: (value) => withOwnIds(listOf(readGrain, mostGrains)(value)) },
  features: { read: (value) => withOwnIds(listOf(readFeature, mostFeatures)(value)) },
};

/** Reads all of a tilt map, finite numbers, unit vectors, rotations, no id twice; or says which part of it is missing or wrong. */
export function readMapParts(
  value: unknown,
): { readonly map: TiltMapModel; readonly wrong?: undefined } | { readonly map?: undefined; readonly wrong: string } {
  if (!isRecord(value)) return { wrong: "title" };
  const { state, wrong } = readState(modelTraits, (name) => (Object.hasOwn(value, name) ? value[name] : undefined));
  if (!state) return { wrong };
  if (value["detectors"] === undefined) return { map: state };
  const detectors = listOf(readDetector, 20)(value["detectors"]);
  return detectors ? { map: { ...state, detectors } } : { wrong: "detectors" };
}

/** Reads all of a tilt map. */
export const readTiltMapModel: Reader<TiltMapModel> = (value) => readMapParts(value).map;

function atLeast<T>(least: number, items: readonly T[] | undefined): readonly T[] | undefined {
  return items && items.length >= least ? items : undefined;
}

/** The list, unless two of it have the same id. */
export function withOwnIds<T extends { readonly id: string }>(
  items: readonly T[] | undefined,
): readonly T[] | undefined {
  return items && new Set(items.map(({ id }) => id)).size === items.length ? items : undefined;
}
