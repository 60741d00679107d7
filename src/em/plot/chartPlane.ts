import { axisTicks } from "../../display/axisTicks.js";
import type { Chart } from "./chart.js";

/** A place along an axis with what is written there. */
export interface Tick {
  /** In pixels of the drawing. */
  readonly atPx: number;
  readonly label: string;
}

/** Where values fall on a drawing; undefined where they have no place, as 0 on an axis of powers. */
export interface ChartPlane {
  xPx(value: number): number;
  yPx(value: number | null): number | undefined;
  /** The foot of bars. */
  readonly footPx: number;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

/** A rectangle of a drawing. */
export interface Frame {
  readonly leftPx: number;
  readonly rightPx: number;
  readonly topPx: number;
  readonly bottomPx: number;
}

/** Lays the values of a chart out over a frame. */
export function chartPlane({ curves, yScale }: Chart, frame: Frame): ChartPlane {
  const isLog = yScale === "log";
  const place = (value: number) => (isLog ? Math.log10(value) : value);
  const isPlaced = (value: number | null): value is number => value !== null && (!isLog || value > 0);
  const half = Math.max(0, ...curves.map(({ barWidth }) => (barWidth ?? 0) / 2));
  const across = reachOf(curves.flatMap(({ x }) => extremes(x)));
  const [lowX, highX] = [across[0] - half, across[1] + half];
  const placed = curves.flatMap(({ y }) => extremes(y.filter(isPlaced)));
  const hasBars = curves.some(({ mark }) => mark === "bars");
  const [low, high] = reachOf([...placed.map(place), ...(hasBars && !isLog ? [0] : [])]);
  // Bars stand on the axis; lines have some room at both ends.
  const room = 0.04 * (high - low);
  const [lowY, highY] = [hasBars && !isLog && low === 0 ? 0 : low - room, high + room];
  const xPx = (value: number) => frame.leftPx + ((value - lowX) / (highX - lowX)) * (frame.rightPx - frame.leftPx);
  const onY = (value: number) => frame.bottomPx - ((value - lowY) / (highY - lowY)) * (frame.bottomPx - frame.topPx);
  const across9 = axisTicks(lowX, highX, 9);
  return {
    xPx,
    yPx: (value) => (isPlaced(value) ? onY(place(value)) : undefined),
    footPx: isLog ? frame.bottomPx : onY(Math.max(lowY, 0)),
    xTicks: across9.at.map((value, i) => ({ atPx: xPx(value), label: across9.labels[i]! })),
    yTicks: isLog ? powers(lowY, highY, onY) : plain(lowY, highY, onY),
  };
}

function plain(low: number, high: number, onY: (value: number) => number): Tick[] {
  const ticks = axisTicks(low, high, 6);
  return ticks.at.map((value, i) => ({ atPx: onY(value), label: ticks.labels[i]! }));
}

/** Whole powers of ten; between two of them the values themselves. */
function powers(low: number, high: number, onY: (value: number) => number): Tick[] {
  const step = Math.max(1, Math.ceil((high - low) / 6));
  const first = Math.ceil(low);
  const count = Math.max(0, Math.floor((high - first) / step) + 1);
  if (count >= 2)
    return Array.from({ length: count }, (_, i) => ({ atPx: onY(first + i * step), label: `1e${first + i * step}` }));
  const ticks = axisTicks(10 ** low, 10 ** high, 5);
  return ticks.at
    .map((value, i) => ({ atPx: onY(Math.log10(value)), label: ticks.labels[i]! }))
    .filter(({ atPx }) => Number.isFinite(atPx));
}

function extremes(values: readonly (number | null)[]): number[] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high >= low ? [low, high] : [];
}

/** From the least to the greatest, never without width. */
function reachOf(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const spread = high > low ? 0 : Math.abs(low) * 0.05 || 0.5;
  return [low - spread, high + spread];
}
