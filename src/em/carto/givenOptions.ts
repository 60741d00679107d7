import { EmError } from "../../core/error.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";

/** The options that were given, checked; no defaults are filled in. Errors: BadOption. */
export function givenOptions<T extends object>(
  operation: string,
  options: Partial<T>,
  rules: OptionRules<T>,
): Partial<T> {
  return resolveOptions<Partial<T>>(operation, options, {}, rules as OptionRules<Partial<T>>);
}

/** As givenOptions, where all must be there but some: the first that is missing is named. Errors: BadOption. */
export function completeOptions<T extends object>(
  operation: string,
  options: T,
  rules: OptionRules<T>,
  optional: readonly (keyof T)[] = [],
): T {
  const given = givenOptions(operation, options, rules);
  const missing = Object.keys(rules).find((name) => !optional.includes(name as keyof T) && !(name in given));
  if (missing === undefined) return given as T;
  throw new EmError("BadOption", `${operation} has no ${missing}`, { fix: `Give ${missing}.` });
}
