import type { Matrix3 } from "../../../core/matrix3.js";
import type { Vec3 } from "../../../core/vector3.js";
import type { StageLimit } from "../stageLimit.js";
import type { Tilt } from "../tilt.js";

/** Three whole numbers: a direction [uvw], or a plane (hkl). */
export type Indices = readonly [number, number, number];

/** A zone axis to be drawn. */
export interface DrawnZone {
  /** @unitless */
  readonly uvw: Indices;
  /** "<112>". */
  readonly family: string;
  /** Unit vector of the crystal. @unitless */
  readonly direction: Vec3;
  /** 0 for the lowest indices. @unitless */
  readonly rank: number;
}

/** A band to be drawn. */
export interface DrawnBand {
  /** @unitless */
  readonly hkl: Indices;
  /** Unit normal of the plane, of the crystal. @unitless */
  readonly normal: Vec3;
  readonly braggDeg: number;
  /** From 0 to 1. @unitless */
  readonly strength: number;
}

/** "At this tilt the beam was along [uvw]." */
export interface DrawnReading {
  /** @unitless */
  readonly uvw: Indices;
  readonly at: Tilt;
  readonly sigmaDeg: number;
}

/** A crystal to be drawn. */
export interface DrawnGrain {
  readonly id: string;
  readonly name: string;
  /** From the crystal to the holder. @unitless */
  readonly orientation: Matrix3;
  readonly mismatchDeg: number;
  readonly zones: readonly DrawnZone[];
  readonly bands: readonly DrawnBand[];
  readonly readings: readonly DrawnReading[];
}

/** A boundary or a surface to be drawn. */
export interface DrawnFeature {
  readonly id: string;
  readonly name: string;
  readonly at: Tilt;
  readonly thetaDeg: number;
  /** Of the holder. @unitless */
  readonly normal?: Vec3;
}

/** A tilt map to be drawn. */
export interface DrawnMap {
  readonly title: string;
  readonly accelKv: number;
  readonly limit: StageLimit;
  readonly grains: readonly DrawnGrain[];
  readonly features: readonly DrawnFeature[];
  readonly detectors?: readonly { readonly name: string; readonly azimuthDeg: number; readonly elevationDeg: number }[];
}
