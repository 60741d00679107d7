import { createHash } from "node:crypto";
import { EmError } from "../../core/error.js";

/** What a line of the audit is about: something was asked for, it was refused before anything changed, it was done, or it failed. */
export type AuditOutcome = "asked" | "refused" | "done" | "failed";

/** What is written of one event. */
export interface AuditRecord {
  readonly outcome: AuditOutcome;
  /** "em.stage.moveTo". */
  readonly operation: string;
  /** Number of the line in which it was asked for. @unitless */
  readonly asked?: number;
  readonly durationMs?: number;
  /** What was asked, or what came of it. */
  readonly details?: unknown;
  readonly error?: { readonly tag: string; readonly message: string; readonly fix?: string };
}

/** The wall clock, as far as the audit needs it. */
export interface AuditClock {
  /** Milliseconds since 1970. */
  nowMs(): number;
}

/** What an audit is made with. */
export interface AuditParts {
  readonly owner: string;
  readonly instrument: string;
  readonly clock: AuditClock;
  /** Takes each line, without its line end: a file that is only appended to. A line for which it throws is given again with the next one. */
  readonly sink?: (line: string) => void;
}

/** Lines that are kept in memory; all go to the sink. */
const mostLines = 10_000;

/** The longest text of details: a target can be any object. */
const longestDetails = 2000;

/** What the first line names as the hash of the line before it. */
const noHash = "0".repeat(64);

/**
 * An append-only log of all that was asked of an instrument and what came of it, as JSON lines.
 *
 * Each line holds the SHA-256 of the line before it, so that a line that is changed, removed or put in between breaks the chain: see
 * verifyAudit. Cost: about 10 µs a line; the newest 10,000 to 20,000 lines stay in memory.
 */
export class AuditLog {
  readonly #parts: AuditParts;
  readonly #lines: string[] = [];
  #count = 0;
  #lastHash = noHash;
  #sinkError: unknown;
  /** Lines that the sink has not taken so far, the oldest first. */
  #unwritten: string[] = [];

  constructor(parts: AuditParts) {
    this.#parts = parts;
  }

  /** Lines written so far. @unitless */
  get count(): number {
    return this.#count;
  }

  /** SHA-256 of the newest line: whoever keeps it elsewhere can tell that no line was cut off the end. */
  get lastHash(): string {
    return this.#lastHash;
  }

  /** The newest lines, the oldest of them first. */
  lines(): readonly string[] {
    return [...this.#lines];
  }

  /** Throws StoreFull while a line is not written: nothing may change that is not on record. Each new line tries them all again. */
  checkSink(): void {
    if (this.#sinkError === undefined) return;
    const neededBytes = this.#unwritten.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    const why = this.#sinkError instanceof Error ? this.#sinkError.message : String(this.#sinkError);
    const what = `the audit log of the instrument cannot be written: it needs ${neededBytes} bytes, and ${why}`;
    throw new EmError("StoreFull", what, {
      fix: "Make room where the log is kept, then run the cell again; until then the stage and the beam can only be stopped and blanked.",
      cause: this.#sinkError,
    });
  }

  /** Adds a line and gives its number. It never throws: see checkSink. */
  write(record: AuditRecord): number {
    const { owner, instrument, clock, sink } = this.#parts;
    const number = this.#count++;
    const { details, ...rest } = record;
    const at = new Date(clock.nowMs()).toISOString();
    const line = JSON.stringify({
      number,
      at,
      owner,
      instrument,
      ...rest,
      details: shortened(details),
      previous: this.#lastHash,
    });
    this.#lastHash = hashText(line);
    this.#lines.push(line);
    if (this.#lines.length >= 2 * mostLines) this.#lines.splice(0, mostLines);
    if (sink) this.#hand(line, sink);
    return number;
  }

  /** Gives the sink what it has not taken yet, in order. */
  #hand(line: string, sink: (line: string) => void): void {
    this.#unwritten.push(line);
    let taken = 0;
    this.#sinkError = undefined;
    try {
      for (const waiting of this.#unwritten) {
        sink(waiting);
        taken++;
      }
    } catch (error) {
      this.#sinkError = error ?? "unknown";
    }
    this.#unwritten = this.#unwritten.slice(taken);
  }
}

/** Numbers that JSON does not have are written as texts: what was refused must be readable. */
function shortened(details: unknown): unknown {
  if (details === undefined) return undefined;
  try {
    const text = JSON.stringify(details, (_, value: unknown) =>
      (typeof value === "number" && !Number.isFinite(value)) || typeof value === "bigint" ? String(value) : value,
    );
    if (text === undefined) return `(${typeof details})`;
    return text.length <= longestDetails ? JSON.parse(text) : `${text.slice(0, longestDetails)} […]`;
  } catch (error) {
    return `(not to be written: ${String(error).slice(0, 100)})`;
  }
}

function hashText(line: string): string {
  return createHash("sha256").update(line).digest("hex");
}

/** Whether lines of an audit are as they were written. */
export interface AuditVerdict {
  readonly isWhole: boolean;
  /** Index of the first line that does not follow from the one before it. @unitless */
  readonly firstBad?: number;
  readonly problem?: string;
  /** SHA-256 of the last line; compare it with the one that was kept elsewhere. */
  readonly lastHash: string;
}

/**
 * Checks the chain of an audit: every line must hold the next number and the SHA-256 of the line before it.
 *
 * Lines may begin in the middle of a log. Lines that were cut off the end show only when lastHash is compared with one that was kept
 * elsewhere. Cost: about 5 µs a line.
 */
export function verifyAudit(lines: readonly string[]): AuditVerdict {
  let lastHash = noHash;
  let number: number | undefined;
  for (const [i, line] of lines.entries()) {
    const problem = lineProblem(line, number, i === 0 ? undefined : lastHash);
    if (problem) return { isWhole: false, firstBad: i, problem, lastHash };
    number = (JSON.parse(line) as { number: number }).number + 1;
    lastHash = hashText(line);
  }
  return { isWhole: true, lastHash };
}

function lineProblem(line: string, expected: number | undefined, previous: string | undefined): string | undefined {
  let read: { number?: unknown; previous?: unknown } | null;
  try {
    read = JSON.parse(line);
  } catch {
    return "it is not JSON: a line was cut or changed";
  }
  if (read === null || typeof read !== "object" || !Number.isInteger(read.number)) return "it is no line of an audit";
  if (read.number === 0 && read.previous !== noHash) return "it is the first line, but names one before it";
  if (expected !== undefined && read.number !== expected)
    return `its number is ${read.number}, not ${expected}: lines are missing or were added`;
  if (previous !== undefined && read.previous !== previous)
    return "the line before it is not the one that was there when it was written";
  return undefined;
}
