import { type OptionRule, resolveOptions } from "../../core/options.js";
import { unitSuffix, units } from "../../core/units.js";
import type { Parameter } from "../parameter.js";

/** A number that can be chosen when a specimen is made, with its bounds. */
export interface NumberOption {
  readonly parameter: Parameter;
  /** @unitless */
  readonly min: number;
  /** @unitless */
  readonly max: number;
}

/** One of some words that can be chosen when a specimen is made. */
export interface ChoiceOption {
  readonly choice: string;
  readonly of: readonly string[];
}

/** What can be chosen of a specimen; the unit of a number is in its name. */
export type SpecimenOptions = Readonly<Record<string, NumberOption | ChoiceOption>>;

/** What was chosen. */
export type ChosenOptions<O extends SpecimenOptions> = {
  readonly [K in keyof O]: O[K] extends NumberOption ? number : string;
};

/** Values as users give them: numbers, or texts as they stand in an address. */
export type GivenOptions = Readonly<Record<string, number | string | undefined>>;

/** The seed of a specimen for which none is given. */
export const defaultSeed = 1;

/**
 * Checks options of a specimen and fills in the defaults; the seed is one of them.
 *
 * Errors: BadOption for an unknown name (with the nearest known one), a text that is no number, or a value out of range.
 */
export function chosenOptions<O extends SpecimenOptions>(
  specimen: string,
  options: O,
  given: GivenOptions,
): ChosenOptions<O> & { readonly seed: number } {
  const defaults: Record<string, number | string> = { seed: defaultSeed };
  // Without a prototype: "constructor" is no option.
  const rules: Record<string, OptionRule> = Object.create(null);
  rules["seed"] = { kind: "number", min: 0, max: 0xffffffff, integer: true };
  for (const [name, option] of Object.entries(options)) {
    defaults[name] = "choice" in option ? option.choice : option.parameter.value;
    rules[name] = ruleOf(name, option);
  }
  const typed = Object.entries(given).map(([name, value]) => [
    name,
    rules[name]?.kind === "number" ? asNumber(value) : value,
  ]);
  const resolved = resolveOptions(`twin:${specimen}`, Object.fromEntries(typed), defaults, rules);
  return resolved as ChosenOptions<O> & { seed: number };
}

function ruleOf(name: string, option: NumberOption | ChoiceOption): OptionRule {
  if ("choice" in option) return { kind: "choice", of: option.of };
  const suffix = unitSuffix(name);
  return {
    kind: "number",
    min: option.min,
    max: option.max,
    unit: suffix ? units[suffix].symbol || undefined : undefined,
  };
}

/** "3" and "1e-2" become numbers; what is none stays as it is, for the message about it. */
function asNumber(value: number | string | undefined): number | string | undefined {
  if (typeof value !== "string" || value.trim() === "") return value;
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
}
