import { EmError } from "../../core/error.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import { type ImageColourMap, imageColourMaps } from "../../messages/imageState.js";

/** How an image is shown: what the person at the front end may change too. */
export interface ImageLook {
  readonly colourMap: ImageColourMap;
  /** The value that is shown as the darkest shade, in the units of the image. @unitless */
  readonly low: number;
  /** The value that is shown as the brightest shade, in the units of the image. @unitless */
  readonly high: number;
  /** Shade = share ^ gamma: below 1 lifts the dark parts. @unitless */
  readonly gamma: number;
}

const rules: OptionRules<ImageLook> = {
  colourMap: { kind: "choice", of: imageColourMaps },
  low: { kind: "number" },
  high: { kind: "number" },
  gamma: { kind: "number", min: 0.05, max: 20 },
};

/**
 * A look with some of its values changed.
 *
 * Errors: BadOption for a value that cannot be shown, and for a low that is above the high.
 */
export function changedLook(before: ImageLook, change: Partial<ImageLook>): ImageLook {
  const look = resolveOptions("look", change, before, rules);
  if (look.low > look.high)
    throw new EmError("BadOption", `look: low is ${look.low}, above high, which is ${look.high}`, {
      fix: "low is the value shown darkest, high the one shown brightest; they are in the units of the image.",
    });
  return look;
}
