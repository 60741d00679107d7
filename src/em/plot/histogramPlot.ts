import { EmError } from "../../core/error.js";
import { Micrograph } from "../../core/micrograph.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import type { Series } from "../dataFrame.js";
import { chartFigure } from "./chartFigure.js";
import { histogramBins } from "./histogramBins.js";
import type { PlotFigure } from "./plotFigure.js";
import { quantityTitle } from "./quantityTitle.js";
import { shortNumber } from "./thinPoints.js";

/** What a histogram can be made of: numbers, a column of a table, or the pixels of an image. */
export type HistogramSource = ArrayLike<number> | Series | Micrograph;

/** How values are counted and shown; every option may be left out. */
export interface HistogramPlotOptions {
  /** What the values are, with the unit as its ending: "distanceNm". Default: "value", or the intensity of an image. */
  readonly name?: string;
  /** Number of bins. Default: as many as suit the values (Freedman and Diaconis). @unitless */
  readonly bins?: number;
  /** The least value that counts, in the units of the values. @unitless */
  readonly from?: number;
  /** The greatest value that counts, in the units of the values. @unitless */
  readonly to?: number;
  /** Default "linear". */
  readonly yScale?: "linear" | "log";
  readonly title?: string;
}

const defaults: Required<HistogramPlotOptions> = {
  name: "",
  bins: 0,
  from: -Infinity,
  to: Infinity,
  yScale: "linear",
  title: "",
};

const rules: OptionRules<Required<HistogramPlotOptions>> = {
  name: { kind: "text" },
  bins: { kind: "number", integer: true, min: 1, max: 1000 },
  from: { kind: "number" },
  to: { kind: "number" },
  yScale: { kind: "choice", of: ["linear", "log"] },
  title: { kind: "text" },
};

const operation = "em.plot.histogram";

/** See Plot.histogram. */
export function histogramPlot(source: HistogramSource, options?: HistogramPlotOptions): PlotFigure {
  const settings = resolveOptions(operation, options, defaults, rules);
  if (!(settings.from < settings.to))
    throw new EmError("BadOption", `${operation}: from is ${settings.from}, to is ${settings.to}`, {
      fix: "Give two values in rising order.",
    });
  const values = valuesOf(source);
  const { middles, numbers, width, counted, notFinite } = histogramBins(values, settings);
  const outside = values.length - counted - notFinite;
  const xTitle = settings.name ? quantityTitle(settings.name) : usualTitle(source);
  return chartFigure({
    title: settings.title || `${xTitle.replace(/ \([^)]*\)$/, "")} of ${counted} ${counted === 1 ? "value" : "values"}`,
    xTitle,
    yTitle: "number of values",
    yScale: settings.yScale,
    curves: [
      { name: "bins", mark: "bars", x: middles.map(shortNumber), y: numbers, barWidth: width, whole: middles.length },
    ],
    notes: [
      `${counted} values in bins ${shortNumber(width)} wide`,
      ...(outside > 0 ? [`${outside} values lie outside what is shown`] : []),
      ...(notFinite > 0 ? [`${notFinite} values are missing or not finite`] : []),
    ],
  });
}

function valuesOf(source: HistogramSource): ArrayLike<number> {
  if (source instanceof Micrograph) return source.data;
  const values: unknown =
    (source as Series | null)?.values instanceof Function ? source : ((source as Series | null)?.values ?? source);
  if (ArrayBuffer.isView(values) && !(values instanceof DataView)) return values as unknown as ArrayLike<number>;
  const odd = Array.isArray(values) ? values.findIndex((value) => typeof value !== "number" && value != null) : 0;
  if (odd >= 0)
    throw new EmError(
      "BadOption",
      `${operation} takes numbers${Array.isArray(values) ? `; value ${odd} is none` : ""}`,
      {
        fix: "Give an array of numbers, a column of a table, or a Micrograph.",
      },
    );
  return (values as unknown[]).map((value) => (typeof value === "number" ? value : Number.NaN));
}

function usualTitle(source: HistogramSource): string {
  if (!(source instanceof Micrograph)) return "value";
  return source.isCounts ? "intensity (counts)" : "intensity (arbitrary units)";
}
