import { indexText } from "../../../../src/ops/carto/drawing/indicesText.js";
import { legendOf } from "../../../../src/ops/carto/drawing/legend.js";
import { mapSvg } from "../../../../src/ops/carto/drawing/mapSvg.js";
import { degreeText, reachText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { pngOf, saveAs } from "../../canvas/exportPng.js";
import { button, element } from "../element.js";
import type { MapPlot } from "./mapPlot.js";
import type { ShownMap } from "./shownMap.js";

/** What is shown as an SVG on white paper. */
export function svgOf(shown: ShownMap, plots: readonly MapPlot[]): string {
  const views = plots.map((plot) => ({
    scene: plot.scene(shown, shown.look.layers),
    frame: plot.frame,
    title: plot.title,
  }));
  const grains = shown.grains.map(({ grain }) => grain);
  return mapSvg(
    shown.map.title,
    views,
    legendOf(
      { ...shown.map, grains },
      shown.grains.map(({ index }) => index),
    ),
  );
}

/** The zones that are shown, one a line, with points as decimals. */
export function zoneCsv(shown: ShownMap): string {
  const lines = shown.rows.map((row) =>
    [
      ...[indexText(row.uvw), row.zone.family, row.grain.name].map(quoted),
      ...[row.at.alphaDeg, row.at.betaDeg, row.distanceDeg].map(degreeText),
      row.fraction.toFixed(3),
      quoted(reachText(row)),
    ].join(","),
  );
  return ["zone,family,grain,alphaDeg,betaDeg,distanceDeg,limitFraction,reach", ...lines, ""].join("\n");
}

/** A text as CSV has it. A sign with which a spreadsheet would begin a formula is kept from it. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The PNG of an SVG, at twice its size. */
async function pngOfSvg(svg: string): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = element("canvas");
    [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await pngOf(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The buttons that save what is shown. */
export function exportButtons(
  shownNow: () => ShownMap,
  plots: () => readonly MapPlot[],
  say: (text: string) => void,
  signal: AbortSignal,
): HTMLElement {
  const svg = () => svgOf(shownNow(), plots());
  const title = () => `${shownNow().map.title} tilt map`;
  const png = () =>
    pngOfSvg(svg()).then(
      (blob) => saveAs(blob, title()),
      () => say("The browser could not make the PNG"),
    );
  return element("div", { className: "emlab-controls", role: "toolbar", label: "Save" }, [
    button(
      "SVG",
      "Save what is shown as an SVG",
      () => saveAs(new Blob([svg()], { type: "image/svg+xml" }), title(), "svg"),
      signal,
    ),
    button("PNG", "Save what is shown as a PNG", () => void png(), signal),
    button(
      "CSV",
      "Save the zones as CSV",
      () => saveAs(new Blob([zoneCsv(shownNow())], { type: "text/csv" }), title(), "csv"),
      signal,
    ),
  ]);
}
