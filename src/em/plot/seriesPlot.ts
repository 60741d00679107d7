import { EmError } from "../../core/error.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import type { ChartCurve } from "./chart.js";
import { chartFigure } from "./chartFigure.js";
import type { PlotFigure } from "./plotFigure.js";
import { quantityTitle, sharedTitle, sharedUnit } from "./quantityTitle.js";
import { type SeriesSource, seriesColumns } from "./seriesColumns.js";
import { thinPoints } from "./thinPoints.js";

/** How columns are plotted over another; every option may be left out. */
export interface SeriesPlotOptions {
  /** The column that runs to the right. Default: the first that holds numbers. */
  readonly x?: string;
  /** The columns that run upwards, all in one unit. Default: all others that hold numbers. */
  readonly y?: string | readonly string[];
  /** Default "line". */
  readonly mark?: "line" | "points" | "both";
  /** Default "linear". */
  readonly yScale?: "linear" | "log";
  /** Default: told from the names. */
  readonly title?: string;
}

type Settings = Omit<Required<SeriesPlotOptions>, "y"> & { readonly y: string | readonly string[] };

const defaults: Settings = { x: "", y: [], mark: "line", yScale: "linear", title: "" };

const rules: OptionRules<Settings> = {
  x: { kind: "text" },
  y: {
    kind: "other",
    expects: "the name of a column or a list of names",
    accepts: (v) => typeof v === "string" || (Array.isArray(v) && v.every((name) => typeof name === "string")),
  },
  mark: { kind: "choice", of: ["line", "points", "both"] },
  yScale: { kind: "choice", of: ["linear", "log"] },
  title: { kind: "text" },
};

const operation = "em.plot.series";
const mostCurves = 50;

/** See Plot.series. */
export function seriesPlot(source: SeriesSource, options?: SeriesPlotOptions): PlotFigure {
  const settings = resolveOptions(operation, options, defaults, rules);
  const columns = seriesColumns(source);
  const usable = columns.names.filter((name) => columns.hasNumbers(name));
  const xName = settings.x || usable[0] || "";
  const x = xName ? columns.numbers(xName) : [];
  const wanted = typeof settings.y === "string" ? [settings.y] : settings.y;
  const yNames = wanted.length > 0 ? wanted : usable.filter((name) => name !== xName);
  if (yNames.length === 0 || yNames.length > mostCurves)
    throw new EmError("BadOption", `${operation} was given ${yNames.length} columns to draw over "${xName}"`, {
      fix: `Give 1 to ${mostCurves}, with y: ["…"]; one column over its numbers is em.plot.series({ frame, signal }).`,
    });
  const unit = sharedUnit(operation, yNames);
  return chartFigure({
    title: settings.title || `${yNames.length === 1 ? wordsOnly(yNames[0]!) : "series"} over ${wordsOnly(xName)}`,
    xTitle: quantityTitle(xName),
    yTitle: sharedTitle(yNames, unit),
    yScale: settings.yScale,
    curves: yNames.map((name): ChartCurve => {
      const y = columns.numbers(name);
      return { name: wordsOnly(name), mark: settings.mark, whole: y.length, ...thinPoints({ x, y }) };
    }),
  });
}

/** The words of a name without its unit. */
function wordsOnly(name: string): string {
  return quantityTitle(name).replace(/ \([^)]*\)$/, "");
}
