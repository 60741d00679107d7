import type { MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import type { MapActions } from "./mapActions.js";
import type { MapPlot } from "./mapPlot.js";
import type { MapDraft, ShownMap } from "./shownMap.js";
import type { ZoneTip } from "./zoneTip.js";

/** What the hand works on. */
export interface HandDesk {
  shown(): ShownMap;
  readonly actions: MapActions;
  readonly tip: ZoneTip;
  /** Shows a grain as it is being turned; undefined when that is over. */
  draft(draft: MapDraft | undefined): void;
  redraw(): void;
  /** Shows on the other drawings where the pointer is. */
  link(from: MapPlot, tilt: MapTilt | undefined): void;
  /** Shown where values are read; with `spoken` that is read out too. */
  readOut(text: string, spoken?: string): void;
  /** Escape: what is under way ends; false when nothing was. */
  abort(): boolean;
}
