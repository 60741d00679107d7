import { GeometryError } from "../../core/geometryError.js";
import { apply, identity3, inverted, type Matrix3, multiplied, transposed } from "../../core/matrix3.js";
import type { Vec3 } from "../../core/vector3.js";
import { type Cell, type CellShape, cellShape } from "./cell.js";
import type { Lattice } from "./lattice.js";

/** The eleven point groups of rotations: those that turn a crystal into itself, without mirrors and inversion. */
export const pointGroups = ["1", "2", "222", "4", "422", "3", "32", "6", "622", "23", "432"] as const;

/** One of the eleven point groups of rotations. */
export type PointGroup = (typeof pointGroups)[number];

/** Rotations in indices of the lattice: the columns are where a, b and c go. */
const twoA: Matrix3 = [
  [1, 0, 0],
  [0, -1, 0],
  [0, 0, -1],
];
const twoB: Matrix3 = [
  [-1, 0, 0],
  [0, 1, 0],
  [0, 0, -1],
];
const twoC: Matrix3 = [
  [-1, 0, 0],
  [0, -1, 0],
  [0, 0, 1],
];
const fourC: Matrix3 = [
  [0, -1, 0],
  [1, 0, 0],
  [0, 0, 1],
];
const cyclic: Matrix3 = [
  [0, 0, 1],
  [1, 0, 0],
  [0, 1, 0],
];
const threeC: Matrix3 = [
  [0, -1, 0],
  [1, -1, 0],
  [0, 0, 1],
];
const sixC: Matrix3 = [
  [1, -1, 0],
  [1, 0, 0],
  [0, 0, 1],
];
const hexagonalTwoA: Matrix3 = [
  [1, -1, 0],
  [0, -1, 0],
  [0, 0, -1],
];
const rhombohedralTwo: Matrix3 = [
  [0, -1, 0],
  [-1, 0, 0],
  [0, 0, -1],
];

/** The group of the lattice itself, which is taken where nobody says otherwise. */
const groupOfShape: Readonly<Record<CellShape, PointGroup>> = {
  cubic: "432",
  tetragonal: "422",
  orthorhombic: "222",
  hexagonal: "622",
  rhombohedral: "32",
  monoclinic: "2",
  triclinic: "1",
};

/** The rotations of the lattice of a cell, by its shape. */
export function pointGroupOfCell(cell: Cell): PointGroup {
  return groupOfShape[cellShape(cell)];
}

/** The axis of "2" is b, unless an angle that is not 90 degrees says otherwise; the threefold axis is c, or [111] of a rhombohedral cell. */
function generators(group: PointGroup, cell: Cell): readonly Matrix3[] {
  const isOblique = (angleDeg: number) => Math.abs(angleDeg - 90) > 1e-3;
  const isRhombohedral = cellShape(cell) === "rhombohedral";
  const three = isRhombohedral ? cyclic : threeC;
  const table: Readonly<Record<PointGroup, readonly Matrix3[]>> = {
    "1": [],
    "2": [isOblique(cell.gammaDeg) ? twoC : isOblique(cell.alphaDeg) ? twoA : twoB],
    "222": [twoA, twoC],
    "4": [fourC],
    "422": [fourC, twoA],
    "3": [three],
    "32": [three, isRhombohedral ? rhombohedralTwo : hexagonalTwoA],
    "6": [sixC],
    "622": [sixC, hexagonalTwoA],
    "23": [twoC, cyclic],
    "432": [fourC, cyclic],
  };
  return table[group];
}

/**
 * The rotations of a point group in indices of the lattice, the identity first: 1 to 24 matrices of whole numbers.
 *
 * Errors: E_INVALID_CELL where they would not bring the lattice onto itself. Cost: below 1 ms.
 */
export function pointGroupRotations(group: PointGroup, { cell, metric }: Pick<Lattice, "cell" | "metric">): Matrix3[] {
  const found: Matrix3[] = [identity3];
  const seen = new Set([String(identity3)]);
  const steps = generators(group, cell);
  for (const step of steps) checkKeeps(step, metric, group);
  // The list grows while it is walked through, until products give nothing new.
  for (const rotation of found) {
    for (const step of steps) {
      const product = multiplied(step, rotation).map((row) => row.map((n) => n + 0)) as unknown as Matrix3;
      if (seen.has(String(product))) continue;
      seen.add(String(product));
      found.push(product);
    }
  }
  return found;
}

function checkKeeps(rotation: Matrix3, metric: Matrix3, group: PointGroup): void {
  const turned = multiplied(transposed(rotation), multiplied(metric, rotation));
  const scale = Math.max(metric[0][0], metric[1][1], metric[2][2]);
  if (turned.every((row, i) => row.every((value, j) => Math.abs(value - metric[i]![j]!) < 1e-4 * scale))) return;
  throw new GeometryError(
    "E_INVALID_CELL",
    `the rotations of the point group ${group} do not bring this cell onto itself`,
    "Give the point group of the crystal, or leave it out: then it is that of the cell.",
  );
}

/** The directions that rotations (in indices of the lattice) make of one, itself first, each once. */
export function equivalentDirections(uvw: Vec3, rotations: readonly Matrix3[]): Vec3[] {
  return distinct(rotations.map((rotation) => apply(rotation, uvw)));
}

/** The planes that rotations (in indices of the lattice) make of one, itself first, each once. */
export function equivalentPlanes(hkl: Vec3, rotations: readonly Matrix3[]): Vec3[] {
  return distinct(rotations.map((rotation) => apply(transposed(inverted(rotation)), hkl)));
}

function distinct(all: readonly Vec3[]): Vec3[] {
  const byText = new Map<string, Vec3>();
  for (const [x, y, z] of all) {
    const v: Vec3 = [x + 0, y + 0, z + 0];
    if (!byText.has(String(v))) byText.set(String(v), v);
  }
  return [...byText.values()];
}

/** A rotation in indices of the lattice, as one of the Cartesian axes. */
export function cartesianRotation(rotation: Matrix3, { direct }: Pick<Lattice, "direct">): Matrix3 {
  return multiplied(direct, multiplied(rotation, inverted(direct)));
}
