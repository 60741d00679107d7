import type { ImageCanvas } from "../../canvas/imageCanvas.js";

/** A place on the screen of a canvas. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What picking does. */
export interface PickActions {
  /** Begins a stroke at a place; false when there is nothing to pick there, or images are moved now. */
  begin(place: Place, isIgnoring: boolean): boolean;
  /** The stroke goes on in a straight line. */
  paint(from: Place, to: Place): void;
  /** The stroke ends, and counts or not. */
  end(isKept: boolean): void;
  /** Does what a key asks for; false for a key that means nothing here. */
  press(event: KeyboardEvent): boolean;
}

/**
 * Lets a person pick with the pointer and the keys. It listens before navigation does: what it takes does not move the image.
 *
 * With Shift the pointer moves the image.
 */
export function pick(canvas: ImageCanvas, actions: PickActions, signal: AbortSignal): void {
  const { element } = canvas;
  const place = (event: MouseEvent): Place => {
    const { left, top } = element.getBoundingClientRect();
    return { x: (event.clientX - left) * canvas.density, y: (event.clientY - top) * canvas.density };
  };
  const listen = <K extends keyof HTMLElementEventMap>(name: K, heard: (event: HTMLElementEventMap[K]) => void) =>
    element.addEventListener(name, heard, { signal });

  let stroke: { readonly id: number; last: Place } | undefined;
  listen("pointerdown", (event) => {
    const isPick = (event.button === 0 && !event.shiftKey) || event.button === 2;
    if (stroke || !isPick || !actions.begin(place(event), event.button === 2)) return;
    stroke = { id: event.pointerId, last: place(event) };
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  listen("pointermove", (event) => {
    if (stroke?.id !== event.pointerId) return;
    const to = place(event);
    actions.paint(stroke.last, to);
    stroke.last = to;
  });
  const finish = (isKept: boolean) => (event: PointerEvent) => {
    if (stroke?.id !== event.pointerId) return;
    stroke = undefined;
    actions.end(isKept);
  };
  listen("pointerup", finish(true));
  listen("pointercancel", finish(false));
  listen("contextmenu", (event) => {
    event.preventDefault();
    event.stopPropagation();
  });
  // Two quick clicks are two picks.
  listen("dblclick", (event) => event.stopImmediatePropagation());
  listen("keydown", (event) => {
    if (!actions.press(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}
