import { augmentsOthers, declaredNames, exportedNames, identifiersIn, type NameKind } from "./cellNames.js";
import { declarationOf } from "./declarationOf.js";
import { ts } from "./ts.js";

/** A cell as a module: one line that binds the names of earlier cells, the cell itself, and one that exports its names. */
export interface CellModule {
  readonly text: string;
  /** Where the cell's own text begins in `text`. */
  readonly offset: number;
  readonly source: string;
  readonly parsed: ts.SourceFile;
  readonly declared: ReadonlyMap<string, NameKind>;
  readonly usedCells: readonly string[];
}

interface KnownName {
  readonly file: string;
  readonly kind: NameKind;
}

/** The cells that have passed the check, as modules that later cells refer to. */
export class Notebook {
  readonly #known = new Map<string, KnownName>();
  readonly #modules = new Map<string, CellModule>();
  readonly #augmenting: string[] = [];

  /** The names that a new cell can use. */
  get names(): ReadonlyMap<string, { readonly kind: NameKind }> {
    return this.#known;
  }

  /** Cells that change the global scope. */
  get augmenting(): readonly string[] {
    return this.#augmenting;
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
    return { file, position: module.offset + found.name.getStart(module.parsed), kind: found.kind };
  }

  /** Makes a module of a cell without remembering it. */
  moduleOf(source: string): CellModule {
    const parsed = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true);
    const declared = declaredNames(parsed);
    const used = [...identifiersIn(parsed)].filter((name) => this.#known.has(name) && !declared.has(name));
    const header = `${used.map((name) => bindingOf(name, this.#known.get(name)!)).join("")}\n`;
    const exported = exportedNames(parsed);
    const names = [...declared.keys()].filter((name) => !exported.has(name));
    const usedCells = [...new Set(used.map((name) => this.#known.get(name)!.file))];
    // Behind an open bracket the exports would count as the inside of it, and confuse what is said about the names.
    const exports = isWhole(parsed) ? `export { ${names.join(", ")} };` : "export {};";
    const text = `${header}${source}\n${exports}\n`;
    return { text, offset: header.length, source, parsed, declared, usedCells };
  }

  /** Remembers a cell under a file name, so that its names are known from now on. Returns the cells that nothing leads to any more. */
  add(file: string, module: CellModule): string[] {
    this.#modules.set(file, module);
    for (const [name, kind] of module.declared) this.#known.set(name, { file, kind });
    if (augmentsOthers(module.parsed)) this.#augmenting.push(file);
    return this.#forgetUnreachable();
  }

  /** Forgets all cells. */
  clear(): void {
    this.#known.clear();
    this.#modules.clear();
    this.#augmenting.length = 0;
  }

  /** Drops the cells that no known name leads to, so that a long session does not grow. */
  #forgetUnreachable(): string[] {
    const reached = new Set<string>();
    const waiting = [...[...this.#known.values()].map(({ file }) => file), ...this.#augmenting];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (reached.has(file)) continue;
      reached.add(file);
      waiting.push(...(this.#modules.get(file)?.usedCells ?? []));
    }
    const forgotten = [...this.#modules.keys()].filter((file) => !reached.has(file));
    for (const file of forgotten) this.#modules.delete(file);
    return forgotten;
  }
}

function isWhole(parsed: ts.SourceFile): boolean {
  return (parsed as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics.length === 0;
}

function bindingOf(name: string, { file, kind }: KnownName): string {
  const module = JSON.stringify(`./${file}`);
  if (kind === "symbol") return `import { ${name} } from ${module};`;
  return `declare ${kind} ${name}: typeof import(${module}).${name};`;
}
