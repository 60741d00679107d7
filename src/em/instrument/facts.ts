import { unitSuffix, units } from "../../core/units.js";

/** A value that has a name. */
export type Fact = readonly [name: string, value: string | number | boolean];

/** The numbers, texts and truth values of an object; what it holds further in is named with dots. */
export function factsOf(object: object, prefix = ""): Fact[] {
  return Object.entries(object).flatMap(([name, value]): Fact[] => {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return [[`${prefix}${name}`, value.join(", ")]];
    if (typeof value === "object") return factsOf(value, `${prefix}${name}.`);
    return [[`${prefix}${name}`, value as string | number | boolean]];
  });
}

/** Rows for people: name, value, unit. */
export function factRows(object: object): (readonly [name: string, value: string, unit: string])[] {
  return factsOf(object).map(([name, value]) => [name, written(value), unitOf(name)] as const);
}

/** The symbol of the unit that a name ends in; empty for none. */
export function unitOf(name: string): string {
  const suffix = unitSuffix(name);
  return suffix ? units[suffix].symbol : "";
}

function written(value: string | number | boolean): string {
  if (typeof value !== "number") return String(value);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
