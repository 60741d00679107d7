import type { GeometryCode, GeometryError } from "../../../src/core/geometryError.js";

/** The code with which a call is refused; undefined when it is not. */
export function codeOf(call: () => unknown): GeometryCode | undefined {
  try {
    call();
  } catch (error) {
    return (error as GeometryError).code;
  }
  return undefined;
}

/** Whether two numbers differ by no more than a tolerance. */
export function near(a: number, b: number, tolerance = 1e-9): boolean {
  return Math.abs(a - b) <= tolerance;
}
