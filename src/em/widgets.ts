import { EmError } from "../core/error.js";
import type { Micrograph } from "../core/micrograph.js";
import { type OptionRules, resolveOptions } from "../core/options.js";
import { type ColourMap, colourMapNames } from "../display/colourMaps.js";
import { percentileRange } from "../display/contrast.js";
import type { TiltMapModel } from "../messages/tiltMap/tiltMapModel.js";
import { ImageWidget } from "../widgets/image/imageWidget.js";
import { LiveWidget } from "../widgets/live/liveWidget.js";
import { LiveMontageWidget } from "../widgets/liveMontage/liveMontageWidget.js";
import type { MontageRun } from "../widgets/liveMontage/montageRun.js";
import type { MoveStage } from "../widgets/liveMontage/moveToPlace.js";
import type { Segment } from "../widgets/supportSet/segment.js";
import { firstAnnotation, SupportSetWidget } from "../widgets/supportSet/supportSetWidget.js";
import { TiltMapWidget } from "../widgets/tiltMap/tiltMapWidget.js";
import { fewShotSegment } from "./fewShotSegment.js";
import { connected } from "./instrument/connection.js";
import { tiltStage } from "./instrument/tiltStage.js";
import { liveStill, thinnedRange } from "./liveFrames.js";
import { type LiveMontageOptions, liveMontageOptions } from "./liveMontageOptions.js";
import { liveMontageStill } from "./liveMontageStill.js";
import { sessionSignal, widgetHost } from "./session.js";
import { supportSetStill } from "./supportSetStill.js";
import { tiltMapStill, tiltsOfSeries } from "./tiltMapStill.js";

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

/** How a live view begins; a person can change the look. */
export interface LiveWidgetOptions extends Pick<ImageWidgetOptions, "colourMap" | "gamma"> {
  /** Shown above the frames. Default "live". */
  readonly title?: string;
}

const liveDefaults: Required<LiveWidgetOptions> = { title: "live", colourMap: "grey", gamma: 1 };

const liveRules: OptionRules<LiveWidgetOptions> = {
  title: { kind: "other", expects: "a text", accepts: (v) => typeof v === "string" && v.length <= 1000 },
  ...{ colourMap: rules.colourMap, gamma: rules.gamma },
};

/** How a support set begins. */
export interface SupportSetOptions {
  /** Side of a chip; chips may be made rectangular afterwards. Default: a sixteenth of the shorter side of the image, at least 16. */
  readonly chipPx?: number;
  /** The names of the first classes. Default ["class 1", "class 2"]. */
  readonly classes?: readonly string[];
  /** Segments the image from the examples. Default: shrunk discriminant analysis of textures and brightness of the chips. */
  readonly segment?: Segment;
}

const supportSetRules: OptionRules<Required<SupportSetOptions>> = {
  chipPx: { kind: "number", min: 4, max: 32_768, integer: true, unit: "px" },
  classes: {
    kind: "other",
    expects: 'names of classes, for example ["film", "substrate"]',
    accepts: (v) => Array.isArray(v) && v.every((name) => typeof name === "string"),
  },
  segment: { kind: "other", expects: "a function", accepts: (v) => typeof v === "function" },
};

/** What people work with by hand in a notebook; each has a still picture beside it for saved notebooks. */
export interface Widgets {
  /**
   * A micrograph to move in: drag to pan, wheel to zoom, hover to read values, with a scale bar, contrast, gamma and colour maps; saved as PNG or SVG.
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

  /**
   * Frames as they come from the instrument: drag, zoom and read values while the next one is taken. Show it first, then let it follow.
   *
   * The pages say what they have drawn: one that is slow sees fewer frames and always the last. Frames that are larger than the view are
   * sent at a whole fraction of their size, unless "full size" is ticked. The contrast follows the frames until somebody sets it.
   * By keyboard as for image. The widget's own methods are show, follow, stop, last, look, current, onChange, snapshot and close.
   * Errors: BadOption for an unknown option or colour map.
   * Cost: 1, 2 or 4 bytes for each pixel and frame; some 40 frames of 1024 x 1024 px in a second.
   *
   * @param options title ("live"), colourMap ("grey"), gamma (1)
   * @example
   * const view = em.widgets.live({ colourMap: "magma" });
   * display(view);
   * await view.follow(em.acquire.live({ sizePx: 64 }), { frames: 3 });
   */
  live(options?: LiveWidgetOptions): LiveWidget;

  /**
   * The chips of a micrograph, to pick a few examples of each class and to segment the whole image from them.
   *
   * Click a chip to add it to the class that is chosen, again to take it away; drag to paint; right-click to ignore it. By keyboard: the arrows
   * move over the chips, space picks, 1 to 9 choose a class, i ignores, u undoes and r does again. The widget's own methods are
   * current, set, changed, onChange, undo, redo, segment, segmentation, toJson, load, toCsv, snapshot and close.
   * Errors: BadOption for an unknown option or a chip size out of range; BadShape for an image that is too large to show.
   * Cost: the pixels travel once to the browser; a segmentation by default takes about 1.5 s for 4096 x 4096 px, on a compute worker.
   *
   * @param micrograph sides from 4 to 32 768 px
   * @param options chipPx (a sixteenth of the shorter side), classes (["class 1", "class 2"]), segment (nearest mean example)
   * @example
   * em.widgets.supportSet(haadf, { chipPx: 48, classes: ["film", "substrate"] })
   */
  supportSet(micrograph: Micrograph, options?: SupportSetOptions): SupportSetWidget;

  /**
   * A map of the tilts of a double-tilt holder: the zone axes and bands of crystals, what the holder reaches, boundaries, and where the stage is.
   *
   * A click plans a tilt, and moves nothing; Go, a button of its own, tilts the stage of the connected instrument along the shortest way, through
   * the same checks as em.stage. By keyboard: arrows move the cursor by 1° (Shift: 0.1°), Tab goes to the next zone, Enter plans, G and then
   * Enter goes, Escape aborts. The widget's own methods are current, planned, map, readings, series, value, plan, set, changed, onChange,
   * snapshot and close.
   * Errors: BadOption unless it is a map that em.carto.map has made. Cost: the map travels once; while it is shown the stage is read once a second.
   *
   * @param map up to 20 grains with up to 2000 zones and 500 bands each
   * @example
   * const readings = [{ zone: "[110]", alphaDeg: -6.1, betaDeg: -7.9 }, { zone: "[121]", alphaDeg: 17.4, betaDeg: -26.8 }];
   * em.widgets.tiltMap(em.carto.map({ title: "One grain", grains: [{ name: "A", phase: "SrTiO3", readings }] }))
   */
  tiltMap(map: TiltMapModel): TiltMapWidget;

  /**
   * The tiles of a run as they are taken, each where its overlaps measure it to be, with progress, pause, resume and stop.
   *
   * Showing it begins nothing: the run begins when it is awaited or started, or by the widget's own button. A click plans a motion to a place; only
   * Go moves the stage, through the guard, and not while the run is under way. By keyboard: the arrows pan, + and - zoom, 0 fits, 1 shows one pixel
   * as one of the screen, Enter plans a motion to the middle, Escape forgets it. The widget's own methods are current, plannedMove, onChange, toCsv,
   * snapshot and close. Any object that is a MontageRun can be shown.
   * Errors: BadOption for an unknown option, or for what is no run.
   * Cost: each tile travels once to each page, reduced to what it shows, one byte a pixel.
   *
   * @param run what em.run.montage gives
   * @param options positions ("measured"), isBlended (true), areArrowsShown (true), overlay ("none"), colourMap ("grey"), classify (none),
   *   classes (["class 1", "class 2"]), isClassifying (false)
   * @example
   * const run = em.run.montage({ columns: 2, rows: 2, fovNm: 1000, sizePx: 128 });
   * display(em.widgets.liveMontage(run));
   * await run;
   */
  liveMontage(run: MontageRun, options?: LiveMontageOptions): LiveMontageWidget;
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
  live(options?: LiveWidgetOptions) {
    const { title, ...look } = resolveOptions<Required<LiveWidgetOptions>>(
      "em.widgets.live",
      options,
      liveDefaults,
      liveRules,
    );
    const session = { host: widgetHost(), signal: sessionSignal, contrastOf: thinnedRange, still: liveStill };
    return new LiveWidget(title, look, session);
  },
  supportSet(micrograph: Micrograph, options?: SupportSetOptions) {
    const shorter = Math.min(micrograph.widthPx, micrograph.heightPx);
    const usual = {
      chipPx: Math.max(Math.min(16, shorter), Math.round(shorter / 16)),
      classes: ["class 1", "class 2"],
      segment: fewShotSegment,
    };
    const { chipPx, classes, segment } = resolveOptions<Required<SupportSetOptions>>(
      "em.widgets.supportSet",
      options,
      usual,
      supportSetRules,
    );
    const { low, high } = percentileRange(micrograph.data, 0.1, 99.9);
    const session = { host: widgetHost(), signal: sessionSignal, segment, still: supportSetStill };
    const first = firstAnnotation(micrograph, chipPx, classes);
    return new SupportSetWidget(micrograph, { colourMap: "grey", low, high, gamma: 1 }, first, session);
  },
  tiltMap(map: TiltMapModel) {
    const session = { host: widgetHost(), signal: sessionSignal, stage: tiltStage };
    return new TiltMapWidget(map, { ...session, seriesTilts: tiltsOfSeries, still: tiltMapStill });
  },
  liveMontage(run: MontageRun, options?: LiveMontageOptions) {
    if (!Array.isArray(run?.tiles) || typeof run.onChange !== "function") {
      throw new EmError("BadOption", "em.widgets.liveMontage was given no run of tiles", {
        fix: "Plan one: const run = em.run.montage({ columns: 3, rows: 3, fovNm: 1000 }), without await.",
      });
    }
    const { look, classify, classes } = liveMontageOptions(options);
    const moveTo: MoveStage = async (target, { signal }) => (await connected()).guard.stage.moveTo(target, { signal });
    const session = { host: widgetHost(), signal: sessionSignal, moveTo, still: liveMontageStill, classify, classes };
    return new LiveMontageWidget(run, look, session);
  },
});
