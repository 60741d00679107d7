import {
  type LiveMontageState,
  type MontageOverlay,
  montageOverlays,
  type PositionKind,
  positionKinds,
} from "../../../../src/messages/liveMontage/liveMontageState.js";
import { button, element } from "../element.js";
import { arrowScale } from "./montageLayers.js";

/** What the controls do. */
export interface TileActions {
  change(values: Partial<LiveMontageState>): void;
  saveCsv(): void;
}

/** The row that says how tiles are placed and what lies over them. */
export interface TileControls {
  readonly element: HTMLElement;
  show(state: LiveMontageState): void;
  /** Says what a person should know of what is seen. */
  tell(texts: readonly string[]): void;
}

const overlayTexts: Readonly<Record<MontageOverlay, string>> = {
  none: "nothing",
  dose: "dose",
  travel: "way of the stage",
};

/** Makes the controls of the tiles: positions, blending, arrows, overlay, classes, CSV. */
export function tileControls({ change, saveCsv }: TileActions, signal: AbortSignal): TileControls {
  const positions = choice("Positions by which tiles are placed", positionKinds, (name) => name);
  const overlay = choice("What lies over the tiles", montageOverlays, (name) => overlayTexts[name]);
  const [blended, arrows, classes] = [checkbox(), checkbox(), checkbox()];
  const opacity = element("input", { className: "emlab-slider", label: "Opacity of the classes" });
  Object.assign(opacity, { type: "range", min: "0", max: "100", step: "1" });
  const on = (input: HTMLElement, act: () => void) => input.addEventListener("input", act, { signal });
  on(positions, () => change({ positions: positions.value as PositionKind }));
  on(overlay, () => change({ overlay: overlay.value as MontageOverlay }));
  on(blended, () => change({ isBlended: blended.checked }));
  on(arrows, () => change({ areArrowsShown: arrows.checked }));
  on(classes, () => change({ isClassifying: classes.checked }));
  on(opacity, () => change({ classOpacityFraction: Number(opacity.value) / 100 }));

  const times = element("span", { className: "emlab-value" });
  const told = element("span", { className: "emlab-value" });
  const legend = element("span", { className: "emlab-montage-legend", role: "list", label: "Classes" });
  const problem = element("span", { className: "emlab-value" });
  const ofClasses = element("span", { className: "emlab-controls" }, [
    labelled("classes", classes),
    opacity,
    legend,
    problem,
  ]);
  const row = element("div", { className: "emlab-controls", role: "toolbar", label: "Tiles" }, [
    labelled("positions", positions),
    labelled("blended", blended),
    labelled("arrows", arrows, "From where a tile was told to be to where it is"),
    times,
    labelled("overlay", overlay),
    button("CSV", "Save the positions of the tiles as CSV", saveCsv, signal),
    ofClasses,
    told,
  ]);
  return {
    element: row,
    tell(texts) {
      told.textContent = texts.join("; ");
    },
    show(state) {
      positions.value = state.positions;
      overlay.value = state.overlay;
      blended.checked = state.isBlended;
      arrows.checked = state.areArrowsShown;
      const tileNm = Math.min(state.tileWidthPx, state.tileHeightPx) * state.pixelNm;
      const scale = arrowScale(state.tiles, tileNm);
      times.textContent = state.areArrowsShown && scale > 1 ? `${scale} times longer than true` : "";
      classes.checked = state.isClassifying;
      opacity.value = String(Math.round(100 * state.classOpacityFraction));
      opacity.hidden = !state.isClassifying;
      ofClasses.hidden = state.classes.length === 0;
      problem.textContent = state.classProblem;
      legend.hidden = !state.isClassifying;
      legend.replaceChildren(...state.classes.map(({ name, colour }, i) => classSign(`${i + 1} ${name}`, colour)));
    },
  };
}

function classSign(text: string, colour: string): HTMLElement {
  const swatch = element("span", { className: "emlab-montage-swatch" });
  swatch.style.background = colour;
  return element("span", { role: "listitem", className: "emlab-label" }, [swatch, element("span", { text })]);
}

function choice<T extends string>(label: string, names: readonly T[], textOf: (name: T) => string): HTMLSelectElement {
  const made = element("select", { className: "emlab-select", label });
  for (const name of names) made.append(new Option(textOf(name), name));
  return made;
}

function checkbox(): HTMLInputElement {
  const made = element("input", { className: "emlab-check" });
  made.type = "checkbox";
  return made;
}

function labelled(text: string, input: HTMLElement, title?: string): HTMLLabelElement {
  return element("label", { className: "emlab-label", ...(title !== undefined && { title }) }, [
    element("span", { text }),
    input,
  ]);
}
