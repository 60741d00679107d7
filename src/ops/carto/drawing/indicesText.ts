import type { Indices } from "./drawnMap.js";

/** A part of a label: digits, with a line over them where the index is negative. */
export interface LabelPart {
  readonly text: string;
  readonly isOver: boolean;
}

/** Indices within brackets for a drawing: [1 2 -1] has a line over its last 1. Two digits are set apart by spaces. */
export function indexParts(indices: Indices, open = "[", close = "]"): readonly LabelPart[] {
  const gap = indices.some((index) => Math.abs(index) > 9) ? " " : "";
  const parts = indices.flatMap((index, i): LabelPart[] => [
    ...(i > 0 && gap ? [{ text: gap, isOver: false }] : []),
    { text: String(Math.abs(index)), isOver: index < 0 },
  ]);
  return [{ text: open, isOver: false }, ...parts, { text: close, isOver: false }];
}

/**
 * Indices as they are written on one line: "[12-1]".
 *
 * @example
 * indexText([1, 2, -1]); // "[12-1]"
 */
export function indexText(indices: Indices, open = "[", close = "]"): string {
  const gap = indices.some((index) => Math.abs(index) > 9) ? " " : "";
  return `${open}${indices.join(gap)}${close}`;
}

/**
 * Indices as they are said: "1 2 bar 1".
 *
 * @example
 * spokenIndices([1, 2, -1]); // "1 2 bar 1"
 */
export function spokenIndices(indices: Indices): string {
  return indices.map((index) => (index < 0 ? `bar ${-index}` : String(index))).join(" ");
}

/** Indices that a person has typed: "[1 2 -1]", "12-1", "1,2,-1"; undefined for anything else. */
export function indicesOf(text: string): Indices | undefined {
  const inner = text.trim().replace(/^[[(<]|[\])>]$/g, "");
  const spaced = inner.trim().split(/[\s,;]+/);
  const words =
    spaced.length === 3 ? spaced : (inner.replace(/\s/g, "").match(/^([-−]?\d)([-−]?\d)([-−]?\d)$/) ?? []).slice(1);
  const numbers = words.map((word) => Number(word.replace("−", "-")));
  const [u, v, w] = numbers;
  if (numbers.length !== 3 || !numbers.every((n) => Number.isInteger(n) && Math.abs(n) <= 99)) return undefined;
  return u === 0 && v === 0 && w === 0 ? undefined : [u!, v!, w!];
}
