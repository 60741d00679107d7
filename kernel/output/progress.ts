import { EmError } from "../../src/core/error.js";
import { nameOfKind } from "./mediaFormats.js";
import type { BarOptions, ProgressBar } from "./progressBar.js";
import type { ProgressBars } from "./progressBars.js";
import { iterateAsyncWithBar, iterateWithBar } from "./progressIteration.js";

/** The `progress` of cells: a bar around an iterable, or one that is moved by hand. */
export function progressGlobal(bars: ProgressBars) {
  return (what: unknown, options: BarOptions = {}): unknown => {
    const checked = checkedOptions(options);
    if (typeof what === "number") return bars.open({ ...checked, total: checkedTotal(what) });
    const open = (): ProgressBar => bars.open({ ...checked, total: checked.total ?? lengthOf(what) });
    if (has(what, Symbol.asyncIterator)) return iterateAsyncWithBar(what as AsyncIterable<unknown>, open);
    if (has(what, Symbol.iterator) && typeof what !== "string") return iterateWithBar(what as Iterable<unknown>, open);
    throw new EmError("BadOption", `progress was given ${nameOfKind(what)}`, {
      fix: 'Give what a loop can go over, for (const x of progress(list)), or a number of steps, const bar = progress(100). A label is an option: { label: "fitting" }.',
    });
  };
}

function has(value: unknown, method: symbol): boolean {
  return typeof (value as Record<symbol, unknown> | null | undefined)?.[method] === "function";
}

/** The number of items where the iterable tells it. */
function lengthOf(items: unknown): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  const count = length ?? size;
  return typeof count === "number" && count >= 0 ? count : undefined;
}

/** Infinity stands for a number of steps that is not known. */
function checkedTotal(total: unknown): number | undefined {
  if (total === Infinity || total === undefined) return undefined;
  if (typeof total === "number" && total >= 0) return total;
  const found = typeof total === "number" ? String(total) : nameOfKind(total);
  throw new EmError("BadOption", `the total of a progress bar is ${found}`, {
    fix: "Give a number of steps of at least 0, or Infinity where it is not known.",
  });
}

function checkedOptions(options: unknown): BarOptions {
  if (options === null || typeof options !== "object") {
    throw new EmError("BadOption", `the options of progress are ${nameOfKind(options)}`, {
      fix: 'Give an object: progress(list, { label: "fitting", unit: "frames" }).',
    });
  }
  const { label, unit, total } = options as Readonly<Record<string, unknown>>;
  const text = (value: unknown) => (value === undefined ? "" : String(value).replace(/\s+/g, " ").slice(0, 200));
  return { label: text(label), unit: text(unit), total: checkedTotal(total) };
}
