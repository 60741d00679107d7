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
import { quantityTitle } from "./quantityTitle.js";

/** Values of a grid, row after row, where they are no Micrograph: a map of strain, of dose, of a ratio. */
export interface MapGrid {
  /** heightPx x widthPx values; where one is not finite, the map has a hole. @unitless */
  readonly data: ArrayLike<number>;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelNm?: number;
  readonly title?: string;
}

/** How a map is plotted; every option may be left out. */
export interface MapPlotOptions {
  /** What the values are, with the unit as its ending: "strainPercent". Default: "value", or the intensity of an image. */
  readonly name?: string;
  /** "viridis" (default), "cividis", "magma", "inferno" or "grey". */
  readonly colourMap?: ColourMap;
  /** Per cent of the pixels below the darkest and below the brightest colour. Default [0.1, 99.9]. @unitless */
  readonly contrast?: readonly [number, number];
  readonly title?: string;
}

const defaults: Required<MapPlotOptions> = { name: "", colourMap: "viridis", contrast: [0.1, 99.9], title: "" };

const rules: OptionRules<Required<MapPlotOptions>> = {
  name: { kind: "text" },
  colourMap: { kind: "choice", of: colourMapNames },
  contrast: contrastRule,
  title: { kind: "text" },
};

const operation = "em.plot.map";

/** See Plot.map. */
export function mapPlot(source: Micrograph | MapGrid, options?: MapPlotOptions): PlotFigure {
  const settings = resolveOptions(operation, options, defaults, rules);
  const image = source instanceof Micrograph ? source : gridOf(source);
  const { colourMap } = settings;
  const contrast = percentileRange(image.data, ...settings.contrast);
  const valueTitle = settings.name ? quantityTitle(settings.name) : usualTitle(image);
  const title = settings.title || image.title || "map";
  const { traces, layout, scale } = imageLayer(image, { colourMap, contrast, valueTitle: plainText(valueTitle) });
  const size = `${image.widthPx} x ${image.heightPx} px`;
  const reach = `${short(contrast.low)} to ${short(contrast.high)}`;
  return new PlotFigure({
    data: traces,
    layout: { title: { text: plainText(title) }, ...layout },
    text: `${title}: ${valueTitle}, colours from ${reach}; ${size}, axes in ${scale.unit}`,
    still: () => renderPicture(image, { colourMap, contrast }),
  });
}

interface TitledGrid {
  readonly data: Float32Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelNm?: number | undefined;
  readonly title?: string | undefined;
  readonly isCounts?: boolean | undefined;
}

function gridOf(source: MapGrid): TitledGrid {
  const { data, widthPx, heightPx, pixelNm, title } = (source ?? {}) as Partial<MapGrid>;
  const isWhole = [widthPx, heightPx].every((n) => Number.isInteger(n) && n! > 0);
  if (!data || !isWhole || data.length !== widthPx! * heightPx!)
    throw new EmError("BadShape", `${operation}: ${data?.length} values do not make ${widthPx} x ${heightPx} px`, {
      fix: "Give a Micrograph, or { data, widthPx, heightPx } with widthPx x heightPx values.",
    });
  if (pixelNm !== undefined && !(pixelNm > 0 && Number.isFinite(pixelNm)))
    throw new EmError("BadOption", `${operation}: pixelNm is ${pixelNm} nm`, { fix: "pixelNm must be above 0 nm." });
  const values = data instanceof Float32Array ? data : Float32Array.from(data);
  return { data: values, widthPx: widthPx!, heightPx: heightPx!, pixelNm, title };
}

function usualTitle(image: TitledGrid): string {
  if (!(image instanceof Micrograph)) return "value";
  return image.isCounts ? "intensity (counts)" : "intensity (arbitrary units)";
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}
