import type { Annotation } from "../../../../src/messages/supportSet/annotation.js";
import { chipCounts, isSameGrid, type Sides } from "../../../../src/messages/supportSet/chipGrid.js";
import { gridLayer } from "../../canvas/gridLayer.js";
import { type Layer, pointerLayer } from "../../canvas/layer.js";
import { framesLayer, labelsLayer } from "./chipLayers.js";
import { nearestOf } from "./chipText.js";
import type { DrawnResult } from "./drawnResult.js";

/** What lies over the image of a support set: segmentation, grid, picks, and where the person is. */
export function supportSetLayers(
  annotation: Annotation,
  image: Sides,
  { result, layers }: DrawnResult,
  hovered: number | undefined,
  cursor: number | undefined,
): readonly Layer[] {
  const { grid } = annotation;
  const { columns, rows } = chipCounts(grid, image);
  const lines = gridLayer({
    stepXPx: grid.chipWidthPx,
    stepYPx: grid.chipHeightPx,
    offsetXPx: grid.offsetXPx,
    offsetYPx: grid.offsetYPx,
    widthPx: grid.offsetXPx + columns * grid.chipWidthPx,
    heightPx: grid.offsetYPx + rows * grid.chipHeightPx,
    colour: "rgb(255 255 255 / 70%)",
  });
  const isOfGrid = result && isSameGrid(result.segmentation.head.grid, grid);
  const near = isOfGrid && hovered !== undefined ? nearestOf(hovered, result) : [];
  return [
    ...layers,
    lines,
    labelsLayer(annotation, image),
    pointerLayer(framesLayer(grid, image, near, 1.5)),
    pointerLayer(framesLayer(grid, image, cursor === undefined ? [] : [cursor], 3)),
  ];
}
