import { inspect } from "node:util";

/** A result in each format that a front end may choose from, by media type. */
export type Bundle = Readonly<Record<string, unknown>>;

/** The method by which a value shows itself; Deno's kernel set this protocol. */
export const displaySymbol: symbol = Symbol.for("Jupyter.display");

const inspectOptions = { depth: 3, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 };

/**
 * The formats of a value: its own where it has a display method, otherwise the text that Node's inspect gives. A promise
 * only where the display method gives one, so that everything else is shown in the order of the calls.
 */
export function bundleOf(value: unknown): Bundle | Promise<Bundle> {
  const show = displayMethod(value);
  if (!show) return { "text/plain": textOf(value) };
  const bundle: unknown = show.call(value);
  return bundle instanceof Promise ? bundle.then((late) => completed(late, value)) : completed(bundle, value);
}

function completed(bundle: unknown, value: unknown): Bundle {
  if (!bundle || typeof bundle !== "object") return { "text/plain": textOf(value) };
  return "text/plain" in bundle ? (bundle as Bundle) : { ...bundle, "text/plain": textOf(value) };
}

/** The text of a value, bounded in depth and length; a value whose own code fails at it is shown without that code. */
export function textOf(value: unknown): string {
  for (const customInspect of [true, false]) {
    try {
      return inspect(value, { ...inspectOptions, customInspect });
    } catch {
      // Tried again without the value's own method, then given up.
    }
  }
  return `[${typeof value} that cannot be shown]`;
}

function displayMethod(value: unknown): ((this: unknown) => unknown) | undefined {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return undefined;
  const method = (value as Record<symbol, unknown>)[displaySymbol];
  return typeof method === "function" ? (method as (this: unknown) => unknown) : undefined;
}

/** JSON of what a cell shows; what JSON cannot hold becomes text instead of an error. */
export function toJson(content: unknown): string {
  return JSON.stringify(content, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}
