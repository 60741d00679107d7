import { GeometryError } from "../../core/geometryError.js";
import type { Vec3 } from "../../core/vector3.js";
import { parseMiller } from "../../ops/crystal/miller.js";

/** The indices of a plane that was written as "(111)". Errors: E_INDEX, E_ZERO_VECTOR. */
export function planeOfText(text: string): Vec3 {
  return indicesOf("plane", text, "(111)");
}

/** The indices of a direction that was written as "[110]". Errors: E_INDEX, E_ZERO_VECTOR. */
export function directionOfText(text: string): Vec3 {
  return indicesOf("direction", text, "[110]");
}

function indicesOf(kind: "plane" | "direction", text: string, example: string): Vec3 {
  const read = parseMiller(text);
  if (read.kind === kind) return read.indices;
  throw new GeometryError("E_INDEX", `"${text}" is no ${kind}`, `Write a ${kind} as "${example}".`);
}
