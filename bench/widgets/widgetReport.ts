/** A figure that was measured. */
export interface WidgetItem {
  readonly name: string;
  readonly unit: "ms" | "1/s" | "";
  /** What was measured, by who it is of. @unitless */
  readonly values: Readonly<Record<string, number>>;
  /** What emlab must reach. */
  readonly limit?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Whether emlab is within the limit of a figure; undefined where there is none. */
export function isMet({ values, limit }: WidgetItem): boolean | undefined {
  const own = values["emlab"];
  if (limit === undefined || own === undefined) return undefined;
  return "atMost" in limit ? own <= limit.atMost : own >= limit.atLeast;
}

/** The figures as a table for people. */
export function widgetTable(items: readonly WidgetItem[]): string {
  const names = [...new Set(items.flatMap(({ values }) => Object.keys(values)))];
  const head = ["", "unit", ...names, "limit", ""];
  const rows = items.map((item) => [
    item.name,
    item.unit,
    ...names.map((name) => textOf(item.values[name])),
    limitText(item),
    isMet(item) === undefined ? "" : isMet(item) ? "met" : "NOT MET",
  ]);
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ");
  return [line(head), ...rows.map(line)].join("\n");
}

function textOf(value: number | undefined): string {
  return value === undefined ? "" : String(Number(value.toPrecision(3)));
}

function limitText({ limit }: WidgetItem): string {
  if (limit === undefined) return "";
  return "atMost" in limit ? `<= ${limit.atMost}` : `>= ${limit.atLeast}`;
}
