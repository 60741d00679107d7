import { atomicNumber } from "../sample/atomicNumber.js";
import { haadfAreaNm2, haadfExponent } from "../sample/atomicSignal.js";
import { composed, inverse, type Rotation, rotated, type Vector } from "./rotation.js";
import type { CrystalLattice } from "./specimen.js";

/**
 * Lattice vectors that span a crystal seen along the last of them, in cell vectors; the first is to lie along x.
 *
 * @unitless across up along
 */
export interface ZoneAxes {
  readonly across: Vector;
  readonly up: Vector;
  readonly along: Vector;
}

/**
 * One atom column of a plane cell.
 *
 * @unitless place
 */
export interface ZoneColumn {
  /** From the first atom of the lattice to this column, in the cartesian directions of the crystal, in nm. */
  readonly place: Vector;
  /** How many atoms of each element it has in one repeat. */
  readonly atoms: Readonly<Record<string, number>>;
}

/**
 * A crystal as a plane lattice of atom columns.
 *
 * @unitless across up toBeam
 */
export interface ZoneProjection {
  readonly lattice: CrystalLattice;
  /** Cell vectors of the plane lattice in the cartesian directions of the crystal, in nm. */
  readonly across: Vector;
  readonly up: Vector;
  readonly repeatNm: number;
  readonly columns: readonly ZoneColumn[];
  /** From crystal to beam: takes the zone axis to z and the first vector to x. */
  readonly toBeam: Rotation;
}

/**
 * Sorts the atoms of a crystal into columns along a zone axis.
 *
 * The three vectors must be translations of the lattice and span its plane cell without leaving a part of it out; the first two need not
 * be at right angles to each other, but both to the third. Cost: some microseconds.
 */
export function projectAlong(lattice: CrystalLattice, axes: ZoneAxes): ZoneProjection {
  const toCartesian = cartesianOf(lattice);
  const [across, up, along] = [axes.across, axes.up, axes.along].map(toCartesian);
  const unit = (v: Vector): Vector => scaled(v, 1 / Math.hypot(...v));
  const [x, z] = [unit(across), unit(along)];
  const y = cross(z, x);
  return {
    lattice,
    across,
    up,
    repeatNm: Math.hypot(...along),
    columns: columnsOf(lattice, axes, toCartesian),
    toBeam: [...x, ...y, ...z],
  };
}

/** The rotation of a crystal whose zone axis lies along the beam, turned about it. */
export function turned(projection: ZoneProjection, about: Rotation): Rotation {
  return composed(about, projection.toBeam);
}

function cartesianOf({ cell }: CrystalLattice): (v: Vector) => Vector {
  const gamma = (cell.gammaDeg * Math.PI) / 180;
  return ([u, v, w]) => [u * cell.aNm + v * cell.bNm * Math.cos(gamma), v * cell.bNm * Math.sin(gamma), w * cell.cNm];
}

function columnsOf(lattice: CrystalLattice, axes: ZoneAxes, toCartesian: (v: Vector) => Vector): ZoneColumn[] {
  // The axes as columns of a matrix: its inverse gives what part of each axis a point of the crystal lies at.
  const toAxes = inverseMatrix([axes.across, axes.up, axes.along]);
  const found = new Map<string, { place: Vector; atoms: Record<string, number> }>();
  const reach = 1 + Math.ceil(Math.max(...[axes.across, axes.up, axes.along].map((v) => Math.hypot(...v))));
  for (const { element, fractional } of lattice.atoms) {
    for (const shift of shifts(reach)) {
      const atom = sum(fractional, shift);
      const parts = rotated(toAxes, atom);
      if (parts.some((part) => part < -1e-6 || part >= 1 - 1e-6)) continue;
      const key = `${parts[0].toFixed(4)} ${parts[1].toFixed(4)}`;
      const column = found.get(key) ?? { place: toCartesian(atom), atoms: {} };
      column.atoms[element] = (column.atoms[element] ?? 0) + 1;
      found.set(key, column);
    }
  }
  return [...found.values()];
}

function* shifts(reach: number): Generator<Vector> {
  for (let u = -reach; u <= reach; u++)
    for (let v = -reach; v <= reach; v++) for (let w = -reach; w <= reach; w++) yield [u, v, w];
}

/** Inverse of the matrix that has these three vectors as its columns. */
function inverseMatrix([a, b, c]: readonly [Vector, Vector, Vector]): Rotation {
  const volume = dot(a, cross(b, c));
  return [cross(b, c), cross(c, a), cross(a, b)].flatMap((row) => scaled(row, 1 / volume));
}

function sum(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function scaled([x, y, z]: Vector, factor: number): Vector {
  return [x * factor, y * factor, z * factor];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/**
 * A plane lattice in the specimen: where its cells begin, its two vectors, and where the columns stand in a cell; all in nm.
 *
 * @unitless origin a b sites
 */
export interface PlaneLattice {
  readonly origin: readonly [number, number];
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
  readonly sites: readonly (readonly [number, number])[];
}

/** Where the columns of a crystal at a rotation cross the plane of the specimen, which its zone axis may be inclined to. */
export function crossingPlane(
  projection: ZoneProjection,
  rotation: Rotation,
  origin: readonly [number, number],
): PlaneLattice {
  const axis = rotated(rotation, rotated(inverse(projection.toBeam), [0, 0, 1]));
  const crossing = (v: Vector): [number, number] => {
    const [x, y, z] = rotated(rotation, v);
    return [x - (axis[0] * z) / axis[2], y - (axis[1] * z) / axis[2]];
  };
  return {
    origin,
    a: crossing(projection.across),
    b: crossing(projection.up),
    sites: projection.columns.map(({ place }) => crossing(place)),
  };
}

/** What atoms send to the HAADF detector together. @param exponent of the atomic number */
export function haadfOf(atoms: Readonly<Record<string, number>>, exponent: number = haadfExponent.bulk): number {
  return Object.entries(atoms).reduce(
    (total, [el, count]) => total + count * haadfAreaNm2(atomicNumber(el), exponent),
    0,
  );
}

/** A column of a crystal of some thickness: its formula ("Ti20O20"), and what it sends to the HAADF detector. */
export function thickColumn(
  { atoms }: ZoneColumn,
  repeatNm: number,
  thicknessNm: number,
): { elements: string; haadfNm2: number } {
  const repeats = thicknessNm / repeatNm;
  return { elements: formula(atoms, Math.max(1, Math.round(repeats))), haadfNm2: repeats * haadfOf(atoms) };
}

/** Elements with their counts: "Ti20O20". */
export function formula(atoms: Readonly<Record<string, number>>, times = 1): string {
  return Object.entries(atoms)
    .filter(([, count]) => count > 0)
    .map(([element, count]) => `${element}${count * times}`)
    .join("");
}
