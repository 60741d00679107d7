import type { Micrograph } from "../core/micrograph.js";
import { percentileRange } from "../display/contrast.js";
import { markShapes } from "../display/drawShape.js";
import type { Overlay } from "../display/overlay.js";
import { overlayFigure } from "../display/overlayFigure.js";
import type { SupportSetValue } from "../widgets/supportSet/supportSetValue.js";

/** The still picture of a support set, for saved notebooks: the image with a sign at each chip that was picked, another one for each class. */
export function supportSetStill(
  micrograph: Micrograph,
  { grid, classes }: SupportSetValue,
): Readonly<Record<string, unknown>> {
  const middle = (chip: number) => ({
    xPx: grid.offsetXPx + ((chip % grid.columns) + 0.5) * grid.chipWidthPx - 0.5,
    yPx: grid.offsetYPx + (Math.floor(chip / grid.columns) + 0.5) * grid.chipHeightPx - 0.5,
  });
  const overlays: Overlay[] = classes.map(({ name, colour, chips }, i) => ({
    kind: "points",
    xPx: chips.map((chip) => middle(chip).xPx),
    yPx: chips.map((chip) => middle(chip).yPx),
    radiusPx: Math.min(grid.chipWidthPx, grid.chipHeightPx) / 3,
    colour,
    shape: markShapes[i % markShapes.length]!,
    label: `${name} (${chips.length})`,
  }));
  const chips = `${grid.columns} x ${grid.rows} chips of ${grid.chipWidthPx} x ${grid.chipHeightPx} px`;
  const picked = classes.map(({ name, chips: of }) => `${name} ${of.length}`).join(", ");
  return overlayFigure({
    image: micrograph,
    colourMap: "grey",
    contrast: percentileRange(micrograph.data, 0.1, 99.9),
    gamma: 1,
    scaleBar: true,
    title: micrograph.title,
    caption: [chips],
    overlays,
    text: `${micrograph.title}: ${chips}; ${picked || "no classes"}`,
  });
}
