import type { Matrix3 } from "../../core/matrix3.js";
import type { Vec3 } from "../../core/vector3.js";
import { millerText } from "./miller.js";
import { equivalentDirections, equivalentPlanes } from "./pointGroup.js";

/** The member by which a family of directions is called: as few minus signs as there can be, and 001, 110, 103 and 112 where it is cubic. */
export function familyOfDirection(uvw: Vec3, rotations: readonly Matrix3[]): Vec3 {
  return bestMember(equivalentDirections(uvw, rotations));
}

/** The member by which a family of planes is called. */
export function familyOfPlane(hkl: Vec3, rotations: readonly Matrix3[]): Vec3 {
  return bestMember(equivalentPlanes(hkl, rotations));
}

/** The name of the family of a direction: "<112>". */
export function familyName(uvw: Vec3, rotations: readonly Matrix3[]): string {
  return millerText({ kind: "direction", indices: familyOfDirection(uvw, rotations), isFamily: true });
}

/** Opposite members count too, as a zone axis has no sign. */
function bestMember(members: readonly Vec3[]): Vec3 {
  const all = members.flatMap((v): Vec3[] => [v, [-v[0] + 0, -v[1] + 0, -v[2] + 0]]);
  return all.reduce((best, v) => (comesBefore(v, best) ? v : best));
}

function comesBefore(v: Vec3, other: Vec3): boolean {
  const [a, b] = [rankOf(v), rankOf(other)];
  const first = a.findIndex((value, i) => value !== b[i]);
  return first >= 0 && a[first]! < b[first]!;
}

/** Few minus signs; then <110> before <011>, and else the greatest index last and a zero in the middle, as <103>, <112> and <001>. */
function rankOf([u, v, w]: Vec3): number[] {
  const negative = [u, v, w].filter((n) => n < 0).length;
  const isPair = w === 0 && u === v;
  return [negative, isPair ? 0 : 1, -w, v, u];
}
