import type { LabelPart } from "./indicesText.js";

/** The layers of a tilt map, each of which can be left out; in the order in which they are drawn. */
export const mapLayers = [
  "graticule",
  "limit",
  "take-off",
  "bands",
  "features",
  "uncertainty",
  "traces",
  "visited",
  "series",
  "path",
  "readings",
  "zones",
  "current",
] as const;

/** The name of a layer. */
export type MapLayer = (typeof mapLayers)[number];

/**
 * A colour of a drawing: "ink" and "soft" are the text's own, "paper" is what lies below, and the others are of one palette, which has at
 * least 3:1 on white and on near-black paper and is told apart by colour-blind readers. Source: Okabe and Ito 2008, darkened.
 */
export type MarkColour = "ink" | "soft" | "paper" | "none" | "blue" | "red" | "green" | "magenta" | "olive" | "grey";

/** The palette as it is drawn on any paper. */
export const markColours: Readonly<Record<Exclude<MarkColour, "ink" | "soft" | "paper">, string>> = Object.freeze({
  none: "none",
  blue: "#2f7fd6",
  red: "#d5482a",
  green: "#0f8f6b",
  magenta: "#b5589b",
  olive: "#8a7a00",
  grey: "#7a7a7a",
});

/** How a path is drawn. */
export interface MarkStyle {
  readonly stroke?: MarkColour;
  readonly widthPx?: number;
  readonly dash?: string;
  readonly fill?: MarkColour;
  /** From 0 to 1. @unitless */
  readonly opacity?: number;
}

/** A path of a drawing: as in the attribute d of an SVG, in px. */
export interface PathMark {
  readonly layer: MapLayer;
  readonly d: string;
  readonly style: MarkStyle;
}

/** A text of a drawing, at the left end of its foot line. */
export interface LabelMark {
  readonly layer: MapLayer;
  readonly xPx: number;
  readonly yPx: number;
  readonly parts: readonly LabelPart[];
  readonly isSoft: boolean;
  readonly anchor: "start" | "middle" | "end";
}

/** All that is drawn of one view, the lowest first; labels lie over all paths. */
export interface MapScene {
  readonly paths: readonly PathMark[];
  readonly labels: readonly LabelMark[];
}

/** A box of a drawing in which a text lies, or may lie (px). */
export interface Box {
  readonly leftPx: number;
  readonly rightPx: number;
  readonly topPx: number;
  readonly bottomPx: number;
}

/** Height of a line of a label (px), and the width of one of its signs; a little more than any font needs. */
const linePx = 13;
const signPx = 6.4;

/** Where a label lies. */
export function boxOf({ xPx, yPx, parts, anchor }: Omit<LabelMark, "layer" | "isSoft">): Box {
  const widthPx = signPx * parts.reduce((sum, { text }) => sum + text.length, 0);
  const leftPx = xPx - (anchor === "start" ? 0 : anchor === "end" ? widthPx : widthPx / 2);
  return { leftPx, rightPx: leftPx + widthPx, topPx: yPx - linePx, bottomPx: yPx + 2 };
}

/** A plain text as a label. */
export function plainLabel(
  layer: MapLayer,
  [xPx, yPx]: readonly [number, number],
  text: string,
  anchor: LabelMark["anchor"] = "start",
): LabelMark {
  return { layer, xPx, yPx, parts: [{ text, isOver: false }], isSoft: true, anchor };
}
