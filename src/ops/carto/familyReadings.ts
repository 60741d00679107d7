import { GeometryError } from "../../core/geometryError.js";
import { apply, type Matrix3, multiplied, rotationAngleDeg, transposed } from "../../core/matrix3.js";
import { angleDegBetween, type Vec3 } from "../../core/vector3.js";
import { directionVector } from "../crystal/lattice.js";
import { millerText } from "../crystal/miller.js";
import type { Phase } from "../crystal/phase.js";
import { cartesianRotation, equivalentDirections } from "../crystal/pointGroup.js";
import { checkReading, defaultToleranceDeg, type ReadingsOptions, type ZoneReading } from "./readings.js";
import { type DirectionAtTilt, type SolvedOrientation, solveOrientation } from "./solveOrientation.js";
import { beamOfTilt, tiltDistanceDeg } from "./tilt.js";

/** What readings of families of zones say. */
export interface FamilySolution extends SolvedOrientation {
  /** For each reading the member of its family that fits. @unitless */
  readonly members: readonly Vec3[];
}

/**
 * All orientations that fit readings of zones or of families of zones, the best first; two that symmetry makes the same are given once.
 *
 * More than one means that the readings do not tell them apart: <110> and <112> at 30 degrees are an example, <111> and <112> at 19.5 degrees are
 * not. Errors: E_DEGENERATE for fewer than two readings, or tilts that are all the same; E_INCONSISTENT where no members fit.
 * Cost: some ms for two readings of a cubic crystal.
 */
export function orientationsFromFamilies(
  phase: Phase,
  readings: readonly ZoneReading[],
  { toleranceDeg = defaultToleranceDeg }: ReadingsOptions = {},
): FamilySolution[] {
  readings.forEach(checkReading);
  const families = readings.map((reading) => membersOf(phase, reading));
  const [first, second] = widestPair(readings);
  // Where all are families, one start stands for all that symmetry makes of it; a zone that is meant itself breaks that.
  const areFamilies = readings.every(({ isFamily }) => isFamily);
  const starts = areFamilies ? startsOf(phase, readings[first]!) : families[first]!;
  const found: FamilySolution[] = [];
  for (const a of starts)
    for (const b of families[second]!) {
      const pair = { [first]: a, [second]: b };
      const solution = completed(readings, families, pair, toleranceDeg);
      if (solution) found.push(solution);
    }
  if (found.length === 0) throw noFit(phase, readings, toleranceDeg);
  found.sort((a, b) => a.mismatchDeg - b.mismatchDeg);
  return distinctSolutions(found, phase, toleranceDeg);
}

/** A direction of a family: in indices, and along the Cartesian axes. */
interface Member {
  readonly uvw: Vec3;
  readonly direction: Vec3;
}

/** Each member with both signs; of a zone that is meant itself the two signs. */
function membersOf(phase: Phase, { uvw, isFamily = false }: ZoneReading): Member[] {
  const members = isFamily ? equivalentDirections(uvw, phase.rotations) : [uvw];
  const all = members.flatMap((v) => [v, opposite(v)]);
  const distinct = new Map(all.map((v) => [String(v), v]));
  return [...distinct.values()].map((v) => memberOf(phase, v));
}

/** One member for all that rotations make of it; its opposite too, where no rotation does. */
function startsOf(phase: Phase, { uvw }: ZoneReading): Member[] {
  const turned = equivalentDirections(uvw, phase.rotations).map(String);
  const other = opposite(uvw);
  const starts = turned.includes(String(other)) ? [uvw] : [uvw, other];
  return starts.map((v) => memberOf(phase, v));
}

function memberOf(phase: Phase, uvw: Vec3): Member {
  return { uvw, direction: directionVector(phase.lattice, uvw) };
}

function opposite([u, v, w]: Vec3): Vec3 {
  return [-u + 0, -v + 0, -w + 0];
}

/** The two readings whose tilts are nearest to a right angle apart, as they fix the orientation best. */
function widestPair(readings: readonly ZoneReading[]): readonly [number, number] {
  let best: readonly [number, number] | undefined;
  let bestSine = Math.sin((0.01 * Math.PI) / 180);
  readings.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      const sine = Math.sin((tiltDistanceDeg(a.at, readings[j]!.at) * Math.PI) / 180);
      if (sine > bestSine) [best, bestSine] = [[j, i], sine];
    }
  });
  if (best) return best;
  throw new GeometryError(
    "E_DEGENERATE",
    readings.length < 2 ? "one reading fixes no orientation" : "the tilts of all readings are the same",
    "Add a reading of another zone at another tilt, some 20° to 90° away.",
  );
}

/** The orientation by two members, then by all: of each further family the member that lies nearest to its tilt. */
function completed(
  readings: readonly ZoneReading[],
  families: readonly (readonly Member[])[],
  pair: Readonly<Record<number, Member>>,
  toleranceDeg: number,
): FamilySolution | undefined {
  const [i, j] = Object.keys(pair).map(Number) as [number, number];
  const crystalDeg = angleDegBetween(pair[i]!.direction, pair[j]!.direction);
  if (Math.abs(crystalDeg - tiltDistanceDeg(readings[i]!.at, readings[j]!.at)) > toleranceDeg) return undefined;
  if (Math.min(crystalDeg, 180 - crystalDeg) < 0.01) return undefined;
  const { orientation } = solveOrientation([i, j].map((k) => pairOf(pair[k]!, readings[k]!)));
  const chosen = readings.map((reading, k) => pair[k] ?? nearestMember(families[k]!, orientation, reading));
  const solved = solveOrientation(chosen.map((member, k) => pairOf(member, readings[k]!)));
  const fits = Math.max(solved.angleMisfitDeg, solved.mismatchDeg) <= toleranceDeg;
  return fits ? { ...solved, members: chosen.map(({ uvw }) => uvw) } : undefined;
}

function pairOf({ direction }: Member, { at, sigmaDeg }: ZoneReading): DirectionAtTilt {
  return { direction, at, sigmaDeg };
}

function nearestMember(family: readonly Member[], orientation: Matrix3, { at }: ZoneReading): Member {
  const beam = beamOfTilt(at);
  const offDeg = family.map(({ direction }) => angleDegBetween(beam, apply(orientation, direction)));
  return family[offDeg.indexOf(Math.min(...offDeg))]!;
}

function distinctSolutions(found: readonly FamilySolution[], phase: Phase, toleranceDeg: number): FamilySolution[] {
  const symmetry = phase.rotations.map((rotation) => cartesianRotation(rotation, phase.lattice));
  const kept: FamilySolution[] = [];
  for (const solution of found) {
    const isKnown = kept.some(({ orientation }) => {
      const between = multiplied(transposed(orientation), solution.orientation);
      return symmetry.some((turn) => rotationAngleDeg(multiplied(between, turn)) < toleranceDeg);
    });
    if (!isKnown) kept.push(solution);
  }
  return kept;
}

function noFit(phase: Phase, readings: readonly ZoneReading[], toleranceDeg: number): GeometryError {
  const names = readings.map(({ uvw }) => millerText({ kind: "direction", indices: uvw, isFamily: true })).join(", ");
  return new GeometryError(
    "E_INCONSISTENT",
    `no zones of ${names} in ${phase.name} are as far apart as their tilts, within ${toleranceDeg}°`,
    "Check the indices and the phase; a zone may have been taken for another.",
  );
}
