import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type SourcePosition, toSource } from "../evaluate/positions.js";
import type { Remote } from "../rpc.js";
import type { LanguageCalls, PositionMap } from "../threadMessages.js";
import { type CellSources, cellPath } from "./cellSources.js";
import type { Source } from "./dap.js";

/** Whose code a script is: a cell's or the user's own file, an installed package, or Node's and the kernel's. */
export type ScriptKind = "cell" | "file" | "package" | "internal";

/** A script that V8 knows. */
export interface DebugScript {
  readonly scriptId: string;
  readonly url: string;
  readonly kind: ScriptKind;
  readonly source: Source;
  /** Undefined for a local file whose compiled form is not known any more. */
  readonly map: PositionMap | undefined;
}

/** What V8 says of a script; lines count from 0. */
export interface ParsedScript {
  readonly scriptId: string;
  readonly url: string;
}

/** A position as V8 counts: line and column from 0. */
export interface ScriptLocation {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber?: number;
}

const cellPattern = /^emlab-cell-(\d+)\.ts$/;

/** The scripts of the main thread, by V8's ids, and what each was made from. */
export class Scripts {
  readonly #cells: CellSources;
  readonly #language: Remote<Pick<LanguageCalls, "localModules">>;
  readonly #internalRoot: string;
  readonly #byId = new Map<string, DebugScript | Promise<DebugScript>>();

  /** `internalRoot` is the folder whose files are the kernel's own. */
  constructor(cells: CellSources, language: Remote<Pick<LanguageCalls, "localModules">>, internalRoot: string) {
    this.#cells = cells;
    this.#language = language;
    this.#internalRoot = internalRoot;
  }

  add({ scriptId, url }: ParsedScript): void {
    const cell = this.#cells.ofRun(Number(cellPattern.exec(url)?.[1]));
    if (cell) {
      const source = { name: `cell [${cell.count}]`, path: cellPath(cell.source) };
      this.#byId.set(scriptId, { scriptId, url, kind: "cell", source, map: cell.map });
    } else if (url.startsWith("file:")) this.#byId.set(scriptId, this.#fileScript(scriptId, url));
  }

  /** The script with this id; what is not a cell or a file is internal. */
  async get(scriptId: string): Promise<DebugScript> {
    return (await this.#byId.get(scriptId)) ?? { ...internal, scriptId };
  }

  /** The scripts that were made from this source, oldest first. */
  async ofPath(path: string): Promise<DebugScript[]> {
    const all = await Promise.all(this.#byId.values());
    return all.filter(({ source, kind }) => source.path === path && kind !== "internal");
  }

  /** The files that are loaded, the kernel's own left out. */
  async files(): Promise<DebugScript[]> {
    const all = await Promise.all(this.#byId.values());
    return all.filter(({ kind }) => kind === "file" || kind === "package");
  }

  clear(): void {
    this.#byId.clear();
  }

  #fileScript(scriptId: string, url: string): DebugScript | Promise<DebugScript> {
    const path = fileURLToPath(url.replace(/\?.*$/, ""));
    // The kernel's own `import`, which looks from the notebook's folder, pretends to be a file there.
    const isInternal = path.startsWith(this.#internalRoot) || basename(path) === "emlab-cell.js";
    const kind = isInternal ? "internal" : path.includes("node_modules") ? "package" : "file";
    const script = { scriptId, url, kind, source: { name: basename(path), path } } as const;
    if (kind !== "file" || !/\.[cm]?tsx?$/.test(path)) return { ...script, map: {} };
    return this.#compiledMap(path, url).then((map) => ({ ...script, map }));
  }

  /** How a local TypeScript file was compiled: asked of the compiler, whose URLs carry a digest of the text. */
  async #compiledMap(path: string, url: string): Promise<PositionMap | undefined> {
    try {
      const modules = await this.#language.localModules(path);
      return modules?.sources.find((source) => source.url === url)?.map;
    } catch {
      // It has been edited meanwhile and no longer compiles: the loaded form has no lines to show.
      return undefined;
    }
  }
}

const internal = { url: "", kind: "internal", source: { name: "", path: "" }, map: undefined } as const;

/** Where in the user's text a location of a script is; undefined for a line that the kernel has added. */
export function sourcePosition(script: DebugScript, location: ScriptLocation): SourcePosition | undefined {
  return script.map && toSource(script.map, location.lineNumber + 1, (location.columnNumber ?? 0) + 1);
}

/** True for code that the user can step through. */
export function isUserCode({ kind }: DebugScript): boolean {
  return kind === "cell" || kind === "file";
}

/**
 * The inverse of `sourcePosition`: of the places where V8 can stop, the one that comes first in the user's text on
 * this line or after it. Lines without code lead to the next one that has some.
 */
export function firstLocation<T extends ScriptLocation>(
  script: DebugScript,
  locations: readonly T[],
  line: number,
): { readonly location: T; readonly line: number } | undefined {
  let best: { location: T; line: number; column: number } | undefined;
  for (const location of locations) {
    const at = sourcePosition(script, location);
    if (!at || at.line < line) continue;
    if (best && (best.line < at.line || (best.line === at.line && best.column <= at.column))) continue;
    best = { location, ...at };
  }
  return best;
}
