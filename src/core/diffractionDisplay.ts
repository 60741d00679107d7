import { type ColourMap, colourMapNames } from "../display/colourMaps.js";
import { displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import { overlayFigure } from "../display/overlayFigure.js";
import { roundDown125, type ScaleBar } from "../display/scaleBar.js";
import { imageStats } from "./imageStats.js";
import { type Metadata, metadataRows } from "./metadata.js";
import { type OptionRules, resolveOptions } from "./options.js";

/** How a diffraction pattern is shown. */
export interface PatternShowOptions {
  /** "log" (default), "power" (with gamma) or "linear". */
  readonly scale?: "log" | "power" | "linear";
  /** Exponent of the scale "power". Default 0.3. @unitless */
  readonly gamma?: number;
  /** "mrad" (default) or "perNm", which needs the voltage. */
  readonly bar?: "mrad" | "perNm";
  /** Default "inferno". */
  readonly colourMap?: ColourMap;
}

const defaults: Required<PatternShowOptions> = { scale: "log", gamma: 0.3, bar: "mrad", colourMap: "inferno" };

const rules: OptionRules<PatternShowOptions> = {
  scale: { kind: "choice", of: ["log", "power", "linear"] },
  gamma: { kind: "number", min: 0.05, max: 5 },
  bar: { kind: "choice", of: ["mrad", "perNm"] },
  colourMap: { kind: "choice", of: colourMapNames },
};

/** What the display needs to know of a pattern. */
export interface ShowablePattern {
  /** @unitless */
  readonly data: Float32Array;
  readonly sizePx: number;
  readonly pixelMrad: number | undefined;
  readonly pixelPerNm: number | undefined;
  readonly accelKv: number | undefined;
  readonly isCounts: boolean | undefined;
  readonly title: string;
  readonly metadata: Metadata;
  readonly notes: readonly string[];
}

/** A pattern with the way it is to be shown. */
export class PatternView {
  readonly #pattern: ShowablePattern;
  readonly #options: Required<PatternShowOptions>;

  constructor(pattern: ShowablePattern, options: PatternShowOptions) {
    this.#pattern = pattern;
    this.#options = resolveOptions<Required<PatternShowOptions>>("show", options, defaults, rules);
  }

  [displaySymbol](): MimeBundle {
    return displayPattern(this.#pattern, this.#options);
  }
}

/** The picture of a pattern with its scale bar, and its metadata as a folded table. */
export function displayPattern(pattern: ShowablePattern, options: PatternShowOptions): MimeBundle {
  const { scale, gamma, bar, colourMap } = { ...defaults, ...options };
  const { sizePx, title, notes } = pattern;
  const size = describePattern(pattern);
  const rows = metadataRows(pattern.metadata);
  return overlayFigure({
    image: { data: scaledValues(pattern.data, scale, gamma), widthPx: sizePx, heightPx: sizePx },
    colourMap,
    scaleBar: patternBar(pattern, bar) ?? true,
    title,
    caption: [size, ...notes],
    ...(rows.length > 0 && {
      table: { summary: `Metadata (${rows.length})`, header: ["name", "value", "from"], rows },
    }),
    text: `${title}: ${size}`,
  });
}

/** A bar of 1, 2 or 5 mrad or 1/nm times a power of ten, at most a quarter of the width; undefined when it is not calibrated. */
function patternBar({ sizePx, pixelMrad, pixelPerNm }: ShowablePattern, unit: "mrad" | "perNm"): ScaleBar | undefined {
  const perPixel = unit === "mrad" ? pixelMrad : pixelPerNm;
  if (perPixel === undefined) return undefined;
  const length = roundDown125((sizePx * perPixel) / 4);
  return { lengthPx: length / perPixel, label: `${length} ${unit === "mrad" ? "mrad" : "1/nm"}` };
}

/** What is not positive has no logarithm and no root: it is shown as dark as zero. */
function scaledValues(data: Float32Array, scale: PatternShowOptions["scale"], gamma: number): Float32Array {
  if (scale === "linear") return data;
  if (scale === "power") return data.map((value) => Math.max(0, value) ** gamma);
  // The unit of the logarithm: one electron, or for other values a ten-thousandth of the brightest.
  const { max, wholeNumbers } = imageStats(data);
  const unit = wholeNumbers || !(max > 0) ? 1 : max * 1e-4;
  return data.map((value) => Math.log1p(Math.max(0, value) / unit));
}

function describePattern({ data, sizePx, pixelMrad, accelKv, isCounts }: ShowablePattern): string {
  const { sum, max, nonFinite } = imageStats(data);
  const angle = pixelMrad === undefined ? "not calibrated" : `${round(pixelMrad)} mrad per pixel`;
  const voltage = accelKv === undefined ? "" : `, ${accelKv} kV`;
  const values =
    nonFinite === data.length
      ? "no finite value"
      : `${isCounts ? "electrons" : "values"}: ${round(sum)} in all, at most ${round(max)}`;
  return `${sizePx} x ${sizePx} px, ${angle}${voltage}; ${values}`;
}

function round(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? String(value) : String(Number(value.toPrecision(4)));
}
