import {
  type ChipGrid,
  chipCounts,
  leastSquareChipPx,
  type Sides,
} from "../../../../src/messages/supportSet/chipGrid.js";
import { element } from "../element.js";

/** What the controls of the grid do: while a slider is dragged, and when it is let go. */
export interface GridActions {
  try(grid: ChipGrid): void;
  keep(grid: ChipGrid): void;
}

/** The sliders for size and place of the chips. */
export interface GridControls {
  readonly element: HTMLElement;
  show(grid: ChipGrid): void;
}

/** Makes the sliders: width, height (together while "square" is set), and offset. */
export function gridControls(image: Sides, actions: GridActions, signal: AbortSignal): GridControls {
  const least = leastSquareChipPx(image);
  const most = { x: Math.max(least, image.widthPx >> 1), y: Math.max(least, image.heightPx >> 1) };
  const width = slider("chip width", least, most.x);
  const height = slider("chip height", least, most.y);
  const [offsetX, offsetY] = [slider("offset x", 0, 0), slider("offset y", 0, 0)];
  const square = element("input", { label: "square chips" });
  square.type = "checkbox";
  const words = element("output", { className: "emlab-value emlab-chip-size" });

  const read = (): ChipGrid => ({
    chipWidthPx: Number(width.input.value),
    chipHeightPx: Number((square.checked ? width : height).input.value),
    offsetXPx: Number(offsetX.input.value),
    offsetYPx: Number(offsetY.input.value),
  });
  for (const { input } of [width, height, offsetX, offsetY]) {
    input.addEventListener("input", () => actions.try(read()), { signal });
    input.addEventListener("change", () => actions.keep(read()), { signal });
  }
  const setSquare = () => {
    height.input.disabled = square.checked;
    width.input.max = String(square.checked ? Math.min(most.x, most.y) : most.x);
  };
  square.addEventListener(
    "change",
    () => {
      setSquare();
      actions.keep(read());
    },
    { signal },
  );
  let isFirst = true;
  const row = element("div", { className: "emlab-controls", role: "group", label: "Chips" }, [
    width.label,
    element("label", { className: "emlab-label" }, [square, element("span", { text: "square" })]),
    ...[height.label, offsetX.label, offsetY.label, words],
  ]);
  return {
    element: row,
    show(grid) {
      if (isFirst || grid.chipWidthPx !== grid.chipHeightPx) square.checked = grid.chipWidthPx === grid.chipHeightPx;
      isFirst = false;
      setSquare();
      offsetX.input.max = String(grid.chipWidthPx - 1);
      offsetY.input.max = String(grid.chipHeightPx - 1);
      width.input.value = String(grid.chipWidthPx);
      height.input.value = String(grid.chipHeightPx);
      offsetX.input.value = String(grid.offsetXPx);
      offsetY.input.value = String(grid.offsetYPx);
      const { columns, rows } = chipCounts(grid, image);
      words.textContent = `${grid.chipWidthPx} x ${grid.chipHeightPx} px: ${columns} x ${rows} chips`;
    },
  };
}

function slider(
  name: string,
  min: number,
  max: number,
): { readonly label: HTMLElement; readonly input: HTMLInputElement } {
  const input = element("input", { className: "emlab-slider" });
  Object.assign(input, { type: "range", min: String(min), max: String(max), step: "1" });
  return { input, label: element("label", { className: "emlab-label" }, [element("span", { text: name }), input]) };
}
