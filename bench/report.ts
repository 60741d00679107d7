/** One timed job: what `npm run bench -- AREA --json` prints for every area. */
export interface BenchItem {
  readonly name: string;
  readonly emlabMs: number;
  /** Time of each peer by its name, ms; empty where there is none. */
  readonly peers: Readonly<Record<string, number>>;
  /** Our time over that of the best peer; null without peers. @unitless */
  readonly ratio: number | null;
}

export interface BenchReport {
  readonly area: string;
  readonly items: readonly BenchItem[];
}

/** An item from raw times: four figures are enough. */
export function benchItem(name: string, emlabMs: number, peers: Readonly<Record<string, number>>): BenchItem {
  const figures = (value: number) => Number(value.toPrecision(4));
  const rounded = Object.fromEntries(Object.entries(peers).map(([peer, ms]) => [peer, figures(ms)]));
  const best = Math.min(...Object.values(peers));
  return {
    name,
    emlabMs: figures(emlabMs),
    peers: rounded,
    ratio: Number.isFinite(best) ? figures(emlabMs / best) : null,
  };
}

/** The report as a table for people. */
export function benchTable({ items }: BenchReport): string {
  const names = [...new Set(items.flatMap((item) => Object.keys(item.peers)))];
  const ms = (value: number | undefined) => (value === undefined ? "" : value.toFixed(value < 10 ? 2 : 1));
  const rows = items.map(({ name, emlabMs, peers, ratio }) => {
    return [name, ms(emlabMs), ...names.map((peer) => ms(peers[peer])), ratio === null ? "" : ratio.toFixed(2)];
  });
  const head = ["job", "emlab ms", ...names.map((name) => `${name} ms`), "ratio"];
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ");
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
