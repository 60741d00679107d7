import { median } from "../timing.js";
import { type LimitResult, limitsOf, resultOf } from "./kernelLimits.js";

/** The figures of one kernel for one item: one for each round, or why there is none. */
export interface Sample {
  readonly values: readonly number[];
  readonly failure?: string | undefined;
}

/** One row of the report. */
export interface KernelItem {
  readonly name: string;
  readonly unit: string;
  /** The median of the rounds; null where the kernel has none. */
  readonly medians: Readonly<Record<string, number | null>>;
  /** Every round, so that the spread can be seen. */
  readonly rounds: Readonly<Record<string, readonly number[]>>;
  readonly failures: Readonly<Record<string, string>>;
  /** Our median over the best of the others. @unitless */
  readonly ratio: number | null;
  readonly limits: readonly LimitResult[];
}

/** The samples of all kernels for one item, ours under "emlab". */
export type Samples = Readonly<Record<string, Sample>>;

/** What an item is measured in. */
export function unitOf(name: string): string {
  if (name.startsWith("RSS after")) return "MB";
  if (name.startsWith("RSS growth")) return "MB/1000";
  if (name.endsWith("received")) return "lines";
  if (name === "results lost") return "cells";
  return name.includes(" / ") ? "ratio" : "ms";
}

/** The row of an item: medians, the ratio to the best other kernel, and whether the limits of the item hold. */
export function kernelItem(name: string, samples: Samples): KernelItem {
  const entries = Object.entries(samples);
  const medians = Object.fromEntries(entries.map(([peer, { values }]) => [peer, medianOrNull(values)]));
  const failures = entries.flatMap(([peer, { failure }]) => (failure === undefined ? [] : [[peer, failure]]));
  const { emlab = null, "emlab-tslab": _sameKernel, ...others } = medians;
  const found = Object.values(others).filter((value) => value !== null);
  const best = name.endsWith("received") ? Math.max(...found) : Math.min(...found);
  return {
    name,
    unit: unitOf(name),
    medians,
    rounds: Object.fromEntries(entries.map(([peer, { values }]) => [peer, values.map(rounded)])),
    failures: Object.fromEntries(failures) as Record<string, string>,
    ratio: emlab === null || found.length === 0 ? null : ratioOf(emlab, best),
    limits: limitsOf(name).map((limit) => resultOf(limit, medians)),
  };
}

function ratioOf(ours: number, best: number): number | null {
  return best === 0 ? null : rounded(ours / best);
}

function medianOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : rounded(median(values));
}

/** Four figures are enough. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** The rows as a table for people: a column for each kernel, the ratio, the limit and whether it holds. */
export function kernelTable(items: readonly KernelItem[], peers: readonly string[]): string {
  const head = ["item", "unit", ...peers, "ratio", "limit", "is", "holds"];
  const rows = items.flatMap((item) => rowsOf(item, peers));
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]!.length)));
  const isLeft = (i: number) => i < 2 || i === head.length - 3 || i === head.length - 1;
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (isLeft(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

function rowsOf(item: KernelItem, peers: readonly string[]): string[][] {
  const figures = peers.map((peer) => (peer in item.failures ? "fails" : figure(item.medians[peer])));
  const first = [item.name, item.unit, ...figures, figure(item.ratio)];
  const results = item.limits.map(({ text, is, holds }) => [text, figure(is), holds === null ? "?" : holdsWord(holds)]);
  const [one = ["", "", ""], ...more] = results;
  return [[...first, ...one], ...more.map((result) => [...first.map(() => ""), ...result])];
}

function holdsWord(holds: boolean): string {
  return holds ? "yes" : "NO";
}

function figure(value: number | null | undefined): string {
  if (value === null || value === undefined) return "";
  const size = Math.abs(value);
  return value.toFixed(size >= 1000 || Number.isInteger(value) ? 0 : size < 10 ? 2 : 1);
}
