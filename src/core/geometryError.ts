import { EmError } from "./error.js";

/** What is wrong with directions, cells, readings or tilts, for code that tests for it. */
export type GeometryCode =
  | "E_ZERO_VECTOR"
  | "E_NOT_FINITE"
  | "E_INVALID_CELL"
  | "E_INDEX"
  | "E_DEGENERATE"
  | "E_INCONSISTENT"
  | "E_OUT_OF_RANGE"
  | "E_GIMBAL";

/**
 * An EmError BadOption about crystals or tilts, with a code that is finer than the tag.
 *
 * @example
 * throw new GeometryError("E_ZERO_VECTOR", "uvw is [000]", "Give a direction that is not zero.");
 */
export class GeometryError extends EmError {
  /** The kind of failure, finer than `tag`. */
  readonly code: GeometryCode;

  constructor(code: GeometryCode, message: string, fix: string) {
    super("BadOption", message, { fix });
    this.code = code;
  }
}

/** Refuses numbers that are not finite. Errors: E_NOT_FINITE. */
export function checkFinite(what: string, values: readonly number[]): void {
  if (values.every(Number.isFinite)) return;
  throw new GeometryError("E_NOT_FINITE", `${what} is ${values.map(String).join(", ")}`, "Give finite numbers.");
}

/** Refuses a vector that has no direction. Errors: E_NOT_FINITE, E_ZERO_VECTOR. */
export function checkDirection(what: string, v: readonly number[]): void {
  checkFinite(what, v);
  if (v.length === 3 && v.some((x) => x !== 0)) return;
  if (v.length !== 3)
    throw new GeometryError("E_INDEX", `${what} has ${v.length} numbers`, "Give three numbers, as [1, 1, 0].");
  throw new GeometryError("E_ZERO_VECTOR", `${what} is zero`, "Give a direction that is not zero.");
}
