import type { ImageCanvas } from "./imageCanvas.js";

/** Where a value is to be read: under the pointer, or in the middle for whoever uses the keyboard; undefined when nowhere. */
export type Reading = { readonly x: number; readonly y: number; readonly by: "pointer" | "keyboard" } | undefined;

/** One step of the keys (CSS pixels), and what + and - multiply the scale by. */
const step = 48;
const zoomStep = 1.25;

/**
 * Lets a person move in an image: drag, wheel, arrows (with Shift in large steps), +, -, 0 and 1.
 *
 * The wheel zooms once the image has the focus, or with Ctrl; before that it scrolls the page, which it is scrolled past with.
 */
export function navigate(canvas: ImageCanvas, onReading: (reading: Reading) => void, signal: AbortSignal): void {
  const { element } = canvas;
  const place = (event: MouseEvent) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: (event.clientX - left) * canvas.density, y: (event.clientY - top) * canvas.density };
  };
  const listen = <K extends keyof HTMLElementEventMap>(name: K, heard: (event: HTMLElementEventMap[K]) => void) =>
    element.addEventListener(name, heard, { signal, passive: false });

  let held: { readonly id: number; x: number; y: number } | undefined;
  listen("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = { id: event.pointerId, ...place(event) };
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
    // No text of the notebook is to be selected by the drag.
    event.preventDefault();
  });
  listen("pointermove", (event) => {
    const { x, y } = place(event);
    if (held?.id === event.pointerId) {
      canvas.pan(x - held.x, y - held.y);
      Object.assign(held, { x, y });
    }
    onReading({ x, y, by: "pointer" });
  });
  const release = () => {
    held = undefined;
  };
  listen("pointerup", release);
  listen("pointercancel", release);
  listen("pointerleave", () => onReading(undefined));
  listen("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== element) return;
    event.preventDefault();
    event.stopPropagation();
    const { x, y } = place(event);
    // Lines of a mouse wheel and pixels of a touch pad come to about the same.
    const distance = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1);
    canvas.zoom(1.0018 ** -distance, x, y);
    onReading({ x, y, by: "pointer" });
  });
  listen("dblclick", () => canvas.fitWhole());
  listen("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !press(canvas, event.key, event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    onReading({ x: canvas.screen.width / 2, y: canvas.screen.height / 2, by: "keyboard" });
  });
}

/** Does what a key asks for; false for a key that means nothing here. */
function press(canvas: ImageCanvas, key: string, isLarge: boolean): boolean {
  const { width, height } = canvas.screen;
  const far = step * canvas.density * (isLarge ? 5 : 1);
  const zoom = (factor: number) => canvas.zoom(factor, width / 2, height / 2);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => canvas.pan(far, 0),
    ArrowRight: () => canvas.pan(-far, 0),
    ArrowUp: () => canvas.pan(0, far),
    ArrowDown: () => canvas.pan(0, -far),
    "+": () => zoom(zoomStep),
    "=": () => zoom(zoomStep),
    "-": () => zoom(1 / zoomStep),
    0: () => canvas.fitWhole(),
    1: () => canvas.fullSize(),
  };
  const act = Object.hasOwn(keys, key) ? keys[key] : undefined;
  act?.();
  return act !== undefined;
}
