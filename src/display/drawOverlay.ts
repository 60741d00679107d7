import { type Canvas, parseColour } from "./canvas.js";
import { drawLine, drawMark, type MarkStyle } from "./drawShape.js";
import { drawText, textWidthPx } from "./drawText.js";
import type { LinesOverlay, Overlay, PointsOverlay, TextsOverlay } from "./overlay.js";

/** From pixels of the image to pixels of the canvas, centre to centre. */
export interface Placement {
  /** Pixels of the canvas per pixel of the image. @unitless */
  readonly scaleX: number;
  /** Pixels of the canvas per pixel of the image. @unitless */
  readonly scaleY: number;
  /** Width of drawn lines in pixels of the canvas. */
  readonly linePx: number;
  /** Height of a capital letter in pixels of the canvas. */
  readonly capitalPx: number;
}

/** Draws an overlay; coordinates that are not finite are left out. */
export function drawOverlay(canvas: Canvas, overlay: Overlay, placement: Placement): void {
  if (overlay.kind === "points") drawPoints(canvas, overlay, placement);
  else if (overlay.kind === "lines") drawLines(canvas, overlay, placement);
  else drawTexts(canvas, overlay, placement);
}

/** The mark of a class, as it is drawn on the picture and in the legend. */
export function markStyle(overlay: PointsOverlay, { scaleX, linePx }: Placement): MarkStyle {
  const radiusPx = Math.max(2, overlay.radiusPx === undefined ? 3 * linePx : overlay.radiusPx * scaleX);
  const shape = overlay.shape ?? "circle";
  return { shape, radiusPx, colour: parseColour(overlay.colour), linePx: Math.min(linePx, 0.5 * radiusPx) };
}

function drawPoints(canvas: Canvas, overlay: PointsOverlay, placement: Placement): void {
  const style = markStyle(overlay, placement);
  for (let i = 0; i < overlay.xPx.length; i++) {
    const [x, y] = place(placement, overlay.xPx[i]!, overlay.yPx[i]!);
    drawMark(canvas, x, y, style);
  }
}

function drawLines(canvas: Canvas, overlay: LinesOverlay, placement: Placement): void {
  const style = { colour: parseColour(overlay.colour), linePx: placement.linePx };
  for (let i = 0; i < overlay.fromXPx.length; i++) {
    const from = place(placement, overlay.fromXPx[i]!, overlay.fromYPx[i]!);
    drawLine(canvas, from, place(placement, overlay.toXPx[i]!, overlay.toYPx[i]!), style);
  }
}

function drawTexts(canvas: Canvas, overlay: TextsOverlay, placement: Placement): void {
  const style = { capitalPx: placement.capitalPx, colour: parseColour(overlay.colour) };
  overlay.texts.forEach((text, i) => {
    const [x, y] = place(placement, overlay.xPx[i] ?? Number.NaN, overlay.yPx[i] ?? Number.NaN);
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    const left = x - textWidthPx(text, style.capitalPx) / 2;
    drawText(canvas, text, left + 1, y - style.capitalPx / 2 + 1, { ...style, colour: 0x000000 });
    drawText(canvas, text, left, y - style.capitalPx / 2, style);
  });
}

function place({ scaleX, scaleY }: Placement, xPx: number, yPx: number): [number, number] {
  return [(xPx + 0.5) * scaleX - 0.5, (yPx + 0.5) * scaleY - 0.5];
}
