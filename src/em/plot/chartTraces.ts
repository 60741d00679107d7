import type { Chart, ChartCurve } from "./chart.js";
import { curveColours, curveDashes } from "./plotColours.js";
import type { PlotPart } from "./plotFigure.js";

/** "counts over energy loss (eV)". */
export function axisTitles({ xTitle, yTitle }: Pick<Chart, "xTitle" | "yTitle">): string {
  return `${yTitle} over ${xTitle}`;
}

/** A curve as a plotly trace. Names are text: plotly reads tags in them, so that "<" is written as what it stands for. */
export function traceOf(curve: ChartCurve, index: number, { curves }: Chart): PlotPart {
  const color = curveColours[index % curveColours.length]!;
  const { x, y } = curve;
  const shared = { name: plainText(curve.name), showlegend: curves.length > 1, x, y };
  if (curve.mark === "bars")
    return { type: "bar", ...shared, width: curve.barWidth, marker: { color }, opacity: curves.length > 1 ? 0.65 : 1 };
  const mode = { line: "lines", points: "markers", both: "lines+markers" }[curve.mark];
  return {
    type: "scatter",
    mode,
    ...shared,
    connectgaps: false,
    line: { color, width: 1.6, dash: curveDashes[index % curveDashes.length]!.name },
    marker: { color, size: 5, symbol: ["circle", "square", "diamond", "x"][index % 4] },
  };
}

/** The layout of a chart: titles with units, no colours of paper or ink, which are the front end's. */
export function layoutOf({ title, xTitle, yTitle, yScale, curves }: Chart): PlotPart {
  const hasBars = curves.some(({ mark }) => mark === "bars");
  return {
    title: { text: plainText(title) },
    xaxis: { title: { text: plainText(xTitle) } },
    yaxis: { title: { text: plainText(yTitle) }, ...(yScale === "log" && { type: "log", exponentformat: "power" }) },
    colorway: curveColours,
    hovermode: "closest",
    ...(hasBars && { barmode: "overlay", bargap: 0 }),
  };
}

/** Text as plotly shows it letter by letter. */
export function plainText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
