import { join } from "node:path";
import { chainStart, type JournalLine, parseLine } from "./journalLine.js";

/** Where the journal of a run lies. */
export function journalPath(folder: string): string {
  return join(folder, "journal.jsonl");
}

/** The end of a journal that is no whole line: what a kill or a full disk leaves of the last one. */
export interface TornTail {
  /** Where it begins: up to here the journal is whole. */
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  /** Its beginning. */
  readonly text: string;
}

/** What a journal holds. */
export interface JournalContent {
  /** Whole lines, each once, in the order of writing. */
  readonly lines: readonly JournalLine[];
  readonly tornTail?: TornTail;
  /** false: the last whole line lacks its newline only. */
  readonly endsInNewline: boolean;
  /** Lines in the midst of whole ones that are torn or altered: positions in the file, from 1. @unitless */
  readonly damagedLines: readonly number[];
  /** Whole lines that do not follow the one before: lines were removed, moved or repeated. Positions in the file, from 1. @unitless */
  readonly brokenChain: readonly number[];
  /** What the next line follows. */
  readonly lastCheck: string;
  /** Number of the last line. @unitless */
  readonly lastLine: number;
}

/** Reads the bytes of a journal of a run; nothing in them can make it fail. Cost: about 10 us a line. */
export function readJournal(run: string, bytes: Uint8Array): JournalContent {
  const pieces = piecesOf(bytes);
  const parsed = pieces.map(({ text }) => parseLine(text));
  const lastWhole = parsed.findLastIndex((line) => line !== undefined);
  const brokenChain: number[] = [];
  const lines: JournalLine[] = [];
  const seen = new Set<string>();
  let follows = chainStart(run);
  let isAfterDamage = false;
  for (const [index, line] of parsed.slice(0, lastWhole + 1).entries()) {
    if (!line) {
      isAfterDamage = true;
      continue;
    }
    // After a damaged line nothing can be said of the link to it.
    if (line.previous !== follows && !isAfterDamage) brokenChain.push(index + 1);
    isAfterDamage = false;
    if (seen.has(line.check)) continue;
    seen.add(line.check);
    lines.push(line);
    follows = line.check;
  }
  return {
    lines,
    ...tailAfter(pieces, lastWhole, bytes.length),
    damagedLines: parsed.slice(0, Math.max(0, lastWhole)).flatMap((line, index) => (line ? [] : [index + 1])),
    brokenChain,
    lastCheck: lines.at(-1)?.check ?? chainStart(run),
    lastLine: lines.reduce((most, { line }) => Math.max(most, line), 0),
  };
}

interface Piece {
  readonly text: string;
  readonly endBytes: number;
  readonly hasNewline: boolean;
}

/** Cut at newlines as bytes: a text that is cut within a character must not shift the positions. */
function piecesOf(bytes: Uint8Array): Piece[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Piece[] = [];
  for (let start = 0; start < buffer.length; ) {
    const newline = buffer.indexOf(0x0a, start);
    const end = newline < 0 ? buffer.length : newline;
    const endBytes = newline < 0 ? end : end + 1;
    pieces.push({ text: buffer.toString("utf8", start, end), endBytes, hasNewline: newline >= 0 });
    start = endBytes;
  }
  return pieces;
}

const longestTail = 2000;

function tailAfter(pieces: readonly Piece[], lastWhole: number, sizeBytes: number) {
  const last = pieces[lastWhole];
  const offsetBytes = last?.endBytes ?? 0;
  const endsInNewline = last?.hasNewline ?? true;
  if (offsetBytes === sizeBytes) return { endsInNewline };
  const rest = pieces.slice(lastWhole + 1).map(({ text }) => text);
  const text = rest.join("\n").slice(0, longestTail);
  return { endsInNewline, tornTail: { offsetBytes, sizeBytes: sizeBytes - offsetBytes, text } };
}
