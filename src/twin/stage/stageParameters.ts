import { resolveOptions } from "../../core/options.js";
import { known, type ParameterGroup, placeholder, type ValuesOf, valuesOf } from "../parameter.js";

const guess = "order of magnitude for a side-entry goniometer; no published table gives it";

/** Every number of the twin's stage: what it can reach, how fast it is, and how wrong. */
export const stageParameters = {
  travelXUm: known(100, "travel that the PyJEM documentation gives for x, either side of zero"),
  travelYUm: known(100, "travel that the PyJEM documentation gives for y, either side of zero"),
  travelZUm: known(100, "travel of the height, either side of zero"),
  travelAlphaDeg: known(36, "tilt about the holder's axis that a double-tilt holder reaches between the pole pieces"),
  travelBetaDeg: known(32, "tilt across the holder's axis that a double-tilt holder reaches"),
  tiltExponent: placeholder(
    3.3,
    "shape of the limit of both tilts together, |alpha/36|^3.3 + |beta/32|^3.3 = 1; inferred",
  ),
  leastTravelXyUm: placeholder(3, "what is left of the travel in x and y at the limit of the tilts; inferred"),
  poleMarginUm: placeholder(
    1,
    "from the edge of the travel in x and y at a tilt to the touch of the pole piece; a guess",
  ),
  poleMarginPercent: placeholder(2, "from the limit of both tilts together to the touch of the pole piece; a guess"),

  latencyS: placeholder(0.5, "overhead of each motion, as set for the twin"),
  speedXyUmPerS: placeholder(100, "speed in x and y, as set for the twin"),
  speedZUmPerS: placeholder(10, "speed of the height, as set for the twin"),
  speedTiltDegPerS: placeholder(5, "speed of both tilts, as set for the twin"),
  stallS: placeholder(5, "time after which the controller gives up an axis that does not move; a guess"),

  backlashXyNm: placeholder(400, `motion lost on reversal in x and y: ${guess}`),
  backlashZNm: placeholder(300, `motion lost on reversal of the height: ${guess}`),
  backlashTiltDeg: placeholder(0.05, `motion lost on reversal of a tilt: ${guess}`),
  repeatabilityXyNm: placeholder(
    60,
    `standard deviation of the difference between two arrivals from the same side, each with this over the root of two: ${guess}`,
  ),
  repeatabilityZNm: placeholder(60, `the same for the height: ${guess}`),
  repeatabilityTiltDeg: placeholder(0.01, `the same for both tilts: ${guess}`),
  gainErrorPercent: placeholder(
    0.5,
    `constant error of the length of steps; its sign differs from axis to axis: ${guess}`,
  ),
  stepErrorPercent: placeholder(1, `random error of an arrival in parts of the step that led to it: ${guess}`),
  couplingPercent: placeholder(1, `part of a motion in x, y or z that the other two make with it: ${guess}`),

  reportSigmaXyzNm: placeholder(20, `error of the encoders in x, y and z: ${guess}`),
  reportSigmaTiltDeg: placeholder(0.005, `error of the encoders of both tilts: ${guess}`),
  reportQuantumXyzNm: placeholder(1, "steps in which x, y and z are reported"),
  reportQuantumTiltDeg: placeholder(0.01, "steps in which tilts are reported"),

  creepNm: placeholder(150, `what is still missing of a long step when x, y or z comes to rest: ${guess}`),
  creepTauS: placeholder(8, `time in which what is missing falls to 1/e: ${guess}`),
  creepFullStepUm: placeholder(1, "length of a step from which on the creep is whole; a guess"),

  driftSettledNmPerMin: placeholder(1, `thermal drift of a stage that has settled: ${guess}`),
  driftInsertedNmPerMin: placeholder(10, `thermal drift just after the holder has been inserted: ${guess}`),
  driftTauMin: placeholder(30, `time in which the excess of the drift falls to 1/e: ${guess}`),
  driftTurnDeg: placeholder(10, "standard deviation of the turn of the drift's direction within a minute; a guess"),
  insertedBeforeMin: placeholder(120, "time that the holder has been in when the clock of the twin starts; a choice"),

  tiltAxisYUm: placeholder(2, `distance in y of the axis of alpha from the optical axis: ${guess}`),
  tiltAxisZUm: placeholder(1, `height of the axis of alpha above the specimen's plane: ${guess}`),
  runoutAtOneDegreeNm: placeholder(
    3,
    "size of the shift sideways over one degree of tilt, as a random walk that grows with the root of the angle: chosen so that a feature 1 µm above the axis moves by 174 ± 30 nm at 10°; not measured",
  ),

  piezoReachUm: placeholder(10, `reach of the piezo in x and y, either side of the motor: ${guess}`),
  piezoSigmaNm: placeholder(5, `random error of a motion of the piezo: ${guess}`),
  piezoHysteresisPercent: placeholder(10, `opening of the piezo's loop in parts of its stroke: ${guess}`),
  piezoLatencyS: placeholder(0.05, "overhead of each motion of the piezo; a guess"),
  piezoSpeedUmPerS: placeholder(100, "speed of the piezo; a guess"),
} satisfies ParameterGroup;

/** The numbers of a stage, each in the unit that its name ends in. */
export type StageValues = ValuesOf<typeof stageParameters>;

/** What a motion divides by. */
const aboveZero = new Set<string>([
  "travelXUm",
  "travelYUm",
  "travelZUm",
  "travelAlphaDeg",
  "travelBetaDeg",
  "tiltExponent",
  "speedXyUmPerS",
  "speedZUmPerS",
  "speedTiltDegPerS",
  "creepTauS",
  "creepFullStepUm",
  "driftTauMin",
  "piezoSpeedUmPerS",
]);
const signed = new Set<string>(["tiltAxisYUm", "tiltAxisZUm"]);

/**
 * The numbers of a stage with some of them replaced.
 *
 * Errors: BadOption for a name that is not there (with the nearest one), for NaN, and for a number that cannot be.
 */
export function stageValues(changes: Partial<StageValues> = {}): StageValues {
  const rule = (name: string) =>
    signed.has(name)
      ? { kind: "number" as const }
      : { kind: "number" as const, min: aboveZero.has(name) ? Number.MIN_VALUE : 0 };
  const rules = Object.fromEntries(Object.keys(stageParameters).map((name) => [name, rule(name)]));
  const defaults = valuesOf(stageParameters);
  return Object.freeze(resolveOptions("the twin's stage", changes, defaults, rules as never));
}
