import { ignoredIndex, unknownIndex } from "../../../../src/messages/supportSet/segmentation.js";
import { element } from "../element.js";
import { type ResultKind, resultKinds, type ShownResult } from "./resultLayers.js";

/** How a segmentation is shown. */
export interface ResultLook {
  readonly kind: ResultKind;
  /** From 0 to 1. */
  readonly opacity: number;
  /** From 0 to 1. */
  readonly leastProbability: number;
}

/** The controls and the bars of a segmentation. */
export interface ResultControls {
  readonly element: HTMLElement;
  show(result: ShownResult | undefined, look: ResultLook, isOutOfDate: boolean): void;
}

const kindTexts: Readonly<Record<ResultKind, string>> = {
  classes: "classes",
  doubt: "doubt (bright: small margin)",
  nothing: "nothing",
};

/** Makes the controls of a segmentation: what is drawn, how strongly, from which probability on; and a bar for each class. */
export function resultControls(change: (look: Partial<ResultLook>) => void, signal: AbortSignal): ResultControls {
  const kind = element("select", { className: "emlab-select", label: "What is drawn of the segmentation" });
  for (const name of resultKinds) kind.append(new Option(kindTexts[name], name));
  const [opacity, least] = [percentSlider(), percentSlider()];
  const notice = element("span", { className: "emlab-value" });
  const bars = element("div", { className: "emlab-bars", role: "list", label: "Chips of each class" });
  kind.addEventListener("input", () => change({ kind: kind.value as ResultKind }), { signal });
  opacity.addEventListener("input", () => change({ opacity: Number(opacity.value) / 100 }), { signal });
  least.addEventListener("input", () => change({ leastProbability: Number(least.value) / 100 }), { signal });
  const label = (text: string, input: HTMLElement) =>
    element("label", { className: "emlab-label" }, [element("span", { text }), input]);
  const row = element("div", { className: "emlab-controls", role: "group", label: "Segmentation" }, [
    ...[label("show", kind), label("opacity", opacity), label("unknown below", least), notice],
  ]);
  const all = element("div", { className: "emlab-result" }, [row, bars]);
  return {
    element: all,
    show(result, look, isOutOfDate) {
      all.hidden = !result;
      kind.value = look.kind;
      opacity.value = String(Math.round(100 * look.opacity));
      least.value = String(Math.round(100 * look.leastProbability));
      const stale = isOutOfDate ? "; the chips or the picks have changed since: segment again" : "";
      notice.textContent = `p = ${look.leastProbability.toFixed(2)}${stale}`;
      bars.replaceChildren(...(result ? barsOf(result) : []));
    },
  };
}

/** One bar per class, and one for the unknown chips: name, number, share. */
function barsOf({ classes, decisions }: ShownResult): HTMLElement[] {
  const counts = new Map<number, number>();
  for (const { classIndex } of decisions) counts.set(classIndex, (counts.get(classIndex) ?? 0) + 1);
  const all = Math.max(1, decisions.length - (counts.get(ignoredIndex) ?? 0));
  const named = classes.map(({ name, colour }, i) => ({ name: `${i + 1} ${name}`, colour, count: counts.get(i) ?? 0 }));
  const unknown = { name: "? unknown", colour: "#808080", count: counts.get(unknownIndex) ?? 0 };
  return [...named, unknown].map(({ name, colour, count }) => {
    const fill = element("span", { className: "emlab-bar-fill" });
    fill.style.width = `${(100 * count) / all}%`;
    fill.style.background = colour;
    return element("div", { className: "emlab-bar", role: "listitem" }, [
      element("span", { className: "emlab-bar-name", text: name }),
      element("span", { className: "emlab-bar-track" }, [fill]),
      element("span", { className: "emlab-value", text: `${count} (${((100 * count) / all).toFixed(1)} %)` }),
    ]);
  });
}

function percentSlider(): HTMLInputElement {
  const input = element("input", { className: "emlab-slider" });
  Object.assign(input, { type: "range", min: "0", max: "100", step: "1" });
  return input;
}
