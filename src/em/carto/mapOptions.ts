import type { Matrix3 } from "../../core/matrix3.js";
import type { Vec3 } from "../../core/vector3.js";
import type { WidthReadings } from "../../ops/carto/edgeOnFromWidths.js";
import type { FeatureKind } from "../../ops/carto/featureOnMap.js";
import type { StageLimit } from "../../ops/carto/stageLimit.js";
import type { MapDetector } from "../../ops/carto/tiltMapModel.js";
import type { CrystalPhase } from "../crystal/crystalPhase.js";

/** A zone axis that was seen on the beam at a tilt. */
export interface ReadingOptions {
  /** "[110]" for that very zone, "<110>" for any that is equivalent. */
  readonly zone: string;
  readonly alphaDeg: number;
  readonly betaDeg: number;
  /** How well the tilt is known, one standard deviation of each axis. Default 0.2°. */
  readonly sigmaDeg?: number;
}

/** An orientation by one zone on the beam at a tilt, and the crystal's turn about it. */
export interface PoleOptions {
  /** "[001]"; here its sign counts. */
  readonly pole: string;
  readonly alphaDeg: number;
  readonly betaDeg: number;
  /** The turn about the beam, right-handed, from where the shortest turn of the pole onto the beam leaves the crystal. */
  readonly phiDeg: number;
}

/** A grain of a map. */
export interface GrainOptions {
  readonly name: string;
  /** What em.crystal.phase gives, or a name of its table. */
  readonly phase: CrystalPhase | string;
  /** Two or more zones that were seen; with an orientation they are only compared. */
  readonly readings?: readonly ReadingOptions[];
  /** Instead of readings: by one pole, or the rotation from the crystal's Cartesian axes to the holder's, row by row. @unitless */
  readonly orientation?: PoleOptions | Matrix3;
  /** Zones and bands with no index above this one. Default 3. @unitless */
  readonly maxIndex?: number;
  /** The most that readings may disagree. Default 3°. */
  readonly toleranceDeg?: number;
}

/** A boundary, surface or interface, by the line that it makes in the image. */
export interface FeatureOptions {
  readonly name: string;
  /** Default "other". */
  readonly kind?: FeatureKind;
  /** The tilt at which its line was measured. */
  readonly alphaDeg: number;
  readonly betaDeg: number;
  /** The angle of the line, clockwise on the map from the direction in which things move with +alpha. */
  readonly thetaDeg: number;
  /** True where the plane was edge-on there. Default false. */
  readonly isEdgeOn?: boolean;
  /** Its widths in projection: width1Nm, width2Nm, tiltDeg, third. */
  readonly widths?: WidthReadings;
  /** Its normal in the holder, where it is known. @unitless */
  readonly normal?: Vec3;
}

/** What a map of tilts is made of. */
export interface TiltMapOptions {
  /** Default "Tilt map". */
  readonly title?: string;
  /** Default 200 kV. */
  readonly accelKv?: number;
  /** Where the stage can tilt to: a box, a superellipse or a polygon. Default a box of 30° either way on both axes. */
  readonly limit?: StageLimit;
  readonly grains?: readonly GrainOptions[];
  readonly features?: readonly FeatureOptions[];
  /** Detectors whose take-off angles are of interest: name, azimuthDeg, elevationDeg. */
  readonly detectors?: readonly MapDetector[];
}
