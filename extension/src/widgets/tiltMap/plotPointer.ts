import type { Place } from "../../../../src/ops/carto/drawing/mapFrame.js";
import type { MapPlot } from "./mapPlot.js";

/** What the pointer does on a drawing. Nothing of this moves a stage. */
export interface PointerActions {
  /** undefined: the pointer has left. */
  hover(plot: MapPlot, place: Place | undefined): void;
  click(plot: MapPlot, place: Place): void;
  /** Begins to drag what lies at a place; false when nothing there can be dragged. */
  grab(plot: MapPlot, place: Place, isSpin: boolean): boolean;
  drag(plot: MapPlot, place: Place): void;
  /** Ends it; what was dragged stays, or goes back. */
  drop(isKept: boolean): void;
}

/** A press that moves less than this is a click (px). */
const clickPx = 4;

interface Press {
  readonly id: number;
  readonly place: Place;
  readonly isSpin: boolean;
  /** undefined while it may still be a click. */
  isDrag: boolean | undefined;
}

/** Listens to the pointer on a drawing: hover, click, drag, drag with Alt. */
export function listenToPointer(plot: MapPlot, actions: PointerActions, signal: AbortSignal): void {
  const { svg } = plot;
  let press: Press | undefined;
  const listen = <K extends keyof SVGElementEventMap>(name: K, heard: (event: SVGElementEventMap[K]) => void) =>
    svg.addEventListener(name, heard as EventListener, { signal });

  listen("pointerdown", (event) => {
    if (press || event.button !== 0) return;
    press = { id: event.pointerId, place: plot.placeOf(event), isSpin: event.altKey, isDrag: undefined };
    svg.setPointerCapture(event.pointerId);
    svg.focus({ preventScroll: true });
    event.preventDefault();
  });
  listen("pointermove", (event) => {
    const place = plot.placeOf(event);
    if (press?.id !== event.pointerId) {
      if (!press) actions.hover(plot, place);
      return;
    }
    const isFar = Math.hypot(place[0] - press.place[0], place[1] - press.place[1]) >= clickPx;
    if (press.isDrag === undefined && isFar) press.isDrag = actions.grab(plot, press.place, press.isSpin);
    if (press.isDrag) actions.drag(plot, place);
  });
  const finish = (isKept: boolean) => (event: PointerEvent) => {
    if (press?.id !== event.pointerId) return;
    const { isDrag, place } = press;
    press = undefined;
    if (isDrag) actions.drop(isKept);
    else if (isDrag === undefined && isKept) actions.click(plot, place);
  };
  listen("pointerup", finish(true));
  listen("pointercancel", finish(false));
  listen("pointerleave", () => {
    if (!press) actions.hover(plot, undefined);
  });
  // Escape takes back what is being dragged; the map hears of it too, and aborts nothing then.
  listen("keydown", (event) => {
    if (event.key !== "Escape" || !press?.isDrag) return;
    press = undefined;
    actions.drop(false);
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}
