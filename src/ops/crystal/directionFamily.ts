import type { Matrix3 } from "../../core/matrix3.js";
import type { Vec3 } from "../../core/vector3.js";
import { millerText } from "./miller.js";
import { equivalentDirections, equivalentPlanes } from "./pointGroup.js";

/** All zones of a family and its name. */
export interface Family {
  /** Both signs of each. @unitless */
  readonly members: readonly Vec3[];
  /** The member by which the family is called. @unitless */
  readonly indices: Vec3;
  /** As "<112>". */
  readonly name: string;
}

/**
 * The family of a direction under rotations, with opposite directions, as a zone axis has no sign.
 *
 * It is called by a member of few minus signs and small indices: <001>, <110>, <111>, <112> and <103> where the crystal is cubic.
 */
export function directionFamily(uvw: Vec3, rotations: readonly Matrix3[]): Family {
  const members = withOpposites(equivalentDirections(uvw, rotations));
  const indices = bestMember(members);
  return { members, indices, name: millerText({ kind: "direction", indices, isFamily: true }) };
}

/** The family of a plane: {111}. */
export function planeFamily(hkl: Vec3, rotations: readonly Matrix3[]): Family {
  const members = withOpposites(equivalentPlanes(hkl, rotations));
  const indices = bestMember(members);
  return { members, indices, name: millerText({ kind: "plane", indices, isFamily: true }) };
}

/** Each once, with its opposite. */
function withOpposites(half: readonly Vec3[]): Vec3[] {
  const all = half.flatMap((v): Vec3[] => [v, [-v[0] + 0, -v[1] + 0, -v[2] + 0]]);
  return [...new Map(all.map((v) => [String(v), v])).values()];
}

function bestMember(members: readonly Vec3[]): Vec3 {
  return members.reduce((best, v) => (comesBefore(v, best) ? v : best));
}

function comesBefore(v: Vec3, other: Vec3): boolean {
  const [a, b] = [rankOf(v), rankOf(other)];
  const first = a.findIndex((value, i) => value !== b[i]);
  return first >= 0 && a[first]! < b[first]!;
}

/** Few minus signs, then a small sum; <110> before <011>; the greatest index last, and a zero in the middle, as in <103>. */
function rankOf([u, v, w]: Vec3): number[] {
  const negative = [u, v, w].filter((n) => n < 0).length;
  const isPair = w === 0 && u === v;
  return [negative, Math.abs(u) + Math.abs(v) + Math.abs(w), isPair ? 0 : 1, -w, v === 0 ? 0 : 1, u, v];
}
