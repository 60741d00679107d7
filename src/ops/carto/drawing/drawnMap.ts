import type { CrystalBand } from "../bands.js";
import type { MapFeature } from "../featureOnMap.js";
import type { MapGrain, MapReading } from "../grainOnMap.js";
import type { TiltMapModel } from "../tiltMapModel.js";
import type { CrystalZone } from "../zones.js";

/** A zone axis to be drawn. */
export type DrawnZone = CrystalZone;

/** Three whole numbers: a direction [uvw], or a plane (hkl). */
export type Indices = DrawnZone["uvw"];

/** A band to be drawn. */
export type DrawnBand = CrystalBand;

/** "At this tilt the beam was along [uvw]." */
export type DrawnReading = MapReading;

/** A crystal to be drawn: of its orientations the one that is chosen. */
export type DrawnGrain = Omit<MapGrain, "ambiguous">;

/** A boundary or a surface to be drawn: all kinds look the same. */
export type DrawnFeature = Omit<MapFeature, "kind">;

/** A tilt map to be drawn. */
export interface DrawnMap extends Pick<TiltMapModel, "title" | "accelKv" | "limit"> {
  readonly grains: readonly DrawnGrain[];
  readonly features: readonly DrawnFeature[];
  readonly detectors?: TiltMapModel["detectors"];
}
