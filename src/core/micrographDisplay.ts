import { type ColourMap, colourMapNames } from "../display/colourMaps.js";
import { percentileRange } from "../display/contrast.js";
import { displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import { overlayFigure } from "../display/overlayFigure.js";
import { formatLength } from "../display/scaleBar.js";
import type { Image } from "./image.js";
import type { ImageStats } from "./imageStats.js";
import { type Metadata, metadataRows } from "./metadata.js";
import { type OptionRules, resolveOptions } from "./options.js";

/** How a micrograph is shown. */
export interface ShowOptions {
  /** "grey" (default), "viridis", "magma", "inferno" or "cividis". */
  readonly colourMap?: ColourMap;
  /** Per cent of the pixels below the darkest and below the brightest shade. Default [0.1, 99.9]. @unitless */
  readonly contrast?: readonly [number, number];
  /** Shade = share ^ gamma: below 1 lifts the dark parts. Default 1. @unitless */
  readonly gamma?: number;
  /** Default true. */
  readonly scaleBar?: boolean;
}

const defaults: Required<ShowOptions> = { colourMap: "grey", contrast: [0.1, 99.9], gamma: 1, scaleBar: true };

const rules: OptionRules<ShowOptions> = {
  colourMap: { kind: "choice", of: colourMapNames },
  contrast: {
    kind: "other",
    expects: "two per cents in rising order, for example [0.1, 99.9]",
    accepts: (v) => Array.isArray(v) && v.length === 2 && v[0] >= 0 && v[1] <= 100 && v[0] < v[1],
  },
  gamma: { kind: "number", min: 0.05, max: 20 },
  scaleBar: { kind: "boolean" },
};

/** What the display needs to know of a micrograph. */
export interface Showable extends Image {
  readonly title: string;
  readonly metadata: Metadata;
  readonly notes: readonly string[];
  stats(): ImageStats;
}

/** A micrograph with the way it is to be shown. */
export class MicrographView {
  readonly #micrograph: Showable;
  readonly #options: Required<ShowOptions>;

  constructor(micrograph: Showable, options: ShowOptions) {
    this.#micrograph = micrograph;
    this.#options = resolveOptions<Required<ShowOptions>>("show", options, defaults, rules);
  }

  [displaySymbol](): MimeBundle {
    return displayMicrograph(this.#micrograph, this.#options);
  }
}

/** The picture of a micrograph with its scale bar, and its metadata as a folded table. */
export function displayMicrograph(micrograph: Showable, options: ShowOptions): MimeBundle {
  const { colourMap, contrast, gamma, scaleBar } = { ...defaults, ...options };
  const range = percentileRange(micrograph.data, contrast[0], contrast[1]);
  const rows = metadataRows(micrograph.metadata);
  return overlayFigure({
    image: micrograph,
    colourMap,
    contrast: range,
    gamma,
    scaleBar,
    title: micrograph.title,
    caption: [describeSize(micrograph), ...micrograph.notes],
    ...(rows.length > 0 && {
      table: { summary: `Metadata (${rows.length})`, header: ["name", "value", "from"], rows },
    }),
    text: `${micrograph.title}: ${describeSize(micrograph)}`,
  });
}

function describeSize(micrograph: Showable): string {
  const { widthPx, heightPx, pixelNm, isCounts } = micrograph;
  const stats = micrograph.stats();
  const unit = isCounts ? "electrons" : "values";
  const values =
    stats.nonFinite === widthPx * heightPx
      ? "no finite value"
      : `${unit} ${round(stats.min)} to ${round(stats.max)}, mean ${round(stats.mean)}`;
  const size =
    pixelNm === undefined
      ? "not calibrated"
      : `${formatLength(widthPx * pixelNm)} x ${formatLength(heightPx * pixelNm)}, ${formatLength(pixelNm)} per pixel`;
  return `${widthPx} x ${heightPx} px, ${size}; ${values}`;
}

function round(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? String(value) : String(Number(value.toPrecision(4)));
}
