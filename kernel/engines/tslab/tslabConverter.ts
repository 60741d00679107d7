import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Where something is in a cell: characters from its start; line and character from 0. */
interface Place {
  readonly offset: number;
  readonly line: number;
  readonly character: number;
}

/** An error that tslab's compiler has found; `fileName` only where it is in another file than the cell. */
export interface TslabDiagnostic {
  readonly start: Place;
  readonly end: Place;
  readonly messageText: string;
  readonly code: number;
  readonly fileName?: string;
}

/** A cell as tslab has rewritten it: a CommonJS module whose exports are the names of the cell. */
export interface Converted {
  readonly output?: string;
  /** What the cells so far declare. */
  readonly declOutput?: string;
  readonly diagnostics: readonly TslabDiagnostic[];
  /** The name under which the value of the last expression is exported. */
  readonly lastExpressionVar?: string;
  readonly hasToplevelAwait?: boolean;
  /** Local files that the cell imports, as CommonJS modules. */
  readonly sideOutputs?: readonly SideOutput[];
}

export interface SideOutput {
  readonly path: string;
  readonly data: string;
}

interface TextPart {
  readonly text: string;
}

/** The part of tslab's converter that the engine calls; positions count UTF-16 units. */
export interface TslabConverter {
  convert(declarations: string, source: string): Converted;
  inspect(declarations: string, source: string, position: number): { readonly displayParts?: TextPart[] } | undefined;
  complete(declarations: string, source: string, position: number): TslabCompletions;
  addModule(name: string, source: string, metadata: CellMetadata): readonly TslabDiagnostic[];
  close(): void;
}

export interface TslabCompletions {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
  readonly original?: { readonly entries: readonly { readonly name: string; readonly kind: string }[] };
}

/** What the comments at the top of a cell say of it: `@module name`, `@browser`, `@jsx`. */
interface CellMetadata {
  readonly module?: string;
  readonly mode?: "node" | "browser";
}

/** What the engine uses of the package. */
export interface TslabPackage {
  createConverter(): TslabConverter;
  isCompleteCode(source: string): { readonly completed: boolean; readonly indent?: string };
  getCodeMetadata(source: string): CellMetadata;
  printQuickInfo(info: object): string;
}

/** Loads tslab with the compiler that it brings along; takes about a second. Its server and its executor are not loaded. */
export function loadTslab(): TslabPackage {
  const { createConverter, isCompleteCode } = require("tslab/dist/converter.js") as TslabPackage;
  const { getCodeMetadata } = require("tslab/dist/metadata.js") as TslabPackage;
  const { printQuickInfo } = require("tslab/dist/inspect.js") as TslabPackage;
  return { createConverter, isCompleteCode, getCodeMetadata, printQuickInfo };
}
