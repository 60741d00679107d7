import { type FigureWords, figureBundle } from "./figureBundle.js";
import type { MimeBundle } from "./mimeBundle.js";
import type { Grid } from "./reduceImage.js";
import { type PictureOptions, renderPicture } from "./renderPicture.js";

/** A picture with its words. */
export interface Figure extends PictureOptions, FigureWords {
  /** What is shown: a plain image, or a Micrograph. */
  readonly image: Grid & { readonly pixelNm?: number | undefined };
}

/** The longer side of a picture on the screen, in CSS pixels; pictures that are little larger are shown as they are, so that pixels stay even. */
const shownSidePx = 768;
const evenSidePx = 840;

/**
 * A figure for a notebook: the picture with what is drawn over it, its legend, caption and table.
 *
 * Everything that is drawn is in the pixels of one PNG (at most 240 kB): front ends take SVG out of HTML that they do not trust.
 *
 * @example
 * overlayFigure({ image, text: "3 atoms", overlays: [{ kind: "points", xPx: [3, 9, 15], yPx: [4, 4, 4], colour: "#56b4e9", label: "Ti (3)" }] })
 */
export function overlayFigure(figure: Figure): MimeBundle {
  const picture = renderPicture(figure.image, figure);
  const side = Math.max(picture.widthPx, picture.heightPx);
  const shown = side <= evenSidePx ? picture.widthPx : Math.round((shownSidePx / side) * picture.widthPx);
  const caption = [...(figure.caption ?? [])];
  if (picture.reduction > 1) caption.push(`Shown reduced ${Number(picture.reduction.toFixed(2))} times.`);
  return figureBundle(picture.png, shown, { ...figure, caption });
}
