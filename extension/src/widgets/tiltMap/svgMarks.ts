import type { MapFrame } from "../../../../src/ops/carto/drawing/mapFrame.js";
import {
  type LabelMark,
  type MapScene,
  type MarkColour,
  markColours,
  type PathMark,
} from "../../../../src/ops/carto/drawing/marks.js";

const namespace = "http://www.w3.org/2000/svg";

/** Ink and paper are those of the theme. */
const inks = {
  ink: "var(--jp-ui-font-color0)",
  soft: "var(--jp-ui-font-color2)",
  paper: "var(--jp-layout-color0)",
} as const;

/** A colour of a mark as the page has it. */
export function themeColour(name: MarkColour): string {
  return name === "ink" || name === "soft" || name === "paper" ? inks[name] : markColours[name];
}

/** Makes an element of an SVG. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

let clips = 0;

/** Draws scenes into an SVG. Elements are kept from one scene to the next, and only what has changed is written. */
export class SvgMarks {
  readonly #paths: SVGGElement;
  readonly #labels: SVGGElement;
  readonly #clip: SVGRectElement;
  readonly #drawnPaths: PathMark[] = [];
  readonly #drawnLabels: LabelMark[] = [];

  constructor(svg: SVGSVGElement) {
    clips += 1;
    const clip = svgElement("clipPath", { id: `emlab-map-${clips}` });
    this.#clip = svgElement("rect");
    clip.append(this.#clip);
    this.#paths = svgElement("g", { "clip-path": `url(#emlab-map-${clips})` });
    this.#labels = svgElement("g", { class: "emlab-map-labels" });
    svg.append(clip, this.#paths, this.#labels);
  }

  draw({ paths, labels }: MapScene, frame: MapFrame): void {
    const { leftPx, topPx, rightPx, bottomPx } = frame;
    const box = { x: leftPx, y: topPx, width: rightPx - leftPx, height: bottomPx - topPx };
    for (const [name, value] of Object.entries(box)) this.#clip.setAttribute(name, String(value));
    adjust(this.#paths, paths.length, "path");
    adjust(this.#labels, labels.length, "text");
    paths.forEach((mark, i) => {
      drawPath(this.#paths.children[i] as SVGPathElement, mark, this.#drawnPaths[i]);
      this.#drawnPaths[i] = mark;
    });
    labels.forEach((mark, i) => {
      drawLabel(this.#labels.children[i] as SVGTextElement, mark, this.#drawnLabels[i]);
      this.#drawnLabels[i] = mark;
    });
    this.#drawnPaths.length = paths.length;
    this.#drawnLabels.length = labels.length;
  }
}

function adjust(group: SVGGElement, count: number, tag: "path" | "text"): void {
  while (group.childElementCount > count) group.lastElementChild?.remove();
  while (group.childElementCount < count) group.append(svgElement(tag));
}

/** Draws one mark. */
export function drawPath(path: SVGPathElement, mark: PathMark, before?: PathMark): void {
  if (mark === before) return;
  const { d, style, layer } = mark;
  if (before?.d !== d) path.setAttribute("d", d);
  if (before && before.layer === layer && isSameStyle(before.style, style)) return;
  path.dataset["layer"] = layer;
  path.style.fill = themeColour(style.fill ?? "none");
  path.style.stroke = themeColour(style.stroke ?? "none");
  path.style.strokeWidth = String(style.widthPx ?? 1);
  path.style.strokeDasharray = style.dash ?? "";
  path.style.opacity = style.opacity === undefined ? "" : String(style.opacity);
}

function isSameStyle(a: PathMark["style"], b: PathMark["style"]): boolean {
  return (
    a === b ||
    (a.fill === b.fill &&
      a.stroke === b.stroke &&
      a.widthPx === b.widthPx &&
      a.dash === b.dash &&
      a.opacity === b.opacity)
  );
}

function drawLabel(text: SVGTextElement, mark: LabelMark, before: LabelMark | undefined): void {
  if (mark === before) return;
  const { xPx, yPx, parts, isSoft, anchor } = mark;
  if (before?.xPx !== xPx) text.setAttribute("x", xPx.toFixed(1));
  if (before?.yPx !== yPx) text.setAttribute("y", yPx.toFixed(1));
  if (before?.anchor !== anchor) text.setAttribute("text-anchor", anchor);
  if (before?.isSoft !== isSoft) text.style.fill = themeColour(isSoft ? "soft" : "ink");
  if (before && wordsOf(before) === wordsOf(mark)) return;
  text.replaceChildren(
    ...parts.map(({ text: words, isOver }) => {
      const span = svgElement("tspan", isOver ? { "text-decoration": "overline" } : {});
      span.textContent = words;
      return span;
    }),
  );
}

function wordsOf({ parts }: LabelMark): string {
  return parts.map(({ text, isOver }) => (isOver ? `-${text}` : text)).join("|");
}
