import type { Samples } from "./kernelReport.js";

interface OpenSample {
  readonly values: number[];
  failure?: string | undefined;
}

/** The figures of all rounds, by item and kernel, in the order in which they came. */
export class SampleTable {
  readonly #items = new Map<string, Map<string, OpenSample>>();

  get items(): string[] {
    return [...this.#items.keys()];
  }

  of(item: string): Samples {
    return Object.fromEntries(this.#items.get(item) ?? []);
  }

  /** Adds the figures that a measure gives; what it does not give counts as failed, and so does all when it throws. */
  async collect(
    peer: string,
    items: readonly string[],
    take: () => Promise<Readonly<Record<string, number | undefined>>>,
  ): Promise<void> {
    let figures: Readonly<Record<string, number | undefined>>;
    try {
      figures = await take();
    } catch (error) {
      this.fail(peer, items, error);
      return;
    }
    for (const item of items) {
      const value = figures[item];
      if (value === undefined || Number.isNaN(value)) this.fail(peer, [item], "nothing was found");
      else this.#sample(item, peer).values.push(value);
    }
  }

  fail(peer: string, items: readonly string[], error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    for (const item of items) this.#sample(item, peer).failure ??= text.replace(/\n.*|; its errors: .*/s, "");
  }

  #sample(item: string, peer: string): OpenSample {
    const row = this.#items.get(item) ?? new Map<string, OpenSample>();
    this.#items.set(item, row);
    const sample = row.get(peer) ?? { values: [] };
    row.set(peer, sample);
    return sample;
  }
}
