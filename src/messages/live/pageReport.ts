import { isRecord, oneOf, textUpTo, wholeNumberFrom } from "../reader.js";
import { mostBinning } from "./frameHeader.js";

/**
 * What a page says of live frames: "ready" when it can show them, and when its size changes; "drawn" when it has drawn all frames up to a
 * number; "left" when it shows them no more.
 */
export interface PageReport {
  readonly what: "ready" | "drawn" | "left";
  /** A name that the page has drawn at random. */
  readonly page: string;
  /** The last frame that was drawn; 0 for none. @unitless */
  readonly number: number;
  /** Pixels of the micrograph on a side of each one that the page can make use of. @unitless */
  readonly binning: number;
}

/** So many frames may be on their way to a page: one is drawn, one travels, and one waits. With more, what is seen is old. @unitless */
export const frameWindow = 3;

/** A page acknowledges each second frame: with an acknowledgement come two messages of the kernel's state. @unitless */
export const drawnEvery = 2;

/** The name of the event that carries a frame, and of the one that carries a report. */
export const frameEvent = "frame";
export const pageEvent = "page";

const what = oneOf(["ready", "drawn", "left"]);
const page = textUpTo(64);
const number = wholeNumberFrom(0, Number.MAX_SAFE_INTEGER);
const binning = wholeNumberFrom(1, mostBinning);

/** Reads a report; undefined where something is wrong. */
export function readPageReport(given: unknown): PageReport | undefined {
  if (!isRecord(given)) return undefined;
  const read = {
    what: what(given["what"]),
    page: page(given["page"]),
    number: number(given["number"]),
    binning: binning(given["binning"]),
  };
  return Object.values(read).includes(undefined) ? undefined : (read as PageReport);
}
