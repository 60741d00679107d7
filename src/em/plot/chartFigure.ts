import type { Chart } from "./chart.js";
import { chartSvg } from "./chartSvg.js";
import { axisTitles, layoutOf, traceOf } from "./chartTraces.js";
import { PlotFigure } from "./plotFigure.js";

/** The figure of a chart: plotly for front ends that have it, else an SVG. */
export function chartFigure(chart: Chart): PlotFigure {
  return new PlotFigure({
    data: chart.curves.map((curve, i) => traceOf(curve, i, chart)),
    layout: layoutOf(chart),
    text: textOf(chart),
    still: () => ({ svg: chartSvg(chart) }),
  });
}

function textOf(chart: Chart): string {
  const lines = chart.curves.map((curve) => {
    const { x, y, name, whole } = curve;
    const drawn = whole > x.length ? ` (${x.length} drawn, extremes kept)` : "";
    const what = curve.mark === "bars" ? "bars" : "points";
    return `  ${name}: ${whole} ${what}${drawn}, ${reach(x)}; ${reach(y)}`;
  });
  return [`${chart.title}: ${axisTitles(chart)}`, ...lines, ...(chart.notes ?? []).map((note) => `  ${note}`)].join(
    "\n",
  );
}

function reach(values: readonly (number | null)[]): string {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const short = (value: number) => String(Number(value.toPrecision(5)));
  return high >= low ? `${short(low)} to ${short(high)}` : "no finite value";
}
