import { inspect, types } from "node:util";
import { renewBudget } from "./output/binarySummary.js";
import { boundedView } from "./output/boundedView.js";
import { grouped } from "./output/numberText.js";
import { recordTable } from "./output/recordTable.js";
import { longestShown, mostItems, shownDepth } from "./output/room.js";

/** A result in each format that a front end may choose from, by media type. */
export type Bundle = Readonly<Record<string, unknown>>;

/** The method by which a value shows itself; Deno's kernel set this protocol. */
export const displaySymbol: symbol = Symbol.for("Jupyter.display");

/** How Node's inspect writes the values of cells; objects with very many keys need boundedView before it. */
export const inspectOptions = { maxArrayLength: mostItems, maxStringLength: longestShown };
const resultOptions = { ...inspectOptions, depth: shownDepth, breakLength: 100 };
/** Nothing that one value shows as text is longer (characters): objects that write themselves can be. */
const longestText = 100_000;

/**
 * The formats of a value: its own where it has a display method, a table for an array of plain objects, otherwise text. A
 * promise only where the display method gives one, so that everything else is shown in the order of the calls.
 *
 * @param errorText how an error that is a value is written
 */
export function bundleOf(value: unknown, errorText: (error: Error) => string = textOf): Bundle | Promise<Bundle> {
  const show = displayMethod(value);
  if (!show) return ownBundle(value, errorText);
  const bundle: unknown = show.call(value);
  return bundle instanceof Promise ? bundle.then((late) => completed(late, value)) : completed(bundle, value);
}

function ownBundle(value: unknown, errorText: (error: Error) => string): Bundle {
  if (types.isNativeError(value)) return { "text/plain": errorText(value) };
  const table = recordTable(value);
  return table ? { "text/html": table.html, "text/plain": table.text } : { "text/plain": textOf(value) };
}

function completed(bundle: unknown, value: unknown): Bundle {
  if (!bundle || typeof bundle !== "object") return { "text/plain": textOf(value) };
  const formats = Object.entries(bundle).map(([type, content]) => [type, transmissible(content)] as const);
  const shown: Bundle = Object.fromEntries(formats);
  return "text/plain" in shown ? shown : { ...shown, "text/plain": textOf(value) };
}

/** The bytes of a picture travel as base64. */
function transmissible(content: unknown): unknown {
  if (!types.isUint8Array(content)) return content;
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString("base64");
}

/** The text of a value, bounded in depth and length; a value whose own code fails at it is shown without that code. */
export function textOf(value: unknown): string {
  renewBudget();
  for (const customInspect of [true, false]) {
    try {
      return shortened(inspect(boundedView(value), { ...resultOptions, customInspect }));
    } catch {
      // Tried again without the value's own method, then given up.
    }
  }
  return `[${typeof value} that cannot be shown]`;
}

function shortened(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}\n... ${grouped(text.length - longestText)} more characters`;
}

function displayMethod(value: unknown): ((this: unknown) => unknown) | undefined {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return undefined;
  try {
    const method = (value as Record<symbol, unknown>)[displaySymbol];
    return typeof method === "function" ? (method as (this: unknown) => unknown) : undefined;
  } catch {
    // A proxy that refuses: its text is shown instead.
    return undefined;
  }
}

/** JSON of what a cell shows: typed arrays, maps and sets as what they hold; what JSON cannot hold becomes text instead of an error. */
export function toJson(content: unknown): string {
  return JSON.stringify(content, (_, value: unknown) => {
    if (typeof value === "bigint") return String(value);
    if (value === null || typeof value !== "object") return value;
    if (types.isTypedArray(value) || types.isSet(value)) return Array.from(value as Iterable<unknown>);
    return types.isMap(value) ? Object.fromEntries(value) : value;
  });
}
