import { createHash } from "node:crypto";
import { fromExactJson, toExactJson } from "./exactJson.js";
import { type FrameEntry, isFrameEntry } from "./storedRecording.js";

/** Something that happened in a run beside frames: a note, or the start or stop of a plan. */
export interface RunDocument {
  /** "note", "start", "stop": any word but "frame". */
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What a line of the journal says: a frame, or another document. Each has its own number and the time of writing. */
export interface JournalLine {
  /** Number of the line, from 1. @unitless */
  readonly line: number;
  readonly type: string;
  /** The frame, where the type is "frame". */
  readonly frame?: FrameEntry;
  /** The document, where it is none. */
  readonly document?: RunDocument;
  /** Checksum of the line before: the lines form a chain. */
  readonly previous: string;
  /** Checksum of this line. */
  readonly check: string;
}

/** What the first line follows: the checksum of run.json would change with its layout, so it is the run's identity. */
export function chainStart(run: string): string {
  return sha256(run);
}

/**
 * Writes a line: JSON that ends in the checksum of the line before and in its own, and a newline.
 *
 * The checksum is of the text before it, so a reader needs no agreement on how JSON is laid out.
 */
export function formatLine(
  line: number,
  body: FrameEntry | RunDocument,
  previous: string,
): { text: string; check: string } {
  const typed = "type" in body ? body : { type: "frame", ...body };
  const json = toExactJson({ line, ...typed, previous }, "the line of the journal");
  const checked = json.slice(0, -1);
  const check = sha256(checked);
  return { text: `${checked},"check":"${check}"}\n`, check };
}

/** Reads a line without its newline; undefined when it is torn, altered, or says nothing that makes sense. */
export function parseLine(text: string): JournalLine | undefined {
  const check = /,"check":"([0-9a-f]{64})"\}$/.exec(text)?.[1];
  if (check === undefined || sha256(text.slice(0, text.length - checkLength)) !== check) return undefined;
  const value = fromExactJson(text) as Record<string, unknown> | undefined;
  if (!value || typeof value !== "object") return undefined;
  const { line, type, previous, check: _, ...body } = value;
  if (!Number.isSafeInteger(line) || typeof type !== "string" || typeof previous !== "string") return undefined;
  const common = { line: line as number, type, previous, check };
  if (type !== "frame") return { ...common, document: { type, ...body } };
  return isFrameEntry(body) ? { ...common, frame: body } : undefined;
}

const checkLength = `,"check":"${"0".repeat(64)}"}`.length;

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
