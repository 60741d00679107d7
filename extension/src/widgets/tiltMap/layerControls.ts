import { legendOf } from "../../../../src/ops/carto/drawing/legend.js";
import type { LegendLine } from "../../../../src/ops/carto/drawing/mapSvg.js";
import { type MapLayer, mapLayers, type PathMark } from "../../../../src/ops/carto/drawing/marks.js";
import { circlePath, crossPath } from "../../../../src/ops/carto/drawing/paths.js";
import { signPath } from "../../../../src/ops/carto/drawing/symbols.js";
import { button, element } from "../element.js";
import type { MapActions, MapPart } from "./mapActions.js";
import { firstLook, type ShownMap } from "./shownMap.js";
import { drawPath, svgElement } from "./svgMarks.js";

const zero = [0, 0] as const;
const line = "M-8 0H8";

/** The name of each layer, and how it looks. */
const names: Readonly<Record<MapLayer, readonly [text: string, d: string, style: PathMark["style"]]>> = {
  graticule: ["grid", "M-8 -3H8M-8 3H8M-4 -7V7M4 -7V7", { stroke: "soft", widthPx: 0.8 }],
  limit: ["limits", circlePath(zero, 7), { stroke: "ink", widthPx: 2 }],
  "take-off": ["take-off", line, { stroke: "olive", widthPx: 1.4, dash: "5 3" }],
  bands: ["bands", `${line}M-8 -3H8M-8 3H8`, { stroke: "ink", widthPx: 0.9, dash: "1.5 2" }],
  features: ["boundaries", line, { stroke: "blue", widthPx: 3.5 }],
  uncertainty: ["95 % outlines", "M-7 0a7 4 0 1 0 14 0a7 4 0 1 0 -14 0z", { stroke: "magenta", dash: "2 2" }],
  traces: ["traces", line, { stroke: "ink", widthPx: 1.4, dash: "4 3" }],
  visited: ["visited", `${circlePath([-5, 0], 2)}${circlePath([5, 0], 2)}`, { fill: "green" }],
  series: ["series", `${circlePath([-5, 0], 3)}${circlePath([5, 0], 3)}`, { stroke: "blue", fill: "blue" }],
  path: ["plan", circlePath(zero, 7) + crossPath(zero, 5, true), { stroke: "red", widthPx: 2 }],
  readings: ["readings", circlePath(zero, 7) + circlePath(zero, 1.2), { stroke: "magenta", widthPx: 1.6 }],
  zones: ["zones", signPath("diamond", zero, 5), { stroke: "ink", fill: "ink" }],
  current: ["stage", crossPath(zero, 7), { stroke: "green", widthPx: 3 }],
};

/** A sign as it is drawn on the map. */
export function swatch({ d, style }: Pick<PathMark, "d" | "style">): SVGSVGElement {
  const svg = svgElement("svg", { viewBox: "-10 -10 20 20", width: "16", height: "16", "aria-hidden": "true" });
  const path = svgElement("path");
  drawPath(path, { layer: "zones", d, style: { fill: "none", ...style } });
  svg.append(path);
  return svg;
}

/** The legend: layers to switch on and off, what the signs mean, and how much of the map is seen. */
export function layerControls(actions: MapActions): MapPart {
  const { signal } = actions;
  let shown: ShownMap | undefined;
  const toggles = mapLayers.map((layer) => {
    const [text, d, style] = names[layer];
    const toggle = button("", `Layer: ${text}`, () => actions.look({ layers: switched(shown, layer) }), signal);
    toggle.classList.add("emlab-map-layer");
    toggle.append(swatch({ d, style }), element("span", { text }));
    return { layer, toggle };
  });
  const round = element("select", { className: "emlab-select", label: "Projection of the round map" });
  round.append(new Option("stereographic", "stereographic"), new Option("equal area", "equal-area"));
  round.addEventListener("input", () => actions.look({ roundKind: round.value as "stereographic" | "equal-area" }), {
    signal,
  });
  const families = element("select", { className: "emlab-select", label: "Families of zones that are shown" });
  families.append(
    ...[
      ["", "usual zones"],
      ["4", "4 families"],
      ["8", "8 families"],
      ["16", "16 families"],
      ["1000000", "all zones"],
    ].map(([value, text]) => new Option(text, value)),
  );
  const setFamilies = () => actions.look({ mostFamilies: families.value === "" ? undefined : Number(families.value) });
  families.addEventListener("input", setFamilies, { signal });
  const zoom = (factor: number) => () => shown && actions.look({ rangeDeg: zoomed(shown.look.rangeDeg, factor) });
  const centre = () => shown && actions.look({ centre: shown.state.planned ?? shown.here });
  const range = element("output", { className: "emlab-value" });
  const legend = element("ul", { className: "emlab-map-legend", label: "What the signs mean" });
  const row = element(
    "div",
    { className: "emlab-controls", role: "toolbar", label: "Layers" },
    toggles.map(({ toggle }) => toggle),
  );
  const sizes = element("div", { className: "emlab-controls", role: "toolbar", label: "Views" }, [
    button("−", "Show more of the map", zoom(1.25), signal),
    button("+", "Show less of the map, larger", zoom(1 / 1.25), signal),
    range,
    button("Centre", "Centre the tip/tilt map on the plan, or on the stage (C)", centre, signal),
    button("Whole", "Whole map again, about zero", () => actions.look(wholeMap), signal),
    round,
    families,
  ]);
  return {
    element: element("div", {}, [row, sizes, legend]),
    show(now) {
      shown = now;
      for (const { layer, toggle } of toggles) toggle.setAttribute("aria-pressed", String(now.look.layers.has(layer)));
      round.value = now.look.roundKind;
      range.textContent = `±${Math.round(now.look.rangeDeg)}°`;
      fillLegend(
        legend,
        legendOf(
          { ...now.map, grains: now.grains.map(({ grain }) => grain) },
          now.grains.map(({ index }) => index),
        ),
      );
    },
  };
}

const wholeMap = { rangeDeg: firstLook.rangeDeg, centre: firstLook.centre };

/** What lies within 5° and 90°. */
export function zoomed(rangeDeg: number, factor: number): number {
  return Math.min(90, Math.max(5, rangeDeg * factor));
}

function switched(shown: ShownMap | undefined, layer: MapLayer): ReadonlySet<MapLayer> {
  const layers = new Set(shown?.look.layers);
  if (!layers.delete(layer)) layers.add(layer);
  return layers;
}

function fillLegend(legend: HTMLElement, lines: readonly LegendLine[]): void {
  const key = JSON.stringify(lines);
  if (legend.dataset["key"] === key) return;
  legend.dataset["key"] = key;
  legend.replaceChildren(
    ...lines.map(({ text, path }) => element("li", {}, [...(path ? [swatch(path)] : []), element("span", { text })])),
  );
}
