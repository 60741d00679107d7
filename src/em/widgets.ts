import type { Micrograph } from "../core/micrograph.js";
import { type OptionRules, resolveOptions } from "../core/options.js";
import { type ColourMap, colourMapNames } from "../display/colourMaps.js";
import { percentileRange } from "../display/contrast.js";
import { ImageWidget } from "../widgets/image/imageWidget.js";
import { sessionSignal, widgetHost } from "./session.js";

/** How an image widget shows its image at first; a person can change all of it. */
export interface ImageWidgetOptions {
  /** "grey" (default), "viridis", "magma", "inferno" or "cividis". */
  readonly colourMap?: ColourMap;
  /** Per cent of the pixels below the darkest and below the brightest shade. Default [0.1, 99.9]. @unitless */
  readonly contrast?: readonly [number, number];
  /** Shade = share ^ gamma: below 1 lifts the dark parts. Default 1. @unitless */
  readonly gamma?: number;
}

const defaults: Required<ImageWidgetOptions> = { colourMap: "grey", contrast: [0.1, 99.9], gamma: 1 };

const rules: OptionRules<ImageWidgetOptions> = {
  colourMap: { kind: "choice", of: colourMapNames },
  contrast: {
    kind: "other",
    expects: "two per cents in rising order, for example [0.1, 99.9]",
    accepts: (v) => Array.isArray(v) && v.length === 2 && v[0] >= 0 && v[1] <= 100 && v[0] < v[1],
  },
  gamma: { kind: "number", min: 0.05, max: 20 },
};

/** What people work with by hand in a notebook; each has a still picture beside it for saved notebooks. */
export interface Widgets {
  /**
   * A micrograph to move in: drag to pan, wheel to zoom, hover to read values, with a scale bar, contrast, gamma and colour maps.
   *
   * By keyboard: the arrows pan, + and - zoom, 0 fits, 1 shows one pixel of the image as one of the screen. The widget's own
   * methods are look, current, changed, onChange, snapshot and close.
   * Errors: BadOption for an unknown option or colour map; BadShape for an image that is too large to show.
   * Cost: the pixels travel once to the browser, 1, 2 or 4 bytes each; they stay in memory until close().
   *
   * @param micrograph sides of up to 32 768 px, and at most 1 GB of pixels
   * @param options colourMap ("grey"), contrast ([0.1, 99.9] %), gamma (1)
   * @example
   * em.widgets.image(haadf, { colourMap: "magma", gamma: 0.8 })
   */
  image(micrograph: Micrograph, options?: ImageWidgetOptions): ImageWidget;
}

/** The widgets, of this process. */
export const widgets: Widgets = Object.freeze({
  image(micrograph: Micrograph, options?: ImageWidgetOptions) {
    const { colourMap, contrast, gamma } = resolveOptions<Required<ImageWidgetOptions>>(
      "em.widgets.image",
      options,
      defaults,
      rules,
    );
    const { low, high } = percentileRange(micrograph.data, contrast[0], contrast[1]);
    const session = { host: widgetHost(), signal: sessionSignal };
    return new ImageWidget(micrograph, { colourMap, low, high, gamma }, session);
  },
});
