import type { PlainPoints } from "./thinPoints.js";

/** What is drawn at the points of one curve. */
export type Mark = "line" | "points" | "both" | "bars";

/** One curve of a chart. */
export interface ChartCurve extends PlainPoints {
  readonly name: string;
  readonly mark: Mark;
  /** Width of a bar in the units of the x axis. @unitless */
  readonly barWidth?: number;
  /** How many points there were before they were thinned. @unitless */
  readonly whole: number;
}

/** Curves over two axes, with their words. */
export interface Chart {
  readonly title: string;
  /** With the unit: "energy loss (eV)". */
  readonly xTitle: string;
  readonly yTitle: string;
  readonly yScale: "linear" | "log";
  readonly curves: readonly ChartCurve[];
  /** Further lines for the text. */
  readonly notes?: readonly string[];
}
