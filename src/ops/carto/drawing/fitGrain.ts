import { apply, type Matrix3, multiplied, transposed } from "../../../core/matrix3.js";
import { angleDegBetween, scaled, type Vec3 } from "../../../core/vector3.js";
import { orientationDragged, type SolvedOrientation, solveOrientation } from "../solveOrientation.js";
import { beamOfTilt } from "../tilt.js";
import type { DrawnGrain, DrawnReading, DrawnZone } from "./drawnMap.js";
import { familyOf, knownZone } from "./zoneOf.js";

/** What the readings of a grain say of its orientation. */
export interface GrainFit {
  /** @unitless */
  readonly orientation: Matrix3;
  readonly mismatchDeg: number;
  /** Other orientations that fit as well and are another pattern of zones. @unitless */
  readonly ambiguous: readonly Matrix3[];
}

/** How far the readings lie from where an orientation puts their zones: root mean square; 0 without readings. */
export function mismatchDegOf(grain: Pick<DrawnGrain, "zones" | "readings">, orientation: Matrix3): number {
  const squares = grain.readings.flatMap(({ uvw, at }) => {
    const zone = knownZone(grain, uvw);
    if (!zone) return [];
    return [axisAngleDeg(apply(orientation, zone.direction), beamOfTilt(at)) ** 2];
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length));
}

/**
 * The orientation that fits the readings of a grain best, from where it is: of one reading the shortest turn, of more the least squares. Readings
 * name zones, which have no sign, and of a family any member may have been meant: what else fits as well is given too.
 *
 * Errors: as of solveOrientation. Cost: some milliseconds, as the members of up to three readings are tried in all combinations.
 */
export function fitGrain(grain: DrawnGrain): GrainFit | undefined {
  const known = grain.readings.flatMap((reading) => {
    const zone = knownZone(grain, reading.uvw);
    return zone ? [{ reading, zone }] : [];
  });
  const [first] = known;
  if (!first) return undefined;
  if (known.length === 1) {
    const orientation = shortestTurn(grain.orientation, first.zone, first.reading);
    return { orientation, mismatchDeg: 0, ambiguous: [] };
  }
  const best = bestOfSigns(known);
  const ambiguous = othersThatFit(grain, known, best);
  return { orientation: best.orientation, mismatchDeg: best.mismatchDeg, ambiguous };
}

interface KnownReading {
  readonly reading: DrawnReading;
  readonly zone: DrawnZone;
}

function shortestTurn(orientation: Matrix3, { direction }: DrawnZone, { at }: DrawnReading): Matrix3 {
  const seen = beamOfTilt(at);
  const now = apply(orientation, direction);
  const isOpposite = angleDegBetween(now, seen) > 90;
  return orientationDragged(orientation, isOpposite ? scaled(now, -1) : now, seen);
}

/** Readings whose signs are tried in all combinations; those after them take the sign that fits. */
const mostSigns = 7;

function bestOfSigns(known: readonly KnownReading[]): SolvedOrientation {
  const first = known.slice(0, mostSigns);
  const tries = Array.from({ length: 2 ** (first.length - 1) }, (_, bits) =>
    solved(first, (i) => (i > 0 && (bits >> (i - 1)) & 1 ? -1 : 1)),
  );
  const best = leastMismatch(tries);
  if (known.length <= mostSigns) return best;
  return solved(known, (i) => {
    const { zone, reading } = known[i]!;
    return angleDegBetween(apply(best.orientation, zone.direction), beamOfTilt(reading.at)) > 90 ? -1 : 1;
  });
}

function solved(known: readonly KnownReading[], signOf: (i: number) => 1 | -1): SolvedOrientation {
  return solveOrientation(
    known.map(({ reading, zone }, i) => ({
      direction: scaled(zone.direction, signOf(i)),
      at: reading.at,
      sigmaDeg: reading.sigmaDeg,
    })),
  );
}

function leastMismatch(tries: readonly SolvedOrientation[]): SolvedOrientation {
  return tries.reduce((best, one) => (one.mismatchDeg < best.mismatchDeg - 1e-9 ? one : best));
}

/** Members of families are tried for so many readings; the first keeps its own, as symmetry makes all its members alike. */
const mostVaried = 3;

function othersThatFit(grain: DrawnGrain, known: readonly KnownReading[], best: SolvedOrientation): Matrix3[] {
  const sigmaDeg = Math.max(...known.map(({ reading }) => reading.sigmaDeg));
  const toleranceDeg = Math.max(3 * sigmaDeg, 2 * best.mismatchDeg, 0.3);
  const varied = known.slice(0, mostVaried);
  const found: Matrix3[] = [];
  for (const choice of choices(grain, varied)) {
    const { orientation, mismatchDeg } = solveOrientation(choice);
    if (mismatchDeg > toleranceDeg || !fitsFamilies(grain, known, orientation, toleranceDeg)) continue;
    if ([best.orientation, ...found].some((other) => isSamePattern(grain, orientation, other))) continue;
    found.push(orientation);
    if (found.length >= 8) break;
  }
  return found;
}

/** All ways to take a member of its family, of either sign, for each reading but the first whose angles agree with the tilts. */
function choices(grain: DrawnGrain, known: readonly KnownReading[]) {
  const [first, ...rest] = known;
  const start = { direction: first!.zone.direction, at: first!.reading.at, sigmaDeg: first!.reading.sigmaDeg };
  let lists = [[start]];
  for (const { zone, reading } of rest) {
    const members = familyOf(grain, zone).flatMap(({ direction }) => [direction, scaled(direction, -1)]);
    const seen = beamOfTilt(reading.at);
    lists = lists.flatMap((list) =>
      members
        .filter((direction) =>
          list.every((other) => {
            const measured = angleDegBetween(beamOfTilt(other.at), seen);
            return Math.abs(angleDegBetween(other.direction, direction) - measured) < 3 + 3 * reading.sigmaDeg;
          }),
        )
        .map((direction) => [...list, { direction, at: reading.at, sigmaDeg: reading.sigmaDeg }]),
    );
  }
  return lists;
}

/** Whether each reading lies on some member of its family. */
function fitsFamilies(
  grain: DrawnGrain,
  known: readonly KnownReading[],
  orientation: Matrix3,
  toleranceDeg: number,
): boolean {
  return known.every(({ zone, reading }) => {
    const seen = beamOfTilt(reading.at);
    return familyOf(grain, zone).some(
      ({ direction }) => axisAngleDeg(apply(orientation, direction), seen) <= toleranceDeg,
    );
  });
}

/** Two orientations show the same pattern of zones when the turn between them takes each zone of low indices onto one of its family. */
export function isSamePattern(grain: Pick<DrawnGrain, "zones">, a: Matrix3, b: Matrix3): boolean {
  const between = multiplied(transposed(b), a);
  const lowest = [...grain.zones].sort((one, other) => one.rank - other.rank).slice(0, 16);
  return lowest.every(({ family, direction }) => {
    const turned = apply(between, direction);
    return grain.zones.some((zone) => zone.family === family && axisAngleDeg(turned, zone.direction) < 2.5);
  });
}

/** The angle between two axes, which have no sign: 0 to 90 degrees. */
function axisAngleDeg(a: Vec3, b: Vec3): number {
  const angle = angleDegBetween(a, b);
  return Math.min(angle, 180 - angle);
}
