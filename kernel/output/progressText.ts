import { escapeHtml } from "../../src/core/escapeHtml.js";
import { duration, grouped, shortNumber } from "./numberText.js";

/** How a bar stands: it goes on, has come to its end, was left before that, or was ended by an interrupt. */
export type ProgressState = "running" | "done" | "stopped" | "interrupted";

/** All that a bar shows. */
export interface ProgressView {
  readonly state: ProgressState;
  readonly label: string;
  readonly unit: string;
  readonly count: number;
  /** Undefined where it is not known. */
  readonly total: number | undefined;
  readonly elapsedS: number;
  /** Steps per second: of late while running, on average in the end; undefined before it is known. */
  readonly ratePerS: number | undefined;
}

/** Characters of the bar in its text form. */
const barCharacters = 24;
/** No rate is told of less time than this (s). */
const shortestTimedS = 0.2;
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

const colours: Readonly<Record<ProgressState, string>> = {
  running: "var(--jp-brand-color1, #1976d2)",
  done: "var(--jp-success-color1, #388e3c)",
  stopped: "var(--jp-warn-color1, #f57c00)",
  interrupted: "var(--jp-warn-color1, #f57c00)",
};

/** A bar as text for consoles and as HTML for notebooks: the same words in both. */
export function progressBundle(view: ProgressView): Readonly<Record<"text/plain" | "text/html", string>> {
  const fraction = fractionOf(view);
  const label = view.label && `${view.label}: `;
  const words = progressWords(view);
  return {
    "text/plain": `${label}${fraction === undefined ? "" : `${textBar(fraction)} `}${words}`,
    "text/html": htmlBar(view, fraction, words),
  };
}

/** "37 of 100 frames, 37 %, 3.1 frames/s, 21 s left", and at the end "stopped at 37 of 100 frames (37 %) after 12 s, 3.1 frames/s". */
export function progressWords(view: ProgressView): string {
  const { state, count, total, elapsedS, unit, ratePerS } = view;
  const fraction = fractionOf(view);
  const percent = fraction === undefined ? "" : `${Math.floor(100 * fraction)} %`;
  const counted = `${grouped(tidy(count))}${total === undefined ? "" : ` of ${grouped(tidy(total))}`}${unit && ` ${unit}`}`;
  const rate = !ratePerS || elapsedS < shortestTimedS ? "" : rateText(ratePerS, unit);
  // Nothing is known of it yet but that it goes on.
  if (state === "running" && total === undefined && count === 0 && !unit) return duration(elapsedS);
  if (state === "done") return sentence(`${counted} in ${duration(elapsedS)}`, rate);
  if (state !== "running") {
    return sentence(`${state} at ${counted}${percent && ` (${percent})`} after ${duration(elapsedS)}`, rate);
  }
  const left = total !== undefined && ratePerS && count < total ? `${duration((total - count) / ratePerS)} left` : "";
  return sentence(counted, percent, rate, left || (elapsedS < shortestTimedS ? "" : duration(elapsedS)));
}

function sentence(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(", ");
}

function fractionOf({ count, total }: ProgressView): number | undefined {
  if (total === undefined) return undefined;
  return total > 0 ? Math.min(1, count / total) : 1;
}

/** Steps may be parts of a whole: 0.1 + 0.2 is shown as 0.3. */
function tidy(value: number): number {
  return Number(shortNumber(value));
}

function rateText(perS: number, unit: string): string {
  if (perS < 0.5) return `${duration(1 / perS)} each`;
  const rate = grouped(Number(perS.toPrecision(perS < 100 ? 2 : 3)));
  return unit ? `${rate} ${unit}/s` : `${rate}/s`;
}

function textBar(fraction: number): string {
  const filled = Math.floor(fraction * barCharacters * 8);
  const bar = "█".repeat(filled >> 3) + eighths[filled & 7];
  return `▕${bar.padEnd(barCharacters)}▏`;
}

function htmlBar({ label, state, count, total }: ProgressView, fraction: number | undefined, words: string): string {
  const bar =
    fraction === undefined
      ? ""
      : `<span role="progressbar" aria-valuemin="0" aria-valuemax="${total}" aria-valuenow="${Math.min(count, total ?? 0)}" ` +
        'style="flex:0 1 14em;min-width:4em;height:0.7em;border-radius:0.35em;overflow:hidden;background:rgba(128,128,128,0.3)">' +
        `<span style="display:block;height:100%;width:${(100 * fraction).toFixed(1)}%;background:${colours[state]}"></span></span>`;
  const name = label && `<span>${escapeHtml(label)}</span>`;
  const text = `<span style="font-variant-numeric:tabular-nums">${escapeHtml(words)}</span>`;
  return `<div style="display:flex;align-items:center;flex-wrap:wrap;gap:0.2em 0.8em">${name}${bar}${text}</div>`;
}
