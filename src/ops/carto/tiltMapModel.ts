import { checkAccelKv } from "../../core/electronWavelength.js";
import { GeometryError } from "../../core/geometryError.js";
import { type FeatureInput, featureOnMap, type MapFeature } from "./featureOnMap.js";
import { type GrainInput, grainOnMap, type MapGrain } from "./grainOnMap.js";
import { checkLimit, defaultLimit, type StageLimit } from "./stageLimit.js";
import { checkDetector, type DetectorPlace } from "./takeOff.js";

/** A detector with its name. */
export interface MapDetector extends DetectorPlace {
  readonly name: string;
}

/** What a map of tilts is made of. */
export interface TiltMapInput {
  /** Default "Tilt map". */
  readonly title?: string;
  /** Default 200 kV. */
  readonly accelKv?: number;
  /** Where the stage can tilt to. Default 30° either way on both axes. */
  readonly limit?: StageLimit;
  readonly grains?: readonly GrainInput[];
  readonly features?: readonly FeatureInput[];
  readonly detectors?: readonly MapDetector[];
}

/** A map of tilts: all that is drawn on it, as plain values. */
export interface TiltMapModel {
  readonly title: string;
  readonly accelKv: number;
  readonly limit: StageLimit;
  readonly grains: readonly MapGrain[];
  readonly features: readonly MapFeature[];
  readonly detectors: readonly MapDetector[];
}

/**
 * The map of tilts of a specimen: for each grain its orientation, zones and bands, and the features beside them.
 *
 * Errors: BadOption, with codes: E_DEGENERATE and E_INCONSISTENT of readings, E_INDEX for two grains or two features of one name,
 * E_OUT_OF_RANGE, E_NOT_FINITE, E_ZERO_VECTOR. Cost: some ms a grain.
 */
export function tiltMapModel(input: TiltMapInput): TiltMapModel {
  const { title = "Tilt map", accelKv = 200, limit = defaultLimit, grains = [], features = [], detectors = [] } = input;
  checkAccelKv(accelKv);
  checkLimit(limit);
  checkNames("grains", grains);
  checkNames("features", features);
  for (const detector of detectors) checkDetector(detector);
  return {
    title,
    accelKv,
    limit,
    grains: grains.map((grain) => grainOnMap(grain, accelKv)),
    features: features.map(featureOnMap),
    detectors,
  };
}

/** Grains and features are found by their names. */
function checkNames(what: string, items: readonly { readonly name: string }[]): void {
  const names = items.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  const wrong = names.find((name) => typeof name !== "string" || name === "" || name.length > 90);
  if (twice === undefined && wrong === undefined) return;
  throw new GeometryError(
    "E_INDEX",
    wrong === undefined ? `two ${what} are called "${twice}"` : `one of the ${what} is called "${wrong}"`,
    "Give each a name of its own, of 1 to 90 characters.",
  );
}
