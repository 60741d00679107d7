import { closestName } from "./closestName.js";
import { EmError } from "./error.js";

/** What an option may be: a finite number in a range, one of a list of words, a boolean, or anything that `accepts` takes. */
export type OptionRule =
  | {
      readonly kind: "number";
      /** The least value allowed, in the unit of the option. @unitless */
      readonly min?: number;
      /** The greatest value allowed, in the unit of the option. @unitless */
      readonly max?: number;
      readonly integer?: boolean;
      readonly unit?: string;
    }
  | { readonly kind: "choice"; readonly of: readonly (string | number | boolean)[] }
  | { readonly kind: "boolean" }
  | { readonly kind: "text" }
  | { readonly kind: "other"; readonly expects: string; readonly accepts: (value: unknown) => boolean };

/** One rule for every option of an operation. */
export type OptionRules<T> = { readonly [K in keyof T]-?: OptionRule };

/**
 * Checks an options object against its rules and fills the defaults in; undefined means "the default".
 *
 * Errors: BadOption for an unknown name (with the nearest known one), a wrong type, NaN, or a value out of range.
 *
 * @example
 * resolveOptions("em.demo.mxene", { fovNm: 12 }, { fovNm: 8 }, { fovNm: { kind: "number", min: 1, unit: "nm" } }).fovNm; // 12
 */
export function resolveOptions<T extends object>(
  operation: string,
  given: Partial<T> | undefined,
  defaults: T,
  rules: OptionRules<T>,
): T {
  if (given !== undefined && (given === null || typeof given !== "object" || Array.isArray(given))) {
    throw new EmError("BadOption", `${operation} takes one options object, not ${describe(given)}`, {
      fix: `Write ${operation}({ ${Object.keys(rules).slice(0, 2).join(", ")}, … }).`,
    });
  }
  const resolved = { ...defaults } as Record<string, unknown>;
  for (const [name, value] of Object.entries(given ?? {})) {
    const rule = (rules as Record<string, OptionRule>)[name];
    if (!rule) throw unknownOption(operation, name, Object.keys(rules));
    if (value === undefined) continue;
    checkOption(operation, name, value, rule);
    resolved[name] = value;
  }
  return resolved as T;
}

function unknownOption(operation: string, name: string, known: string[]): EmError {
  const near = closestName(name, known);
  return new EmError("BadOption", `${operation} has no option "${name}"`, {
    fix: near ? `Did you mean ${near}?` : `It takes: ${known.join(", ")}.`,
  });
}

function checkOption(operation: string, name: string, value: unknown, rule: OptionRule): void {
  const problem = problemWith(value, rule);
  if (problem)
    throw new EmError("BadOption", `${operation}: ${name} is ${describe(value)}`, {
      fix: `${name} must be ${problem}.`,
    });
}

function problemWith(value: unknown, rule: OptionRule): string | undefined {
  switch (rule.kind) {
    case "number": {
      const unit = rule.unit ? ` ${rule.unit}` : "";
      const wanted = `${rule.integer ? "a whole number" : "a number"}${range(rule.min, rule.max, unit)}`;
      if (typeof value !== "number" || !Number.isFinite(value)) return wanted;
      if (rule.integer && !Number.isInteger(value)) return wanted;
      return value < (rule.min ?? -Infinity) || value > (rule.max ?? Infinity) ? wanted : undefined;
    }
    case "choice":
      return rule.of.includes(value as never)
        ? undefined
        : `one of ${rule.of.map((v) => JSON.stringify(v)).join(", ")}`;
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "text":
      return typeof value === "string" ? undefined : "a text in quotes";
    case "other":
      return rule.accepts(value) ? undefined : rule.expects;
  }
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  if (min !== undefined && min === max) return ` of exactly ${min}${unit}`;
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}${unit}`;
  if (min !== undefined) return ` of at least ${min}${unit}`;
  if (max !== undefined) return ` of at most ${max}${unit}`;
  return unit ? ` in${unit}` : "";
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60));
  if (typeof value === "number" || typeof value === "boolean" || value == null) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === "function" ? "a function" : `an object (${value.constructor?.name ?? "no class"})`;
}
