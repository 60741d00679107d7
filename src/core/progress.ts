/** How far a long operation is: one shape for every bar. */
export interface Progress {
  /** Steps done so far. @unitless */
  readonly done: number;
  /** Steps in all. @unitless */
  readonly total: number;
  /** What is being done, in the field's words: "fitting columns". */
  readonly label: string;
}

/** What a long operation gets beside its data: both parts stay on this side of a thread boundary, so they are never in its params. */
export interface RunContext {
  /** Fires when the result is no longer wanted: see throwIfAborted. */
  readonly signal?: AbortSignal;
  /** Called between steps, cheap enough for every one of them. */
  readonly onProgress?: (progress: Progress) => void;
}
