import type { Remote } from "./rpc.js";
import type { LanguageCalls, LanguageStart, PositionMap } from "./threadMessages.js";

/**
 * What makes an engine. Its two halves are modules of their own, since each thread loads only its half.
 *
 * Everything else is the same for all engines: the evaluation of scripts in V8's REPL mode, streams, errors, interrupts.
 */
export interface Engine {
  /** On the language thread: checks a cell and makes a script of it, and answers what is asked about code. */
  readonly language: LanguageHalf;
  /** On the main thread, before the first cell: puts in place what the scripts of this engine call. */
  readonly main: MainHalf;
}

/** Makes the answers of the language thread; it may take as long as a compiler takes to load. */
export type LanguageHalf = (start: LanguageStart) => LanguageCalls;

/** Prepares the main thread for the scripts of an engine. */
export type MainHalf = (main: MainThread) => void;

/** What an engine finds on the main thread. */
export interface MainThread {
  /** The folder that relative imports start from: the notebook's. */
  readonly folder: string;
  /** The engine's language half. */
  readonly language: Remote<LanguageCalls>;
  /** Gets the position maps of local files by their URLs, so that stacks name their lines. */
  readonly files: Map<string, PositionMap>;
}
