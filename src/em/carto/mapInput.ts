import { EmError } from "../../core/error.js";
import type { Matrix3 } from "../../core/matrix3.js";
import type { OptionRule, OptionRules } from "../../core/options.js";
import type { FeatureInput } from "../../ops/carto/featureOnMap.js";
import type { GrainInput } from "../../ops/carto/grainOnMap.js";
import type { ZoneReading } from "../../ops/carto/readings.js";
import type { MapDetector, TiltMapInput } from "../../ops/carto/tiltMapModel.js";
import { knownPhase } from "../../ops/crystal/knownPhases.js";
import { millerText, parseMiller } from "../../ops/crystal/miller.js";
import { CrystalPhase } from "../crystal/crystalPhase.js";
import { directionOfText } from "../crystal/millerOfText.js";
import { completeOptions, givenOptions } from "./givenOptions.js";
import { limitRule } from "./limitRule.js";
import type { FeatureOptions, GrainOptions, PoleOptions, ReadingOptions, TiltMapOptions } from "./mapOptions.js";

const tiltRule: OptionRule = { kind: "number", min: -180, max: 180, unit: "°" };
const angleRule: OptionRule = { kind: "number", min: -360, max: 360, unit: "°" };
const text: OptionRule = { kind: "text" };
const list = (expects: string): OptionRule => ({ kind: "other", expects, accepts: Array.isArray });
const record = (expects: string): OptionRule => ({ kind: "other", expects, accepts: isRecord });

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const mapRules: OptionRules<TiltMapOptions> = {
  title: text,
  accelKv: { kind: "number", min: 1, max: 3000, unit: "kV" },
  limit: limitRule,
  grains: list('grains, as [{ name: "A", phase: "Si", readings: […] }]'),
  features: list('features, as [{ name: "boundary", alphaDeg: 0, betaDeg: 0, thetaDeg: 38 }]'),
  detectors: list('detectors, as [{ name: "EDS", azimuthDeg: 45, elevationDeg: 22 }]'),
};

const readingRules: OptionRules<ReadingOptions> = {
  zone: text,
  alphaDeg: tiltRule,
  betaDeg: tiltRule,
  sigmaDeg: { kind: "number", min: 0.001, max: 30, unit: "°" },
};

const poleRules: OptionRules<PoleOptions> = { pole: text, alphaDeg: tiltRule, betaDeg: tiltRule, phiDeg: angleRule };

const grainRules: OptionRules<GrainOptions> = {
  name: text,
  phase: { kind: "other", expects: 'what em.crystal.phase gives, or a name such as "Si"', accepts: isPhase },
  readings: list('readings, as [{ zone: "[110]", alphaDeg: 3, betaDeg: -8 }]'),
  orientation: { kind: "other", expects: "a pole with phiDeg, or a rotation of three rows", accepts: isOrientation },
  maxIndex: { kind: "number", min: 1, max: 8, integer: true },
  toleranceDeg: { kind: "number", min: 0.01, max: 20, unit: "°" },
};

const featureRules: OptionRules<FeatureOptions> = {
  name: text,
  kind: { kind: "choice", of: ["boundary", "surface", "interface", "other"] },
  alphaDeg: tiltRule,
  betaDeg: tiltRule,
  thetaDeg: angleRule,
  isEdgeOn: { kind: "boolean" },
  widths: record("widths, as { width1Nm: 40, width2Nm: 60, tiltDeg: 25 }"),
  normal: { kind: "other", expects: "three numbers", accepts: isVector },
};

function isPhase(value: unknown): boolean {
  return typeof value === "string" || value instanceof CrystalPhase;
}

function isVector(value: unknown): boolean {
  return Array.isArray(value) && value.length === 3 && value.every(Number.isFinite);
}

function isOrientation(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 3 && value.every(isVector) : isRecord(value);
}

const detectorRules: OptionRules<MapDetector> = {
  name: text,
  azimuthDeg: angleRule,
  elevationDeg: { kind: "number", min: -90, max: 90, unit: "°" },
};

/** The input of a map as the maths takes it: names of phases looked up, indices read, every option checked. Errors: BadOption. */
export function mapInput(operation: string, options: TiltMapOptions): TiltMapInput {
  const { grains = [], features = [], detectors = [], ...rest } = givenOptions(operation, options, mapRules);
  return {
    ...rest,
    grains: grains.map((grain, i) => grainInput(`${operation}: grains[${i}]`, grain)),
    features: features.map((feature, i) => featureInput(`${operation}: features[${i}]`, feature)),
    detectors: detectors.map((detector, i) =>
      completeOptions(`${operation}: detectors[${i}]`, detector, detectorRules),
    ),
  };
}

function grainInput(operation: string, options: GrainOptions): GrainInput {
  const optional = ["readings", "orientation", "maxIndex", "toleranceDeg"] as const;
  const { phase, readings = [], orientation, ...rest } = completeOptions(operation, options, grainRules, [...optional]);
  return {
    ...rest,
    phase: typeof phase === "string" ? knownPhase(phase) : phase.phase,
    readings: readings.map((reading, i) => readingInput(`${operation}.readings[${i}]`, reading)),
    ...(orientation ? { orientation: orientationInput(`${operation}.orientation`, orientation) } : {}),
  };
}

function readingInput(operation: string, options: ReadingOptions): ZoneReading {
  const { zone, alphaDeg, betaDeg, sigmaDeg } = completeOptions(operation, options, readingRules, ["sigmaDeg"]);
  const { kind, indices, isFamily } = parseMiller(zone);
  if (kind === "plane") {
    const direction = millerText({ kind: "direction", indices });
    throw new EmError("BadOption", `${operation}: zone is the plane ${zone}`, {
      fix: `A zone axis is a direction: write it as "${direction}".`,
    });
  }
  return { uvw: indices, at: { alphaDeg, betaDeg }, isFamily, ...(sigmaDeg === undefined ? {} : { sigmaDeg }) };
}

function orientationInput(operation: string, given: PoleOptions | Matrix3) {
  if (!("pole" in given) && Array.isArray(given)) return given as Matrix3;
  const { pole, alphaDeg, betaDeg, phiDeg } = completeOptions(operation, given as PoleOptions, poleRules);
  return { pole: directionOfText(pole), at: { alphaDeg, betaDeg }, phiDeg };
}

function featureInput(operation: string, options: FeatureOptions): FeatureInput {
  const optional = ["kind", "isEdgeOn", "widths", "normal"] as const;
  const { alphaDeg, betaDeg, ...rest } = completeOptions(operation, options, featureRules, [...optional]);
  return { ...rest, at: { alphaDeg, betaDeg } };
}
