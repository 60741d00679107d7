import type { ImageCanvas } from "../../canvas/imageCanvas.js";

/** A press that moves further than this (CSS pixels) is a drag. */
const mostMove = 4;

/** Tells of clicks on an image, in pixels of the screen: not of drags, nor of the second click of a double click, which fits the image. */
export function pointAt(canvas: ImageCanvas, onPoint: (x: number, y: number) => void, signal: AbortSignal): void {
  const { element } = canvas;
  let pressed: { readonly x: number; readonly y: number } | undefined;
  element.addEventListener(
    "pointerdown",
    (event) => {
      pressed = event.button === 0 ? { x: event.clientX, y: event.clientY } : undefined;
    },
    { signal },
  );
  element.addEventListener(
    "click",
    (event) => {
      const from = pressed;
      pressed = undefined;
      if (!from || event.detail > 1) return;
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > mostMove) return;
      const { left, top } = element.getBoundingClientRect();
      onPoint((event.clientX - left) * canvas.density, (event.clientY - top) * canvas.density);
    },
    { signal },
  );
}
