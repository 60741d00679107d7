import type { MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import { element } from "../element.js";

/** A line of a list of tilts. */
export interface TiltLine {
  readonly text: string;
  readonly at: MapTilt;
}

/** The most lines of a list: more are no help. */
const mostLines = 40;

/** A list of tilts, each a button that plans it. */
export function fillTiltList(
  list: HTMLElement,
  lines: readonly TiltLine[],
  none: string,
  plan: (tilt: MapTilt) => void,
  signal: AbortSignal,
): void {
  const key = JSON.stringify(lines.slice(0, mostLines));
  if (list.dataset["key"] === key) return;
  list.dataset["key"] = key;
  const items = lines.slice(0, mostLines).map(({ text, at }) => {
    const made = element("button", { className: "emlab-button emlab-map-line", text, title: "Plan this tilt" });
    made.type = "button";
    made.addEventListener("click", () => plan(at), { signal });
    return element("li", {}, [made]);
  });
  const left = lines.length - mostLines;
  const more = lines.length === 0 ? none : left > 0 ? `and ${left} more` : "";
  list.replaceChildren(...items, ...(more ? [element("li", { text: more })] : []));
}
