import { element } from "../element.js";

/** Between two texts that are read out. */
const pauseMs = 350;

/** Reads texts out, the last of many that come together. */
export interface Announcer {
  readonly element: HTMLElement;
  say(text: string): void;
}

/** A live region that is not seen. A text is put there once nothing newer has come for a while: who holds an arrow key hears the end. */
export function announcer(signal: AbortSignal): Announcer {
  const region = element("div", { className: "emlab-spoken", role: "status" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener("abort", () => clearTimeout(timer));
  return {
    element: region,
    say(text) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        region.textContent = text;
      }, pauseMs);
    },
  };
}
