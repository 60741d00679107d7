import { GeometryError } from "../../core/geometryError.js";
import { determinant, type Matrix3, multiplied, transposed } from "../../core/matrix3.js";
import type { Vec3 } from "../../core/vector3.js";
import { directionVector } from "../crystal/lattice.js";
import type { Phase } from "../crystal/phase.js";
import { bandsOf, type CrystalBand } from "./bands.js";
import { orientationsFromFamilies } from "./familyReadings.js";
import { orientationFromPole } from "./orientationFromPole.js";
import { orientationFromReadings, type ZoneReading } from "./readings.js";
import { orientationResidualsDeg, rootMeanSquare } from "./solveOrientation.js";
import type { Tilt } from "./tilt.js";
import { type CrystalZone, upwardZone, zonesOf } from "./zones.js";

/** An orientation by one zone on the beam and the turn about it. */
export interface PoleOrientation {
  /** The zone axis [uvw]; here its sign counts. @unitless */
  readonly pole: Vec3;
  readonly at: Tilt;
  /** See orientationFromPole. */
  readonly phiDeg: number;
}

/** A grain: its phase, and how it lies, by readings or by an orientation that is known. */
export interface GrainInput {
  readonly name: string;
  readonly phase: Phase;
  /** From the crystal's Cartesian axes to the holder's, or by one pole; without it the readings give it. @unitless */
  readonly orientation?: Matrix3 | PoleOrientation;
  readonly readings?: readonly ZoneReading[];
  /** Zones and bands with no index above this one. Default 3. @unitless */
  readonly maxIndex?: number;
  /** How far readings may disagree. Default 3°. */
  readonly toleranceDeg?: number;
}

/** A reading on a map. */
export type MapReading = Required<Omit<ZoneReading, "isFamily">>;

/** A grain of a map. */
export interface MapGrain {
  readonly id: string;
  readonly name: string;
  /** From the crystal's Cartesian axes to the holder's. @unitless */
  readonly orientation: Matrix3;
  /** How far the readings lie from where the orientation puts them, root mean square. */
  readonly mismatchDeg: number;
  /** Other orientations that fit the readings. @unitless */
  readonly ambiguous: readonly Matrix3[];
  readonly zones: readonly CrystalZone[];
  readonly bands: readonly CrystalBand[];
  readonly readings: readonly MapReading[];
}

/** The grain of a map, with its zones named by the sign that points up the column. Errors: those of readings and orientations. */
export function grainOnMap(input: GrainInput, accelKv: number): MapGrain {
  const { name, phase, readings = [], maxIndex = 3 } = input;
  if (!(Number.isInteger(maxIndex) && maxIndex >= 1 && maxIndex <= 8))
    throw new GeometryError("E_OUT_OF_RANGE", `maxIndex is ${maxIndex}`, "Give a whole number from 1 to 8.");
  const { orientation, mismatchDeg, ambiguous, members } = orientationOf(input);
  return {
    id: name,
    name,
    orientation,
    mismatchDeg,
    ambiguous,
    zones: zonesOf(phase, maxIndex).map((zone) => upwardZone(zone, orientation)),
    bands: bandsOf(phase, { accelKv, maxIndex }),
    readings: readings.map(({ at, sigmaDeg = 0.2 }, i) => ({ uvw: members[i]!, at, sigmaDeg })),
  };
}

interface GrainOrientation extends Pick<MapGrain, "orientation" | "mismatchDeg" | "ambiguous"> {
  /** The zone that each reading turned out to be. */
  readonly members: readonly Vec3[];
}

function orientationOf({ name, phase, orientation, readings = [], toleranceDeg }: GrainInput): GrainOrientation {
  if (orientation) return known(phase, rotationOf(phase, orientation), readings);
  if (readings.length === 0)
    throw new GeometryError(
      "E_DEGENERATE",
      `the grain "${name}" has neither an orientation nor readings`,
      "Give two readings, as { uvw: [1, 1, 0], at: { alphaDeg: 3, betaDeg: -8 } }, or an orientation by one pole.",
    );
  const options = toleranceDeg === undefined ? {} : { toleranceDeg };
  const asRead = readings.map(({ uvw }) => uvw);
  if (!readings.some(({ isFamily }) => isFamily))
    return { ...orientationFromReadings(phase, readings, options), ambiguous: [], members: asRead };
  const [best, ...others] = orientationsFromFamilies(phase, readings, options);
  return { ...best!, ambiguous: others.slice(0, 24).map((other) => other.orientation) };
}

function known(phase: Phase, orientation: Matrix3, readings: readonly ZoneReading[]): GrainOrientation {
  const pairs = readings.map(({ uvw, at }) => ({ direction: directionVector(phase.lattice, uvw), at }));
  const mismatchDeg = rootMeanSquare(orientationResidualsDeg(orientation, pairs));
  return { orientation, mismatchDeg, ambiguous: [], members: readings.map(({ uvw }) => uvw) };
}

function rotationOf(phase: Phase, orientation: Matrix3 | PoleOrientation): Matrix3 {
  if ("pole" in orientation)
    return orientationFromPole(directionVector(phase.lattice, orientation.pole), orientation.at, orientation.phiDeg);
  const square = multiplied(orientation, transposed(orientation)).flat();
  const isRotation = square.every((value, i) => Math.abs(value - (i % 4 === 0 ? 1 : 0)) < 1e-4);
  if (isRotation && determinant(orientation) > 0) return orientation;
  throw new GeometryError(
    "E_INCONSISTENT",
    "the matrix of the orientation is no rotation",
    "Its rows must have length 1 and stand at right angles, and its determinant must be 1.",
  );
}
