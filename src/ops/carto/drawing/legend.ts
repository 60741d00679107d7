import type { DrawnMap } from "./drawnMap.js";
import type { LegendLine } from "./mapSvg.js";
import type { PathMark } from "./marks.js";
import { circlePath, crossPath } from "./paths.js";
import { familySigns, signPath } from "./symbols.js";
import { grainLetter, grainStyle } from "./zoneMarks.js";

const zero = [0, 0] as const;

/** Most families that a legend names. */
const mostFamilies = 12;

/** What the signs of a map mean: families, grains, what hollow signs are, and the marks of the stage. */
export function legendOf(map: DrawnMap, grainIndices: readonly number[]): readonly LegendLine[] {
  const families = [...familySigns(map)].slice(0, mostFamilies).map(
    ([family, { shape, colour }]): LegendLine => ({
      text: family,
      path: { layer: "zones", d: signPath(shape, zero, 5), style: { stroke: colour, fill: colour, widthPx: 1.4 } },
    }),
  );
  const grains = map.grains.length > 1 ? map.grains.map((grain, i) => grainLine(grain.name, grainIndices[i]!)) : [];
  return [
    ...families,
    line("out of reach: hollow", signPath("disc", zero, 5), { stroke: "soft", fill: "paper", widthPx: 1.4 }),
    ...grains,
    line("stage now", crossPath(zero, 7), { stroke: "green", widthPx: 3 }),
    line("planned", circlePath(zero, 7) + crossPath(zero, 5, true), { stroke: "red", widthPx: 2 }),
  ];
}

function grainLine(name: string, index: number): LegendLine {
  return line(`${grainLetter(index)}: ${name}`, index > 0 ? circlePath(zero, 7) : "", grainStyle(index));
}

function line(text: string, d: string, style: PathMark["style"]): LegendLine {
  return { text, path: { layer: "zones", d, style: { fill: "none", ...style } } };
}
