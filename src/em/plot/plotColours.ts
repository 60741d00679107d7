import { type ColourMap, colourTable } from "../../display/colourMaps.js";

/**
 * Colours of curves: at least 3:1 on white and on near-black paper, and told apart by colour-blind readers, who have the dashes too.
 *
 * Source: Okabe and Ito 2008; the last three are darkened for white paper.
 */
export const curveColours = ["#0072b2", "#d55e00", "#009e73", "#bb5f9b", "#8a7000", "#767676"] as const;

/** Dashes of curves as plotly names them, each with its lengths in an SVG: the colour is never the only difference. */
export const curveDashes = [
  { name: "solid", lengths: "" },
  { name: "dash", lengths: "9 5" },
  { name: "dot", lengths: "2 4" },
  { name: "dashdot", lengths: "9 4 2 4" },
] as const;

/** Marks of classes as plotly names them, each with that of a picture: as dashes for curves. */
export const classMarks = [
  { name: "circle-open", shape: "circle" },
  { name: "square-open", shape: "square" },
  { name: "diamond-open", shape: "diamond" },
  { name: "cross-thin-open", shape: "plus" },
  { name: "x-thin-open", shape: "cross" },
  { name: "triangle-up-open", shape: "triangle" },
] as const;

/** A colour map as plotly takes it: 17 places from 0 to 1, each with its colour. */
export function colourScale(name: ColourMap): readonly (readonly [number, string])[] {
  const levels = 17;
  const table = colourTable(name, levels);
  return Array.from({ length: levels }, (_, i) => [
    i / (levels - 1),
    `#${Buffer.from(table.subarray(3 * i, 3 * i + 3)).toString("hex")}`,
  ]);
}
