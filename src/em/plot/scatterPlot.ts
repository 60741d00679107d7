import { EmError } from "../../core/error.js";
import { Micrograph } from "../../core/micrograph.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import { type ColourMap, colourMapNames } from "../../display/colourMaps.js";
import { percentileRange } from "../../display/contrast.js";
import { renderPicture } from "../../display/renderPicture.js";
import { plainText } from "./chartTraces.js";
import { contrastRule } from "./contrastOption.js";
import { imageLayer } from "./imageLayer.js";
import { PlotFigure } from "./plotFigure.js";
import { type CheckedPoints, checkedPoints, type PointSet } from "./pointSets.js";
import { pointOverlays, pointTrace } from "./pointTraces.js";

/** How points are plotted over an image; every option may be left out. */
export interface ScatterPlotOptions {
  /** Colours of the image. Default "grey". */
  readonly colourMap?: ColourMap;
  /** Per cent of the pixels below the darkest and below the brightest shade. Default [0.1, 99.9]. @unitless */
  readonly contrast?: readonly [number, number];
  /** Width of a mark on the screen. Default 8. */
  readonly markPx?: number;
  /** What the values of the points are, with the unit as its ending: "shiftPm". Default "value". */
  readonly valueName?: string;
  /** Colours of the values. Default "viridis". */
  readonly valueColours?: ColourMap;
  /** Default: that of the image. */
  readonly title?: string;
}

const defaults: Required<ScatterPlotOptions> = {
  colourMap: "grey",
  contrast: [0.1, 99.9],
  markPx: 8,
  valueName: "value",
  valueColours: "viridis",
  title: "",
};

const rules: OptionRules<Required<ScatterPlotOptions>> = {
  colourMap: { kind: "choice", of: colourMapNames },
  contrast: contrastRule,
  markPx: { kind: "number", min: 1, max: 60, unit: "px" },
  valueName: { kind: "text" },
  valueColours: { kind: "choice", of: colourMapNames },
  title: { kind: "text" },
};

const operation = "em.plot.scatterOnImage";

/** See Plot.scatterOnImage. */
export function scatterPlot(
  micrograph: Micrograph,
  points: PointSet | readonly PointSet[],
  options?: ScatterPlotOptions,
): PlotFigure {
  const settings = resolveOptions(operation, options, defaults, rules);
  if (!(micrograph instanceof Micrograph))
    throw new EmError("BadOption", `${operation} takes a Micrograph first`, { fix: "Give what em.open gives." });
  const sets = checkedPoints(operation, points);
  const { colourMap } = settings;
  const contrast = percentileRange(micrograph.data, ...settings.contrast);
  const layer = imageLayer(micrograph, { colourMap, contrast });
  const title = settings.title || micrograph.title;
  const look = { ...settings, scale: layer.scale };
  return new PlotFigure({
    data: [...layer.traces, ...sets.map((set, i) => pointTrace(set, i, look))],
    layout: {
      title: { text: plainText(title) },
      ...layer.layout,
      showlegend: sets.length > 1,
      legend: { orientation: "h", y: -0.16 },
    },
    text: [`${title}: ${micrograph.widthPx} x ${micrograph.heightPx} px`, ...sets.map(setLine)].join("\n"),
    still: () =>
      renderPicture(micrograph, {
        colourMap,
        contrast,
        overlays: sets.flatMap((set, i) => pointOverlays(set, i, look)),
      }),
  });
}

function setLine({ name, xPx, whole }: CheckedPoints): string {
  return `  ${name}: ${whole} ${whole === 1 ? "point" : "points"}${whole > xPx.length ? ` (${xPx.length} drawn)` : ""}`;
}
