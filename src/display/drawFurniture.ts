import { type Canvas, parseColour } from "./canvas.js";
import { markStyle, type Placement } from "./drawOverlay.js";
import { drawLine, drawMark } from "./drawShape.js";
import { drawText, textWidthPx } from "./drawText.js";
import type { LinesOverlay, Overlay, PointsOverlay } from "./overlay.js";
import type { ScaleBar } from "./scaleBar.js";

const ink = 0xffffff;
const plate = 0x141414;

/** Draws the scale bar on a dark plate in the lower left corner of the area that is bottomPx high. */
export function drawScaleBar(canvas: Canvas, bar: ScaleBar, scaleX: number, bottomPx: number, note?: string): void {
  const capitalPx = Math.max(11, Math.round(0.02 * Math.max(canvas.widthPx, bottomPx)));
  const lengthPx = Math.max(1, Math.round(bar.lengthPx * scaleX));
  const barHeight = Math.max(4, Math.round(0.35 * capitalPx));
  const label = note ? `${bar.label}, ${note}` : bar.label;
  const labelWidth = textWidthPx(label, capitalPx);
  const pad = Math.round(0.6 * capitalPx);
  const plateWidth = Math.ceil(Math.max(lengthPx, labelWidth) + 2 * pad);
  const plateHeight = Math.round(1.35 * capitalPx + 1.9 * pad + barHeight);
  const left = Math.min(pad, Math.max(0, canvas.widthPx - plateWidth));
  const top = bottomPx - pad - plateHeight;
  canvas.fillRectangle(left, top, plateWidth, plateHeight, plate);
  const textLeft = left + pad + Math.max(0, (lengthPx - labelWidth) / 2);
  drawText(canvas, label, textLeft, top + 0.9 * pad, { capitalPx, colour: ink });
  canvas.fillRectangle(left + pad, bottomPx - pad - Math.round(0.7 * pad) - barHeight, lengthPx, barHeight, ink);
}

type Listed = (PointsOverlay | LinesOverlay) & { readonly label: string };

/** Where each entry of the legend goes, in rows that fit the width. */
export interface Legend {
  readonly heightPx: number;
  readonly entries: readonly { readonly overlay: Listed; readonly xPx: number; readonly yPx: number }[];
}

/** Lays the labelled overlays out in rows below the image; without any the legend is 0 px high. */
export function layOutLegend(overlays: readonly Overlay[], widthPx: number, capitalPx: number): Legend {
  const rowPx = Math.round(2.4 * capitalPx);
  const listed = overlays.filter((o): o is Listed => o.kind !== "texts" && o.label !== undefined && o.label !== "");
  let x = capitalPx;
  let row = 0;
  const entries = listed.map((overlay) => {
    const width = 3 * capitalPx + textWidthPx(overlay.label, capitalPx) + 2 * capitalPx;
    if (x > capitalPx && x + width > widthPx) {
      x = capitalPx;
      row++;
    }
    const entry = { overlay, xPx: x, yPx: row * rowPx + rowPx / 2 };
    x += width;
    return entry;
  });
  return { heightPx: listed.length === 0 ? 0 : (row + 1) * rowPx, entries };
}

/** Draws the legend on a dark strip that begins at topPx. */
export function drawLegend(canvas: Canvas, legend: Legend, topPx: number, placement: Placement): void {
  const { capitalPx, linePx } = placement;
  canvas.fillRectangle(0, topPx, canvas.widthPx, legend.heightPx, plate);
  for (const { overlay, xPx, yPx } of legend.entries) {
    const x = xPx + capitalPx;
    const y = topPx + yPx;
    if (overlay.kind === "points") {
      const style = markStyle(overlay, placement);
      drawMark(canvas, x, y, { ...style, linePx, radiusPx: 0.6 * capitalPx });
    } else {
      const style = { colour: parseColour(overlay.colour), linePx };
      drawLine(canvas, [x - 0.8 * capitalPx, y], [x + 0.8 * capitalPx, y], style);
    }
    drawText(canvas, overlay.label, xPx + 2.6 * capitalPx, y - capitalPx / 2, { capitalPx, colour: ink });
  }
}
