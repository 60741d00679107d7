import type { MapEdits } from "../../../../src/messages/tiltMap/mapEdits.js";
import type { MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import type { MapSeries } from "../../../../src/messages/tiltMap/tiltMapState.js";
import type { MapLook, ShownMap } from "./shownMap.js";

/** What the controls of a tilt map do. Only `confirmGo` and `stop` reach the stage. */
export interface MapActions {
  plan(tilt: MapTilt | null): void;
  /** Asks whether to go; nothing moves yet. */
  askGo(): void;
  confirmGo(): void;
  cancelGo(): void;
  stop(): void;
  /** One step of the history. */
  edit(change: (edits: MapEdits) => MapEdits, said: string): void;
  undo(): void;
  redo(): void;
  /** Turns the chosen grain by keys from now on; the drawings have the focus then. */
  turn(): void;
  look(change: Partial<MapLook>): void;
  lock(featureId: string | null): void;
  series(series: MapSeries | null): void;
  /** Told to whoever sees, and read out. */
  say(text: string): void;
  readonly signal: AbortSignal;
}

/** A part of the widget beside the drawings. */
export interface MapPart {
  readonly element: HTMLElement;
  show(shown: ShownMap, isLive: boolean): void;
}
