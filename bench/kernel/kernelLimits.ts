/** What our figure must not exceed: a number, or a multiple of the figure of another kernel. */
export type Limit =
  | { readonly most: number }
  | { readonly least: number }
  | { readonly factor: number; readonly of: string };

/** A limit, the value that is compared with it, and whether it holds; null where a figure is missing. */
export interface LimitResult {
  readonly text: string;
  /** Our figure, or its ratio to that of the other kernel. @unitless */
  readonly is: number | null;
  readonly holds: boolean | null;
}

/** What our kernel must show, by item. */
const limits: Readonly<Record<string, readonly Limit[]>> = {
  "start to kernel_info": [{ factor: 0.5, of: "ipykernel" }],
  "launch to first 1+1": [{ factor: 1, of: "ipykernel" }],
  "RSS after the first cell": [{ most: 200 }],
  "1+1": [
    { factor: 0.3, of: "ipykernel" },
    { factor: 1, of: "tslab" },
  ],
  "typed cell 20": [{ factor: 0.5, of: "tslab" }],
  "typed cell 200 / 20": [{ most: 1.2 }],
  "completion at cell 200": [{ most: 10 }],
  "10^4 lines: received": [{ least: 10_000 }],
  "10^4 lines: time": [{ most: 500 }],
  "results lost": [{ most: 0 }],
  "interrupt of while(true)": [{ most: 1000 }],
  "RSS growth": [{ most: 1 }],
};

/** The limits of an item: none for an item that is only looked at. */
export function limitsOf(item: string): readonly Limit[] {
  return limits[item.replace(/ over \d+ cells$/, "")] ?? [];
}

/** Compares the medians of an item with a limit. */
export function resultOf(limit: Limit, medians: Readonly<Record<string, number | null>>): LimitResult {
  const ours = medians["emlab"] ?? null;
  if ("most" in limit) {
    return { text: `<= ${limit.most}`, is: ours, holds: ours === null ? false : ours <= limit.most };
  }
  if ("least" in limit) {
    return { text: `>= ${limit.least}`, is: ours, holds: ours === null ? false : ours >= limit.least };
  }
  const text = `<= ${limit.factor} x ${limit.of}`;
  const theirs = medians[limit.of] ?? null;
  if (ours === null) return { text, is: null, holds: false };
  if (theirs === null) return { text, is: null, holds: null };
  const is = Number((ours / theirs).toPrecision(4));
  return { text, is, holds: is <= limit.factor };
}
