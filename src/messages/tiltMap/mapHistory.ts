import { listOf } from "../reader.js";
import { type MapEdits, readEdits } from "./mapEdits.js";

/** Edits with those before them and those that were undone; both in the order in which they were done. */
export interface MapHistory {
  readonly edits: MapEdits;
  readonly past: readonly MapEdits[];
  readonly future: readonly MapEdits[];
}

/** The most steps that are kept: each is all of the edits, some kilobytes. @unitless */
export const mostMapSteps = 40;

/** Reads steps. */
export const readMapSteps = listOf(readEdits, mostMapSteps);

/** A change made now: what had been undone is forgotten, and so is the oldest step beyond the limit. */
export function edited({ edits, past }: MapHistory, to: MapEdits): MapHistory {
  return { edits: to, past: [...past, edits].slice(-mostMapSteps), future: [] };
}

/** The last change taken back; the same when there is none. */
export function unedited(history: MapHistory): MapHistory {
  const last = history.past.at(-1);
  if (!last) return history;
  return { edits: last, past: history.past.slice(0, -1), future: [history.edits, ...history.future] };
}

/** The change that was taken back last done again; the same when there is none. */
export function reedited(history: MapHistory): MapHistory {
  const [next, ...future] = history.future;
  return next ? { edits: next, past: [...history.past, history.edits], future } : history;
}
