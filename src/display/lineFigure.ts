import { axisTicks } from "./axisTicks.js";
import { Canvas, parseColour } from "./canvas.js";
import { drawLine } from "./drawShape.js";
import { drawText, textWidthPx } from "./drawText.js";
import { encodePng } from "./encodePng.js";
import { type FigureWords, figureBundle } from "./figureBundle.js";
import type { MimeBundle } from "./mimeBundle.js";

/** A curve at even steps. */
export interface Curve {
  /** Values; where one is not finite, the line has a gap. @unitless */
  readonly values: ArrayLike<number>;
  /** "#rrggbb"; default blue. */
  readonly colour?: string;
}

/** A plot of curves with its words. */
export interface LineFigure extends FigureWords {
  readonly curves: readonly Curve[];
  /** Where the first value lies along the horizontal axis, and how far apart values are. @unitless */
  readonly firstX: number;
  readonly stepX: number;
  /** With the unit: "Energy loss (eV)". */
  readonly xLabel: string;
  readonly yLabel: string;
}

const widthPx = 840;
const heightPx = 420;
const margin = { left: 96, right: 20, top: 36, bottom: 62 } as const;
const [paper, ink, faint] = [0xffffff, 0x303030, 0xe4e4e4];
const usualColour = "#0072b2";
const capitalPx = 13;

/** Where values fall on the canvas. */
interface Plane {
  readonly lowX: number;
  readonly highX: number;
  readonly lowY: number;
  readonly highY: number;
  x(value: number): number;
  y(value: number): number;
}

/**
 * A plot of curves over an axis, drawn into a PNG with ticks and labelled axes.
 *
 * Curves with more values than the plot has columns are drawn with the least and the greatest value of each column, so that no peak is
 * lost. Cost: about 20 ms.
 */
export function lineFigure(figure: LineFigure): MimeBundle {
  const canvas = new Canvas(widthPx, heightPx, Uint8Array.of(paper >> 16, (paper >> 8) & 255, paper & 255));
  const plane = planeOf(figure);
  drawAxes(canvas, plane, figure);
  for (const curve of figure.curves) drawCurve(canvas, plane, figure, curve);
  return figureBundle(encodePng(canvas), widthPx, figure);
}

function planeOf({ curves, firstX, stepX }: LineFigure): Plane {
  const longest = Math.max(1, ...curves.map(({ values }) => values.length));
  const lowX = firstX;
  const highX = firstX + Math.max(1, longest - 1) * stepX;
  let [low, high] = [0, Number.NEGATIVE_INFINITY];
  for (const { values } of curves)
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  if (!(high > low)) high = low + 1;
  const highY = high + 0.04 * (high - low);
  const insideX = widthPx - margin.left - margin.right;
  const insideY = heightPx - margin.top - margin.bottom;
  return {
    lowX,
    highX,
    lowY: low,
    highY,
    x: (value) => margin.left + ((value - lowX) / (highX - lowX)) * insideX,
    y: (value) => heightPx - margin.bottom - ((value - low) / (highY - low)) * insideY,
  };
}

function drawAxes(canvas: Canvas, plane: Plane, { xLabel, yLabel }: LineFigure): void {
  const [left, right] = [margin.left, widthPx - margin.right];
  const [top, bottom] = [margin.top, heightPx - margin.bottom];
  const across = axisTicks(plane.lowX, plane.highX, 9);
  const up = axisTicks(plane.lowY, plane.highY, 6);
  const style = { capitalPx: capitalPx - 2, colour: ink };
  for (const [i, value] of up.at.entries()) {
    const y = plane.y(value);
    drawLine(canvas, [left, y], [right, y], { colour: faint, linePx: 1 });
    const text = up.labels[i]!;
    drawText(canvas, text, left - 8 - textWidthPx(text, style.capitalPx), y - style.capitalPx / 2, style);
  }
  for (const [i, value] of across.at.entries()) {
    const x = plane.x(value);
    drawLine(canvas, [x, bottom], [x, bottom + 5], { colour: ink, linePx: 1 });
    const text = across.labels[i]!;
    const centred = x - textWidthPx(text, style.capitalPx) / 2;
    const most = widthPx - 2 - textWidthPx(text, style.capitalPx);
    drawText(canvas, text, Math.min(most, centred), bottom + 12, style);
  }
  drawLine(canvas, [left, bottom], [right, bottom], { colour: ink, linePx: 1.5 });
  drawLine(canvas, [left, top], [left, bottom], { colour: ink, linePx: 1.5 });
  const middle = (left + right - textWidthPx(xLabel, capitalPx)) / 2;
  drawText(canvas, xLabel, middle, heightPx - capitalPx - 12, { capitalPx, colour: ink });
  drawText(canvas, yLabel, 12, 10, { capitalPx, colour: ink });
}

function drawCurve(canvas: Canvas, plane: Plane, { firstX, stepX }: LineFigure, { values, colour }: Curve): void {
  const style = { colour: parseColour(colour ?? usualColour), linePx: 1.6 };
  const columns = columnsOf(values, (i) => Math.round(plane.x(firstX + i * stepX)));
  let before: Column | undefined;
  for (const column of columns) {
    if (before && before.next === column.start)
      drawLine(canvas, [before.x, plane.y(before.last)], [column.x, plane.y(column.first)], style);
    drawLine(canvas, [column.x, plane.y(column.low)], [column.x, plane.y(column.high)], style);
    before = column;
  }
}

/** The finite values that fall on one column of the canvas, without a gap. */
interface Column {
  readonly x: number;
  readonly start: number;
  next: number;
  readonly first: number;
  last: number;
  low: number;
  high: number;
}

function columnsOf(values: ArrayLike<number>, xOf: (index: number) => number): Column[] {
  const columns: Column[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    const x = xOf(i);
    const current = columns.at(-1);
    if (current && current.x === x && current.next === i) {
      current.next = i + 1;
      current.last = value;
      current.low = Math.min(current.low, value);
      current.high = Math.max(current.high, value);
    } else columns.push({ x, start: i, next: i + 1, first: value, last: value, low: value, high: value });
  }
  return columns;
}
