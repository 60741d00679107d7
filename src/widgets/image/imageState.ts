import { EmError } from "../../core/error.js";
import type { Micrograph } from "../../core/micrograph.js";
import { type ImageState, mostSidePx, mostTitle, readImageState } from "../../messages/imageState.js";
import { packPixels } from "../../messages/pixelValues.js";
import type { ImageLook } from "./imageLook.js";

/** The state of a widget that shows a micrograph. Errors: BadShape for an image that the front end would refuse. */
export function imageState(micrograph: Micrograph, look: ImageLook): ImageState {
  const { title, widthPx, heightPx, pixelNm = null, isCounts, data } = micrograph;
  const state: ImageState = {
    ...look,
    title: title.slice(0, mostTitle),
    widthPx,
    heightPx,
    pixelNm,
    valueUnit: isCounts ? "electrons" : "",
    ...packPixels(data),
    autoLow: look.low,
    autoHigh: look.high,
  };
  const { wrong } = readImageState((name) => state[name as keyof ImageState]);
  if (wrong === undefined) return state;
  throw new EmError("BadShape", `an image of ${widthPx} x ${heightPx} px cannot be shown in a widget`, {
    fix: `Show a part of it, or less of it: micrograph.bin(4). The most is ${mostSidePx} px a side.`,
  });
}
