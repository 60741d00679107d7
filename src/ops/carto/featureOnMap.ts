import { checkDirection } from "../../core/geometryError.js";
import { cross, unit, type Vec3 } from "../../core/vector3.js";
import { edgeOnFromWidths, type WidthReadings } from "./edgeOnFromWidths.js";
import { checkTrace, edgeOnNormal, type Trace, tiltFeature, traceDirection } from "./feature.js";
import { beamOfTilt } from "./tilt.js";

/** What a feature is. */
export type FeatureKind = "boundary" | "surface" | "interface" | "other";

/** A plane in the specimen that is no plane of a grain, by its trace and whatever more is known. */
export interface FeatureInput extends Trace {
  readonly name: string;
  /** Default "other". */
  readonly kind?: FeatureKind;
  /** True where the plane was seen edge-on at the tilt of its trace. Default false. */
  readonly isEdgeOn?: boolean;
  /** Its widths in projection, the first at the tilt of its trace: they say where it is edge-on. */
  readonly widths?: WidthReadings;
  /** Its normal in the holder, where that is known already. @unitless */
  readonly normal?: Vec3;
}

/** A feature of a map. */
export interface MapFeature {
  readonly id: string;
  readonly name: string;
  readonly kind: FeatureKind;
  readonly at: Trace["at"];
  readonly thetaDeg: number;
  /** Unit vector of the holder, once the plane is known. @unitless */
  readonly normal?: Vec3;
}

/** The feature of a map, with its normal where it follows from what was given. Errors: E_NOT_FINITE, E_ZERO_VECTOR, and those of widths. */
export function featureOnMap(input: FeatureInput): MapFeature {
  checkTrace(input);
  const { name, kind = "other", at, thetaDeg } = input;
  const normal = normalOf(input);
  return { id: name, name, kind, at, thetaDeg, ...(normal ? { normal } : {}) };
}

function normalOf(input: FeatureInput): Vec3 | undefined {
  if (input.normal) {
    checkDirection("the normal of the feature", input.normal);
    return unit(input.normal);
  }
  if (input.isEdgeOn) return edgeOnNormal(input);
  return input.widths ? normalFromWidths(input, input.widths) : undefined;
}

/** The normal, in the holder, of a plane by its trace and its widths in projection. Errors: as of edgeOnFromWidths. */
export function normalFromWidths(trace: Trace, widths: WidthReadings): Vec3 {
  const { edgeTiltDeg } = edgeOnFromWidths(widths);
  const edgeOn = tiltFeature(trace, edgeTiltDeg, "against");
  // The trace is the axis of that tilt, so its direction in the holder stays.
  return unit(cross(beamOfTilt(edgeOn), traceDirection(trace)));
}
