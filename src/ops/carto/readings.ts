import { checkDirection, GeometryError } from "../../core/geometryError.js";
import { angleDegBetween, scaled, type Vec3 } from "../../core/vector3.js";
import { directionVector } from "../crystal/lattice.js";
import { millerText } from "../crystal/miller.js";
import type { Phase } from "../crystal/phase.js";
import { type DirectionAtTilt, type SolvedOrientation, solveOrientation } from "./solveOrientation.js";
import { beamOfTilt, checkTilt, type Tilt } from "./tilt.js";

/** A zone axis that was seen on the beam at a tilt. */
export interface ZoneReading {
  /** As [uvw], of any sign. @unitless */
  readonly uvw: Vec3;
  readonly at: Tilt;
  /** How well the tilt is known, one standard deviation of each axis. Default 0.2°. */
  readonly sigmaDeg?: number;
  /** True where any zone that symmetry makes equivalent may have been meant. Default false. */
  readonly isFamily?: boolean;
}

/** How readings are turned into an orientation. */
export interface ReadingsOptions {
  /** The most that the angle of two zones and the angle between their tilts may differ. Default 3°. */
  readonly toleranceDeg?: number;
}

/** The default tolerance, in degrees: more than reading errors, less than the next zones are apart. */
export const defaultToleranceDeg = 3;

/** Refuses readings that name no zone or no tilt. Errors: E_ZERO_VECTOR, E_NOT_FINITE. */
export function checkReading({ uvw, at }: ZoneReading): void {
  checkDirection("the zone of a reading", uvw);
  checkTilt("the tilt of a reading", at);
}

/**
 * The orientation that fits two or more readings of zone axes, each taken as the very zone that is named, or its opposite.
 *
 * The first keeps its sign unless the others speak against it: two zones alone never do, as the crystal turned over about what is at
 * right angles to both shows the same two. Errors: E_DEGENERATE for fewer than two zones or tilts; E_INCONSISTENT where they disagree by more
 * than the tolerance; E_ZERO_VECTOR; E_NOT_FINITE. Cost: microseconds.
 * Source: see solveOrientation; the paper's row reduction (3.22 to 3.24) gives no rotation once readings have noise.
 */
export function orientationFromReadings(
  phase: Phase,
  readings: readonly ZoneReading[],
  { toleranceDeg = defaultToleranceDeg }: ReadingsOptions = {},
): SolvedOrientation {
  readings.forEach(checkReading);
  const directions = readings.map(({ uvw }) => directionVector(phase.lattice, uvw));
  const pairs = withSigns(directions, readings);
  const solved = betterOf(solveOrientation(pairs), solveOrientation(pairs.map(reversed)));
  checkFit(phase, readings, solved, toleranceDeg);
  return solved;
}

/** A zone axis has no sign, an orientation has: each direction is taken with the sign that fits the angles to those before it. */
function withSigns(directions: readonly Vec3[], readings: readonly ZoneReading[]): DirectionAtTilt[] {
  const beams = readings.map(({ at }) => beamOfTilt(at));
  const signed: Vec3[] = [];
  directions.forEach((direction, i) => {
    const opposite = scaled(direction, -1);
    const misfit = (v: Vec3) =>
      signed.reduce(
        (sum, other, j) => sum + (angleDegBetween(v, other) - angleDegBetween(beams[i]!, beams[j]!)) ** 2,
        0,
      );
    signed.push(misfit(opposite) < misfit(direction) - 1e-9 ? opposite : direction);
  });
  return readings.map(({ at, sigmaDeg }, i) => ({ direction: signed[i]!, at, sigmaDeg }));
}

function reversed(pair: DirectionAtTilt): DirectionAtTilt {
  return { ...pair, direction: scaled(pair.direction, -1) };
}

/** Angles alone do not tell a crystal from its mirror image, which no rotation makes: then the opposite signs fit much better. */
function betterOf(asGiven: SolvedOrientation, opposite: SolvedOrientation): SolvedOrientation {
  return asGiven.mismatchDeg > 2 * opposite.mismatchDeg + 0.05 ? opposite : asGiven;
}

function checkFit(
  phase: Phase,
  readings: readonly ZoneReading[],
  { angleMisfitDeg, mismatchDeg }: SolvedOrientation,
  toleranceDeg: number,
): void {
  const offDeg = Math.max(angleMisfitDeg, mismatchDeg);
  if (offDeg <= toleranceDeg) return;
  const names = readings.map(({ uvw }) => millerText({ kind: "direction", indices: uvw })).join(", ");
  throw new GeometryError(
    "E_INCONSISTENT",
    `the readings of ${names} do not fit one crystal of ${phase.name}: an angle is ${offDeg.toFixed(2)}° off, the most allowed is ${toleranceDeg}°`,
    "Check the indices: the angle between two zones must be that between their tilts.",
  );
}
