import { EmError } from "../../core/error.js";
import { type UnitSuffix, unitSuffix, units } from "../../core/units.js";

/**
 * What is written beside an axis for the name of a value: its words, and the unit that its ending tells.
 *
 * @example
 * quantityTitle("driftXNm"); // "drift X (nm)"
 * quantityTitle("amplitude"); // "amplitude"
 */
export function quantityTitle(name: string): string {
  const suffix = unitSuffix(name);
  const word = suffix ? name.slice(0, -suffix.length) : name;
  // "percent" is unit and name in one.
  if (suffix && word === "") return `${units[suffix].quantity} (${units[suffix].symbol})`;
  const { symbol } = suffix ? units[suffix] : { symbol: "" };
  return `${wordsOf(word)}${symbol === "" ? "" : ` (${symbol})`}`;
}

/** "sigmaX" reads "sigma X"; "HAADF signal" stays as it is. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after}`)
    .replace(/ ([A-Z])(?=[a-z])/g, (_, letter: string) => ` ${letter.toLowerCase()}`);
}

/**
 * The one unit that values on a shared axis have, told by their names; undefined where none has a unit.
 *
 * Errors: BadOption where they differ.
 */
export function sharedUnit(operation: string, names: readonly string[]): UnitSuffix | undefined {
  const byUnit = new Map<UnitSuffix | undefined, string[]>();
  for (const name of names) byUnit.set(unitSuffix(name), [...(byUnit.get(unitSuffix(name)) ?? []), name]);
  if (byUnit.size <= 1) return [...byUnit.keys()][0];
  const groups = [...byUnit.values()];
  throw new EmError(
    "BadOption",
    `${operation}: ${groups.map((group) => group[0]).join(" and ")} differ in their unit`,
    {
      fix: `One axis shows one unit; choose, for example: y: ${JSON.stringify(groups[0])}.`,
    },
  );
}

/** The title of an axis that several values share: the words that their names begin with, or what the unit measures. */
export function sharedTitle(names: readonly string[], suffix: UnitSuffix | undefined): string {
  if (names.length === 1) return quantityTitle(names[0]!);
  const { quantity, symbol } = suffix ? units[suffix] : { quantity: "value", symbol: "" };
  const words = names.map((name) => wordsOf(suffix ? name.slice(0, -suffix.length) : name).split(" "));
  const differ = words[0]!.findIndex((word, i) => words.some((others) => others[i] !== word));
  const shared = words[0]!.slice(0, differ < 0 ? undefined : differ).join(" ");
  return `${shared || quantity}${symbol === "" ? "" : ` (${symbol})`}`;
}
