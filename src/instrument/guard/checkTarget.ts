import { closestName } from "../../core/closestName.js";
import { EmError } from "../../core/error.js";
import type { Capabilities } from "../port.js";
import { type StageAxis, type StageTarget, stageAxes } from "../stagePosition.js";

/**
 * A copy of a target that holds known axes with finite numbers only, so that what is checked is what is moved to.
 *
 * Errors: BadOption for anything but an object, unknown axes (with the nearest known one), no axis at all, NaN, Infinity and texts;
 * Unsupported for an axis that this instrument does not have.
 */
export function checkTarget(operation: string, given: unknown, capabilities: Capabilities): StageTarget {
  if (given === null || typeof given !== "object" || Array.isArray(given)) {
    throw new EmError("BadOption", `${operation} takes an object of axes, not ${describe(given)}`, {
      fix: `Write ${operation}({ xUm: 1.5, alphaDeg: 10 }); the axes are ${stageAxes.join(", ")}.`,
    });
  }
  const target: Partial<Record<StageAxis, number>> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!isAxis(name)) throw unknownAxis(operation, name);
    if (value !== undefined) target[name] = checkAxis(operation, name, value, capabilities);
  }
  if (Object.keys(target).length > 0) return Object.freeze(target);
  throw new EmError("BadOption", `${operation} was given no axis to move`, {
    fix: `Give at least one of ${stageAxes.join(", ")}.`,
  });
}

function isAxis(name: string): name is StageAxis {
  return (stageAxes as readonly string[]).includes(name);
}

function checkAxis(operation: string, axis: StageAxis, value: unknown, { axes }: Capabilities): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new EmError("BadOption", `${operation}: ${axis} is ${describe(value)}`, {
      fix: `${axis} must be a finite number in ${axis.endsWith("Deg") ? "degrees" : "micrometres"}.`,
    });
  }
  if (!axes.includes(axis)) {
    throw new EmError("Unsupported", `this instrument has no axis ${axis}`, { fix: `It has ${axes.join(", ")}.` });
  }
  return value;
}

/** Short forms that people write, for which no letter count finds the axis. */
const shortForms: Readonly<Record<string, StageAxis>> = {
  x: "xUm",
  y: "yUm",
  z: "zUm",
  a: "alphaDeg",
  alpha: "alphaDeg",
  tx: "alphaDeg",
  b: "betaDeg",
  beta: "betaDeg",
  ty: "betaDeg",
};

function unknownAxis(operation: string, name: string): EmError {
  const stem = name.toLowerCase().replace(/(nm|mm|um|deg|mrad|rad)$/, "");
  const near = shortForms[stem] ?? closestName(name, stageAxes);
  return new EmError("BadOption", `${operation}: there is no axis "${name.slice(0, 40)}"`, {
    fix: near ? `Did you mean ${near}?` : `The axes are ${stageAxes.join(", ")}.`,
  });
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : String(value);
}
