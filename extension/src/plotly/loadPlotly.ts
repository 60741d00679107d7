import type { Figure, Part } from "./checkFigure.js";

/** What is used of plotly.js. */
export interface Plotly {
  react(node: HTMLElement, figure: Figure): Promise<unknown>;
  relayout(node: HTMLElement, changes: Part): Promise<unknown>;
  purge(node: HTMLElement): void;
  readonly Plots: { resize(node: HTMLElement): Promise<unknown> };
}

let loading: Promise<Plotly> | undefined;

/**
 * Gives plotly.js, which is fetched (4.8 MB, a chunk of its own) when the first figure of a page is drawn.
 *
 * A load that failed is tried again by the next figure.
 */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import("plotly.js-dist-min").then(
    (module) => ((module as { default?: unknown }).default ?? module) as Plotly,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
