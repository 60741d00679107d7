import type { MessagePort } from "node:worker_threads";
import type { Connection } from "./connection.js";

/** Maps a position in the JavaScript that runs to the cell or file that the user wrote (see language/cellScript.ts). */
export interface PositionMap {
  /** For each line of the script (from line 1): the line that it came from, or 0 for a line of our own; by default itself. */
  readonly lines?: readonly number[];
  /** Where the compiler has rewritten the text: for each line, `[column, source line, source column]` in order. */
  readonly segments?: readonly (readonly (readonly [number, number, number])[])[];
}

/** A cell that has passed the type check, ready to run on the main thread. */
export interface RunnableCell {
  readonly js: string;
  readonly map: PositionMap;
  /** False when the cell does not end in an expression: then it has no result to show. */
  readonly endsInExpression: boolean;
}

/** What the user sees when a cell fails: the content of Jupyter's `error` message. */
export interface ErrorReport {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** One execution, as the server hands it to the main thread. */
export interface RunRequest {
  /** Unique in the life of the kernel; outputs carry it, so that they reach the right cell. */
  readonly runId: number;
  /** The number in the brackets beside the cell. */
  readonly count: number;
  readonly source: string;
  readonly cell: RunnableCell;
  readonly silent: boolean;
  readonly userExpressions: Readonly<Record<string, string>>;
}

/** How an execution ended. */
export type RunOutcome =
  | { readonly status: "ok"; readonly userExpressions: Readonly<Record<string, unknown>> }
  | ({ readonly status: "error" } & ErrorReport);

export type ServerToMain =
  | { readonly type: "run"; readonly run: RunRequest }
  | { readonly type: "interrupt"; readonly sequence: number; readonly forced: boolean }
  | { readonly type: "shutdown" };

export type MainToServer =
  | { readonly type: "stream"; readonly runId: number; readonly name: StreamName; readonly text: string }
  | { readonly type: "publish"; readonly runId: number; readonly messageType: string; readonly contentJson: string }
  | { readonly type: "ran"; readonly runId: number; readonly outcome: RunOutcome }
  | { readonly type: "interruptSeen"; readonly sequence: number }
  | { readonly type: "stopServing" };

export type StreamName = "stdout" | "stderr";

/** What the server worker is started with. */
export interface ServerStart {
  readonly connection: Connection;
  readonly language: MessagePort;
  /** One Int32: bytes of stream text that main has posted and the server has not sent yet. */
  readonly streamBacklog: SharedArrayBuffer;
}

/** What the language worker is started with. */
export interface LanguageStart {
  readonly server: MessagePort;
  /** The folder that relative imports start from: the notebook's. */
  readonly folder: string;
  /** Path of the declarations of the module that exports `em`, where there is one. */
  readonly emDeclarations: string | undefined;
}

/** Why a check or a local module failed, in the shape that a reply needs. */
export type CheckResult =
  | { readonly ok: true; readonly cell: RunnableCell }
  | { readonly ok: false; readonly error: ErrorReport };

/** Text and Markdown about the thing under the cursor. */
export interface Inspection {
  readonly text: string;
  readonly markdown: string;
}

/** A list of candidates; positions count UTF-16 units. */
export interface Completions {
  readonly matches: readonly { readonly text: string; readonly type: string; readonly signature?: string }[];
  readonly start: number;
  readonly end: number;
}

export type Completeness = {
  readonly status: "complete" | "incomplete" | "invalid" | "unknown";
  readonly indent?: string;
};

/** A local TypeScript file and the ones that it imports, compiled, each under a URL that changes with its text. */
export interface LocalModules {
  readonly url: string;
  readonly sources: readonly { readonly url: string; readonly js: string; readonly map: PositionMap }[];
}

/** What the language worker answers; the server and the main thread call it over a port. */
export interface LanguageCalls {
  check(source: string, runId: number, count: number): CheckResult;
  complete(source: string, cursor: number): Completions;
  inspect(source: string, cursor: number): Inspection | undefined;
  isComplete(source: string): Completeness;
  localModules(path: string): LocalModules | undefined;
}
