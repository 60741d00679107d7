import { MapFrame, type Place } from "../../../../src/ops/carto/drawing/mapFrame.js";
import { mapScene } from "../../../../src/ops/carto/drawing/mapScene.js";
import type { MapLayer, MapScene, PathMark } from "../../../../src/ops/carto/drawing/marks.js";
import { circlePath, crossPath } from "../../../../src/ops/carto/drawing/paths.js";
import { type PlacedZone, placedZones } from "../../../../src/ops/carto/drawing/zoneMarks.js";
import type { ProjectionKind } from "../../../../src/ops/carto/projection.js";
import type { Tilt } from "../../../../src/ops/carto/tilt.js";
import { element } from "../element.js";
import type { MapLook, ShownMap } from "./shownMap.js";
import { SvgMarks, svgElement } from "./svgMarks.js";

/** The nearest that a pointer has to come to a zone (px of the screen). */
export const snapPx = 12;

const [leastPx, mostPx] = [220, 620];

/** One drawing of a map: a projection, of all shown grains or of one. */
export class MapPlot {
  readonly element: HTMLElement;
  readonly svg: SVGSVGElement;
  readonly kind: ProjectionKind;
  /** The only grain that it shows; undefined for all. */
  readonly grainId: string | undefined;
  readonly #marks: SvgMarks;
  /** Where the pointer is on another drawing. */
  readonly #pointer: SVGCircleElement;
  readonly #title: string;
  #frame: MapFrame;
  #sidePx = 400;
  #fittedTo = "";

  constructor(kind: ProjectionKind, title: string, keysText: string, grainId?: string) {
    this.kind = kind;
    this.grainId = grainId;
    this.#title = title;
    this.svg = svgElement("svg", { class: "emlab-map-svg", role: "application", tabindex: "0" });
    this.svg.setAttribute("aria-roledescription", "tilt map");
    this.svg.setAttribute("aria-label", `${title}. ${keysText}`);
    const heading = element("div", { className: "emlab-map-heading", text: title });
    this.element = element("div", { className: "emlab-map-plot" }, [heading, this.svg]);
    this.#marks = new SvgMarks(this.svg);
    this.#pointer = svgElement("circle", { class: "emlab-map-linked", r: "7", style: "display: none" });
    this.svg.append(this.#pointer);
    this.#frame = new MapFrame({ kind, sidePx: 400 });
  }

  get frame(): MapFrame {
    return this.#frame;
  }

  get title(): string {
    return this.#title;
  }

  /** Measures the place in the page that the drawing has: when that may have changed, as it costs a layout of the page. */
  measure(): void {
    this.#sidePx = Math.round(Math.min(mostPx, Math.max(leastPx, this.element.clientWidth || 400)));
  }

  /** Fits the drawing to its place. The frame stays the same while nothing changes: much is kept for it. */
  fit({ rangeDeg, centre }: Pick<MapLook, "rangeDeg" | "centre">): void {
    const sidePx = this.#sidePx;
    const options =
      this.kind === "tip-tilt"
        ? { kind: this.kind, sidePx, rangeDeg, centre }
        : // The round map is about zero tilt, and shows twice as much.
          { kind: this.kind, sidePx, rangeDeg: Math.min(90, 2 * rangeDeg) };
    const key = JSON.stringify(options);
    if (this.#fittedTo === key) return;
    this.#fittedTo = key;
    this.#frame = new MapFrame(options);
    for (const name of ["width", "height"]) this.svg.setAttribute(name, String(sidePx));
    this.svg.setAttribute("viewBox", `0 0 ${sidePx} ${sidePx}`);
  }

  draw(shown: ShownMap, cursor: Tilt | undefined, isCoarse: boolean): void {
    const scene = this.scene(shown, shown.look.layers, isCoarse);
    this.#marks.draw({ ...scene, paths: [...scene.paths, ...cursorMarks(cursor, this.#frame)] }, this.#frame);
  }

  /** Shows where the pointer is on another drawing; undefined for nowhere. */
  point(tilt: Tilt | undefined): void {
    const place = tilt && this.#frame.placeOfTilt(tilt);
    const isSeen = place !== undefined && this.#frame.isSeen(place);
    this.#pointer.style.display = isSeen ? "" : "none";
    if (!isSeen) return;
    this.#pointer.setAttribute("cx", place[0].toFixed(1));
    this.#pointer.setAttribute("cy", place[1].toFixed(1));
  }

  scene(shown: ShownMap, layers: ReadonlySet<MapLayer>, isCoarse = false): MapScene {
    return mapScene(shown.parts(this.grainId), this.#frame, { layers, isCoarse });
  }

  /** The zones near a place, the nearest first. */
  zonesNear(shown: ShownMap, [x, y]: Place): readonly PlacedZone[] {
    if (!shown.look.layers.has("zones")) return [];
    const distance = ({ placePx }: PlacedZone) => Math.hypot(placePx[0] - x, placePx[1] - y);
    return shown
      .parts(this.grainId)
      .rows.flatMap((rows) => placedZones(rows, this.#frame))
      .filter((zone) => distance(zone) <= snapPx)
      .sort((a, b) => distance(a) - distance(b));
  }

  /** Where on the drawing an event of the pointer is. */
  placeOf({ clientX, clientY }: MouseEvent): Place {
    const { left, top, width } = this.svg.getBoundingClientRect();
    const scale = this.#frame.sidePx / (width || 1);
    return [(clientX - left) * scale, (clientY - top) * scale];
  }
}

function cursorMarks(cursor: Tilt | undefined, frame: MapFrame): PathMark[] {
  const place = cursor && frame.placeOfTilt(cursor);
  if (!place || !frame.isSeen(place)) return [];
  return [
    { layer: "current", d: circlePath(place, 13), style: { stroke: "ink", widthPx: 1.6, dash: "3 2", fill: "none" } },
    { layer: "current", d: crossPath(place, 3), style: { stroke: "ink", widthPx: 1.6, fill: "none" } },
  ];
}
