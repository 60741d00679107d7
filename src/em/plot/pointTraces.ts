import { type ColourMap, classColours, colourTable } from "../../display/colourMaps.js";
import type { PointsOverlay } from "../../display/overlay.js";
import { plainText } from "./chartTraces.js";
import type { ImageScale } from "./imageAxes.js";
import { classMarks, colourScale } from "./plotColours.js";
import type { PlotPart } from "./plotFigure.js";
import type { CheckedPoints } from "./pointSets.js";
import { quantityTitle } from "./quantityTitle.js";
import { shortNumber } from "./thinPoints.js";

/** How points are shown. */
export interface PointLook {
  readonly markPx: number;
  readonly valueName: string;
  readonly valueColours: ColourMap;
  readonly scale: ImageScale;
}

/** More points than this are drawn by the graphics card. */
const glFrom = 2000;

/** A set of points as a trace over the image: a colour and a mark of its own, or colours that tell values. */
export function pointTrace(set: CheckedPoints, index: number, look: PointLook): PlotPart {
  const { perPx, unit } = look.scale;
  const name = plainText(set.name);
  const value = set.values ? `<br>${plainText(quantityTitle(look.valueName))}: %{marker.color:.5~g}` : "";
  return {
    type: set.xPx.length > glFrom ? "scattergl" : "scatter",
    mode: "markers",
    name,
    x: set.xPx.map((x) => shortNumber(x * perPx)),
    y: set.yPx.map((y) => shortNumber(y * perPx)),
    marker: set.values ? valueMarks(set.values, look) : classMarksOf(index, look),
    hovertemplate: `${name}<br>x %{x:.5~g} ${unit}, y %{y:.5~g} ${unit}${value}<extra></extra>`,
  };
}

function classMarksOf(index: number, { markPx }: PointLook): PlotPart {
  const color = classColours[index % classColours.length];
  return { size: markPx, color, symbol: classMarks[index % classMarks.length]!.name, line: { color, width: 1.6 } };
}

function valueMarks(values: readonly number[], { markPx, valueName, valueColours }: PointLook): PlotPart {
  return {
    size: markPx,
    color: values.map((value) => (Number.isFinite(value) ? shortNumber(value) : null)),
    colorscale: colourScale(valueColours),
    showscale: true,
    colorbar: { title: { text: plainText(quantityTitle(valueName)), side: "right" } },
    line: { color: "#ffffff", width: 0.6 },
  };
}

/** Values are told by so many colours in a picture. */
const valueSteps = 6;

/** A set of points as overlays of a picture. */
export function pointOverlays(set: CheckedPoints, index: number, { valueColours }: PointLook): PointsOverlay[] {
  const { xPx, yPx, values, whole } = set;
  if (!values) {
    const colour = classColours[index % classColours.length]!;
    const { shape } = classMarks[index % classMarks.length]!;
    return [{ kind: "points", xPx, yPx, colour, shape, label: `${set.name} (${whole})` }];
  }
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const stepOf = (value: number) =>
    Math.min(valueSteps - 1, Math.floor(((value - low) / (high - low || 1)) * valueSteps));
  const colours = Buffer.from(colourTable(valueColours, valueSteps));
  return Array.from({ length: valueSteps }, (_, step): PointsOverlay => {
    const inside = values.flatMap((value, i) => (stepOf(value) === step ? [i] : []));
    const edge = (at: number) => String(Number((low + ((high - low) * at) / valueSteps).toPrecision(3)));
    return {
      kind: "points",
      xPx: inside.map((i) => xPx[i]!),
      yPx: inside.map((i) => yPx[i]!),
      colour: `#${colours.subarray(3 * step, 3 * step + 3).toString("hex")}`,
      shape: "disc",
      label: `${edge(step)} to ${edge(step + 1)}`,
    };
  }).filter((overlay) => overlay.xPx.length > 0);
}
