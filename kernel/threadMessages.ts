import type { MessagePort } from "node:worker_threads";
import type { Connection } from "./connection.js";
import type { EngineName } from "./engineName.js";

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
  /** The names that it declares and that are there when it has run. */
  readonly names: readonly string[];
  /** Those of them that an earlier cell has declared. */
  readonly redeclared?: readonly string[];
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
  /** Modules of cells that no name leads to any more; the main thread keeps the last of them for its stacks. */
  readonly forgotten: readonly string[];
  readonly silent: boolean;
  /** False when nobody can be asked: the notebook is run by a program. */
  readonly allowStdin: boolean;
  readonly userExpressions: Readonly<Record<string, string>>;
}

/** A comm message of the front end, as the server hands it to the main thread. */
export interface CommRequest {
  /** Unique in the life of the kernel, below zero; outputs of its handlers carry it in place of a run. */
  readonly owner: number;
  readonly kind: "open" | "message" | "close";
  readonly id: string;
  /** Empty but for "open". */
  readonly targetName: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly buffers: readonly Uint8Array<ArrayBuffer>[];
}

/** A question of a cell to the person at the front end. */
export interface InputQuestion {
  readonly inputId: number;
  readonly runId: number;
  readonly prompt: string;
  readonly password: boolean;
}

/** How an execution ended; `unset` are the names that the cell declares and that it ended too early to set. */
export type RunOutcome =
  | { readonly status: "ok"; readonly userExpressions: Readonly<Record<string, unknown>> }
  | ({ readonly status: "error"; readonly unset?: readonly string[] } & ErrorReport);

export type ServerToMain =
  /** The sockets are bound: front ends get answers. */
  | { readonly type: "serving" }
  | { readonly type: "run"; readonly run: RunRequest }
  | { readonly type: "interrupt"; readonly sequence: number; readonly forced: boolean }
  | { readonly type: "comm"; readonly request: CommRequest }
  /** Without a value when the question could not be delivered. */
  | { readonly type: "inputReply"; readonly inputId: number; readonly value: string | undefined }
  | { readonly type: "terminated" }
  | { readonly type: "shutdown" };

export type MainToServer =
  | { readonly type: "stream"; readonly runId: number; readonly name: StreamName; readonly text: string }
  | ({ readonly type: "publish" } & Published)
  | { readonly type: "ran"; readonly runId: number; readonly outcome: RunOutcome }
  | { readonly type: "interruptSeen"; readonly sequence: number }
  /** The handlers of a comm message have been called; `isOver`: their promises have settled too. */
  | { readonly type: "commHandled"; readonly owner: number; readonly isOver: boolean }
  /** A comm has been opened, or, without a target name, closed. */
  | { readonly type: "commState"; readonly id: string; readonly targetName?: string }
  | { readonly type: "ask"; readonly question: InputQuestion }
  /** Nobody waits for the answer any more. */
  | { readonly type: "askEnded"; readonly inputId: number }
  | { readonly type: "stopServing" };

/** A message for the front end. */
export interface Published {
  /** The run that it is output of, or the owner of a comm request. */
  readonly runId: number;
  readonly messageType: string;
  readonly contentJson: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly buffers?: readonly Uint8Array<ArrayBuffer>[];
  /** What the server takes off the shared count of waiting bytes once it has sent the message. */
  readonly backlogBytes?: number;
}

export type StreamName = "stdout" | "stderr";

/** What the server worker is started with. */
export interface ServerStart {
  readonly connection: Connection;
  /** The main thread asks the compiler over it. */
  readonly mainCalls: MessagePort;
  readonly language: LanguageStart;
  /** One Int32: bytes of stream text that main has posted and the server has not sent yet. */
  readonly streamBacklog: SharedArrayBuffer;
  /** One Int32: bytes of comm messages that main has posted and the server has not sent yet. */
  readonly commBacklog: SharedArrayBuffer;
}

/** What the language worker is started with. */
export interface LanguageStart {
  readonly engine: EngineName;
  /** The folder that relative imports start from: the notebook's. */
  readonly folder: string;
  /** Path of the declarations of the module that exports `em`, where there is one. */
  readonly emDeclarations: string | undefined;
}

/** What came of a check: a cell to run, with its type errors where they do not stop it, or an error in the shape of a reply. */
export type CheckResult =
  | { readonly ok: true; readonly cell: RunnableCell; readonly known?: KnownChange; readonly warning?: string }
  | { readonly ok: false; readonly error: ErrorReport };

/** What the compiler knows from now on, for a new one that may have to take its place. */
export interface KnownChange {
  readonly name: string;
  /** The cell with all types written out, where the compiler goes on with that instead of its text. */
  readonly declarations?: string | undefined;
  /** Cells that no name leads to any more. */
  readonly forgotten: readonly string[];
}

/**
 * A cell that has passed the check: the name of its module, its text, the names that it has not come to set, and its
 * declarations where those took the place of its text.
 */
export type KnownCell = readonly [
  name: string,
  source: string,
  unset: readonly string[],
  declarations?: string | undefined,
];

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
  /** Takes names of a cell back that it has not come to set; all of them for a cell that was not run. */
  forget(runId: number, names?: readonly string[]): void;
  complete(source: string, cursor: number): Completions;
  inspect(source: string, cursor: number, isDetailed?: boolean): Inspection | undefined;
  isComplete(source: string): Completeness;
  localModules(path: string): LocalModules | undefined;
  /** True for a place in a `try` that has a `catch`; line and column from 1. */
  isGuarded(source: string, line: number, column: number): boolean | Promise<boolean>;
  /** What the cell of this run declares holds from now on; only the scripts of engines that ask for it say so. */
  keep(runId: number): void;
  /** Takes these cells for known, without a check, instead of all that it knows. */
  restore(cells: readonly KnownCell[]): void;
}
