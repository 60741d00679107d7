import type { Canvas, Rgb } from "./canvas.js";
import { segmentDistance } from "./drawShape.js";
import { letterOf } from "./strokeFont.js";

const unitsPerCapital = 14;
const gapUnits = 4.5;

/** How wide a text is when its capitals are capitalPx high. */
export function textWidthPx(text: string, capitalPx: number): number {
  let units = 0;
  for (const sign of text) units += letterOf(sign).width + gapUnits;
  return (Math.max(0, units - gapUnits) * capitalPx) / unitsPerCapital;
}

/** Writes a text whose first letter's capital top left is at xPx, yPx of the canvas; capitals are capitalPx high. */
export function drawText(
  canvas: Canvas,
  text: string,
  xPx: number,
  yPx: number,
  style: { readonly capitalPx: number; readonly colour: Rgb },
): void {
  const unit = style.capitalPx / unitsPerCapital;
  const half = Math.max(0.8, 0.075 * style.capitalPx);
  let left = xPx;
  for (const sign of text) {
    const letter = letterOf(sign);
    const placed = letter.strokes.map((stroke) => stroke.map((v, i) => (i % 2 === 0 ? left : yPx) + v * unit));
    drawLetter(canvas, placed, half, style.colour);
    left += (letter.width + gapUnits) * unit;
  }
}

function drawLetter(canvas: Canvas, strokes: readonly Float32Array[], half: number, colour: Rgb): void {
  const xs = strokes.flatMap((s) => [...s].filter((_, i) => i % 2 === 0));
  const ys = strokes.flatMap((s) => [...s].filter((_, i) => i % 2 === 1));
  for (let y = Math.floor(Math.min(...ys) - half - 1); y <= Math.max(...ys) + half + 1; y++)
    for (let x = Math.floor(Math.min(...xs) - half - 1); x <= Math.max(...xs) + half + 1; x++)
      canvas.blend(x, y, colour, Math.min(1, half + 0.5 - strokesDistance(strokes, x, y)));
}

function strokesDistance(strokes: readonly Float32Array[], x: number, y: number): number {
  let nearest = Infinity;
  for (const s of strokes)
    for (let i = 0; i + 3 < s.length; i += 2)
      nearest = Math.min(nearest, segmentDistance(x, y, s[i]!, s[i + 1]!, s[i + 2]!, s[i + 3]!));
  return nearest;
}
