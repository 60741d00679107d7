import { type ImageColourMap, imageColourMaps } from "../../../../src/messages/imageState.js";
import type { Look } from "../../canvas/shadeTable.js";
import { button, element } from "../element.js";
import { valueText } from "./readout.js";

/** What the controls do. */
export interface ImageActions {
  change(look: Partial<Look>): void;
  fitWhole(): void;
  fullSize(): void;
  zoom(factor: number): void;
  /** Saves the whole image as a PNG. */
  save(): void;
  /** Saves the whole image as an SVG. */
  saveSvg(): void;
}

/** What the controls show. */
export interface ShownLook extends Look {
  /** The contrast that suits the image. */
  readonly autoLow: number;
  readonly autoHigh: number;
}

/** The row of controls above an image. */
export interface ImageControls {
  readonly element: HTMLElement;
  show(look: ShownLook): void;
}

/** Steps of the sliders of contrast. */
const steps = 1000;

/** Makes the controls of an image: zoom, colour map, contrast, gamma, PNG, SVG. */
export function imageControls(actions: ImageActions, signal: AbortSignal): ImageControls {
  let shown: ShownLook | undefined;
  const colourMap = element("select", { className: "emlab-select", label: "Colour map", title: "Colour map" });
  for (const name of imageColourMaps) colourMap.append(new Option(name, name));
  const [low, high] = [slider(0, steps), slider(0, steps)];
  const gamma = slider(-100, 100);
  const values = element("output", { className: "emlab-value" });

  const range = () => contrastRange(shown);
  const atStep = (step: string) => range().from + (Number(step) / steps) * (range().to - range().from);
  const on = (input: HTMLElement, act: () => void) => input.addEventListener("input", act, { signal });
  on(colourMap, () => actions.change({ colourMap: colourMap.value as ImageColourMap }));
  on(low, () => actions.change({ low: Math.min(atStep(low.value), shown?.high ?? 0) }));
  on(high, () => actions.change({ high: Math.max(atStep(high.value), shown?.low ?? 0) }));
  on(gamma, () => actions.change({ gamma: Number((10 ** (Number(gamma.value) / 100)).toPrecision(3)) }));
  const auto = () => shown && actions.change({ low: shown.autoLow, high: shown.autoHigh, gamma: 1 });

  const row = element("div", { className: "emlab-controls", role: "toolbar", label: "Image" }, [
    button("−", "Zoom out", () => actions.zoom(1 / 1.25), signal),
    button("+", "Zoom in", () => actions.zoom(1.25), signal),
    button("Fit", "Show the whole image", actions.fitWhole, signal),
    button("1:1", "One pixel of the image as one of the screen", actions.fullSize, signal),
    colourMap,
    labelled("dark", low),
    labelled("bright", high),
    labelled("gamma", gamma),
    button("Auto", "Contrast that suits the image", () => void auto(), signal),
    button("PNG", "Save the whole image as a PNG", actions.save, signal),
    button("SVG", "Save the whole image as an SVG, with what is drawn over it as lines", actions.saveSvg, signal),
    values,
  ]);
  return {
    element: row,
    show(look) {
      shown = look;
      const { from, to } = range();
      const stepOf = (value: number) => String(Math.round(((value - from) / (to - from || 1)) * steps));
      colourMap.value = look.colourMap;
      low.value = stepOf(look.low);
      high.value = stepOf(look.high);
      gamma.value = String(Math.round(100 * Math.log10(look.gamma)));
      low.setAttribute("aria-valuetext", valueText(look.low));
      high.setAttribute("aria-valuetext", valueText(look.high));
      gamma.setAttribute("aria-valuetext", String(look.gamma));
      values.textContent = `${valueText(look.low, 4)} to ${valueText(look.high, 4)}, gamma ${look.gamma}`;
    },
  };
}

/** What the sliders span: half as much again on both sides of the contrast that suits the image, and what is set. */
function contrastRange(look: ShownLook | undefined): { readonly from: number; readonly to: number } {
  if (!look) return { from: 0, to: 1 };
  const margin = (look.autoHigh - look.autoLow) / 2 || 1;
  return { from: Math.min(look.autoLow - margin, look.low), to: Math.max(look.autoHigh + margin, look.high) };
}

function slider(min: number, max: number): HTMLInputElement {
  const input = element("input", { className: "emlab-slider" });
  Object.assign(input, { type: "range", min: String(min), max: String(max), step: "1" });
  return input;
}

function labelled(text: string, input: HTMLElement): HTMLLabelElement {
  return element("label", { className: "emlab-label" }, [element("span", { text }), input]);
}
