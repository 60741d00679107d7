import { binImage } from "../../core/cutImage.js";
import type { Micrograph } from "../../core/micrograph.js";
import type { MimeBundle } from "../../display/mimeBundle.js";
import { overlayFigure } from "../../display/overlayFigure.js";

/** Frames shown at most, and the width of each on the screen. */
const mostShown = 6;
const shownPx = 160;

interface Frames {
  readonly count: number;
  readonly planned: number;
  readonly timesS: readonly number[];
  frame(index: number): Micrograph;
}

/** Some frames of a series side by side, from the first to the last. */
export function reduceForStrip(series: Frames): MimeBundle {
  const { count, planned, timesS } = series;
  const missing = planned > count ? ` of ${planned} that were asked for` : "";
  const text = `${count} frames${missing}`;
  if (count === 0) return { "text/plain": text };
  const shown = Math.min(count, mostShown);
  const indices = Array.from({ length: shown }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, shown - 1)));
  const small = indices.map((index) => reduced(series.frame(index)));
  const span = `${text}, ${timesS[0]!.toFixed(2)} to ${timesS[count - 1]!.toFixed(2)} s`;
  return overlayFigure({
    image: sideBySide(small),
    scaleBar: false,
    title: series.frame(0).title,
    caption: [`${span}; shown: ${indices.join(", ")}`],
    text: span,
  });
}

function reduced(frame: Micrograph) {
  const factor = Math.max(1, Math.floor(Math.max(frame.widthPx, frame.heightPx) / shownPx));
  return binImage(frame, factor);
}

function sideBySide(frames: readonly { data: Float32Array; widthPx: number; heightPx: number }[]) {
  const [{ widthPx, heightPx }] = frames as [(typeof frames)[number]];
  const gapPx = 2;
  const stridePx = widthPx + gapPx;
  const width = frames.length * stridePx - gapPx;
  const lightest = frames.reduce((most, { data }) => data.reduce((a, b) => Math.max(a, b), most), 0);
  const data = new Float32Array(width * heightPx).fill(lightest);
  for (const [index, frame] of frames.entries()) {
    for (let row = 0; row < heightPx; row += 1) {
      data.set(frame.data.subarray(row * widthPx, (row + 1) * widthPx), row * width + index * stridePx);
    }
  }
  return { data, widthPx: width, heightPx };
}
