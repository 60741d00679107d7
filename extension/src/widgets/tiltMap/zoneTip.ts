import type { Place } from "../../../../src/ops/carto/drawing/mapFrame.js";
import { type ZoneRow, zoneText } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { element } from "../element.js";
import type { MapPlot } from "./mapPlot.js";

/** Zones that are told at one place, at most. */
const mostZones = 6;

/** What lies under the pointer or the cursor, as lines of text. */
export function tipLines(rows: readonly ZoneRow[], isOfMany: boolean): readonly string[] {
  const lines = rows.slice(0, mostZones).map((row) => zoneText(row, isOfMany));
  const left = rows.length - mostZones;
  return left > 0 ? [...lines, `and ${left} more`] : lines;
}

/** A note beside the pointer. It takes no clicks, and is read out by no one: what is read out is said elsewhere. */
export interface ZoneTip {
  readonly element: HTMLElement;
  show(plot: MapPlot, place: Place, lines: readonly string[]): void;
  hide(): void;
}

/** Makes the note. */
export function zoneTip(): ZoneTip {
  const tip = element("div", { className: "emlab-map-tip" });
  tip.setAttribute("aria-hidden", "true");
  tip.hidden = true;
  return {
    element: tip,
    show(plot, [x, y], lines) {
      if (lines.length === 0) {
        tip.hidden = true;
        return;
      }
      tip.replaceChildren(...lines.map((text) => element("div", { text })));
      tip.hidden = false;
      const { offsetLeft, offsetTop } = plot.element;
      const { leftPx, headPx } = { leftPx: offsetLeft + x + 14, headPx: offsetTop + y + 34 };
      const most = (tip.parentElement?.clientWidth ?? leftPx) - tip.offsetWidth - 4;
      tip.style.left = `${Math.max(0, Math.min(leftPx, most))}px`;
      tip.style.top = `${headPx}px`;
    },
    hide() {
      tip.hidden = true;
    },
  };
}
