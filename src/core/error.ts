/** What went wrong, as a word that code can test for and people can look up. */
export type EmErrorTag =
  | "StageLimit"
  | "DoseLimit"
  | "NotArmed"
  | "Unsupported"
  | "NotConnected"
  | "InstrumentBusy"
  | "NotCalibrated"
  | "Timeout"
  | "Aborted"
  | "BadFile"
  | "BadShape"
  | "BadOption"
  | "ModelMissing"
  | "StoreFull"
  | "Protocol";

/**
 * The one error of emlab: a tag for code, a message with the number and its unit, and a fix that says what to do.
 *
 * @example
 * throw new EmError("BadOption", "fovNm is -3 nm", { fix: "Give a field of view above 0 nm." });
 */
export class EmError extends Error {
  /** The kind of failure. */
  readonly tag: EmErrorTag;
  /** What the user can do about it, as one or two sentences. */
  readonly fix: string;

  constructor(tag: EmErrorTag, message: string, { fix, cause }: { fix: string; cause?: unknown }) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = `EmError[${tag}]`;
    this.tag = tag;
    this.fix = fix;
  }
}

/** Throws EmError Aborted when the signal has fired: every operation that can take more than 0.1 s calls it between steps. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
  if (!signal?.aborted) return;
  throw new EmError("Aborted", `${what} was interrupted`, {
    fix: "Run the cell again; nothing was changed.",
    cause: signal.reason,
  });
}
