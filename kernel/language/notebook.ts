import type { NameKind } from "./cellNames.js";
import { declarationOf } from "./declarationOf.js";
import { type ParsedCell, ParsedCells } from "./parsedCell.js";
import { ts } from "./ts.js";

/** A cell as a module: one line that binds the names of earlier cells, the cell itself, and one that exports its names. */
export interface CellModule extends ParsedCell {
  readonly text: string;
  /** Where the cell's own text begins in `text`. */
  readonly offset: number;
  readonly usedCells: readonly string[];
}

interface KnownName {
  readonly file: string;
  readonly kind: NameKind;
}

/**
 * How many cells the type of a name may go through, each inferred from the one before: the compiler follows them all for
 * every new cell, and after some hundreds its stack is full.
 */
const deepest = 50;

/** The cells that have passed the check, as modules that later cells refer to. */
export class Notebook {
  readonly #known = new Map<string, KnownName>();
  readonly #modules = new Map<string, CellModule>();
  readonly #augmenting: string[] = [];
  readonly #parsed = new ParsedCells();
  /** For the cells that have imports, the names in them. */
  readonly #imports = new Map<string, readonly string[]>();
  /** What the names of the last cell were before it. */
  #before = new Map<string, KnownName | undefined>();
  /** Through how many cells the types of a cell go. */
  readonly #depths = new Map<string, number>();

  /** The names that a new cell can use. */
  get names(): ReadonlyMap<string, { readonly kind: NameKind }> {
    return this.#known;
  }

  /** Cells that change the global scope. */
  get augmenting(): readonly string[] {
    return this.#augmenting;
  }

  /** The names by which the known cells import packages and files. */
  get imports(): ReadonlySet<string> {
    return new Set([...this.#imports.values()].flat());
  }

  textOf(file: string): string | undefined {
    return this.#modules.get(file)?.text;
  }

  /** Where a name that a new cell can use was declared: the cell's file, and the position of the name in its module. */
  declaration(name: string): { readonly file: string; readonly position: number; readonly kind: string } | undefined {
    const file = this.#known.get(name)?.file;
    const module = file === undefined ? undefined : this.#modules.get(file);
    const found = module && declarationOf(module.parsed, name);
    if (!file || !module || !found) return undefined;
    return { file, position: module.offset - module.shift + found.name.getStart(module.parsed), kind: found.kind };
  }

  /** Makes a module of a cell without remembering it. */
  moduleOf(source: string): CellModule {
    const cell = this.#parsed.of(source);
    const { code, shift, parsed, declared, exported } = cell;
    const used = [...cell.identifiers].filter((name) => this.#known.has(name) && !declared.has(name));
    // A statement before the cell: a comment at its top is for us, not for the whole module.
    const header = `export {};${used.map((name) => bindingOf(name, this.#known.get(name)!)).join("")}\n`;
    const names = [...declared.keys()].filter((name) => !exported.has(name));
    const usedCells = [...new Set(used.map((name) => this.#known.get(name)!.file))];
    // Behind an open bracket the exports would count as the inside of it, and confuse what is said about the names.
    const exports = isWhole(parsed) ? `export { ${names.join(", ")} };` : "export {};";
    return { ...cell, text: `${header}${code}\n${exports}\n`, offset: header.length + shift, usedCells };
  }

  /** True where the types of a cell should be written out before it is remembered: they go through too many others. */
  isDeep({ usedCells }: CellModule): boolean {
    return usedCells.some((file) => (this.#depths.get(file) ?? 0) >= deepest);
  }

  /**
   * Remembers a cell under a file name, so that its names are known from now on; `declarations` take the place of its
   * text, with all types written out. Returns the cells that nothing leads to any more.
   */
  add(file: string, module: CellModule, declarations?: string): string[] {
    this.#modules.set(file, declarations === undefined ? module : declaredModule(module, declarations));
    const depths = declarations === undefined ? module.usedCells.map((used) => this.#depths.get(used) ?? 0) : [];
    this.#depths.set(file, 1 + Math.max(0, ...depths));
    this.#before = new Map([...module.declared.keys()].map((name) => [name, this.#known.get(name)]));
    for (const [name, kind] of module.declared) this.#known.set(name, { file, kind });
    if (module.augments) this.#augmenting.push(file);
    if (module.imports.length > 0) this.#imports.set(file, module.imports);
    return this.#forgetUnreachable();
  }

  /** Forgets all cells. */
  clear(): void {
    this.#known.clear();
    this.#modules.clear();
    this.#depths.clear();
    this.#imports.clear();
    this.#augmenting.length = 0;
  }

  /** Takes names of the last cell back: they are what they were before it. Without names, all of them. */
  takeBack(file: string, names: readonly string[] = [...this.#before.keys()]): void {
    for (const name of names) {
      if (this.#known.get(name)?.file !== file) continue;
      const before = this.#before.get(name);
      if (before) this.#known.set(name, before);
      else this.#known.delete(name);
    }
  }

  /** Drops the cells that no known name leads to, so that a long session does not grow. */
  #forgetUnreachable(): string[] {
    const reached = new Set<string>();
    const reachable = [...this.#known.values(), ...this.#before.values()];
    const waiting = [...reachable.flatMap((known) => known?.file ?? []), ...this.#augmenting];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (reached.has(file)) continue;
      reached.add(file);
      waiting.push(...(this.#modules.get(file)?.usedCells ?? []));
    }
    const forgotten = [...this.#modules.keys()].filter((file) => !reached.has(file));
    for (const file of forgotten) {
      this.#modules.delete(file);
      this.#depths.delete(file);
      this.#imports.delete(file);
    }
    return forgotten;
  }
}

/** A module that holds declarations alone, and leads to the cells that they name. */
function declaredModule(module: CellModule, text: string): CellModule {
  const parsed = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ESNext, true);
  const usedCells = [...new Set([...text.matchAll(/["']\.\/(emlab-cell-\d+)["']/g)].map(([, file]) => file!))];
  return { ...module, text, offset: 0, parsed, usedCells };
}

function isWhole(parsed: ts.SourceFile): boolean {
  return (parsed as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics.length === 0;
}

function bindingOf(name: string, { file, kind }: KnownName): string {
  const module = JSON.stringify(`./${file}`);
  if (kind === "symbol") return `import { ${name} } from ${module};`;
  return `declare ${kind} ${name}: typeof import(${module}).${name};`;
}
