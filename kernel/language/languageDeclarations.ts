import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { distFolder } from "../bootstrap.js";

const require = createRequire(import.meta.url);

interface Declared {
  readonly text: string;
  readonly needs: readonly string[];
}

interface Index {
  readonly core: readonly string[];
  readonly bySyntax: readonly string[];
  readonly names: Readonly<Record<string, Declared>>;
}

/** Declarations of the language by name: all parts of an interface, of whatever edition of the language, stand together. */
export class LanguageDeclarations {
  /** What every check needs: the types that the checker knows by itself, without those that their members lead to. */
  readonly core: string;
  /** The names by which members and syntax lead further. */
  readonly roots: readonly string[];
  readonly #names: ReadonlyMap<string, Declared>;
  readonly #coreNames: ReadonlySet<string>;

  /** The index that `npm run build` has made (scripts/indexDeclarations.mjs); undefined where there is none. */
  static read(): LanguageDeclarations | undefined {
    const { version } = require("typescript/package.json") as { version: string };
    const file = join(distFolder, "compiler", `declarations-${version}.json`);
    if (!existsSync(file)) return undefined;
    return new LanguageDeclarations(JSON.parse(readFileSync(file, "utf8")) as Index);
  }

  constructor({ core, bySyntax, names }: Index) {
    this.#names = new Map(Object.entries(names));
    this.#coreNames = new Set(core);
    this.roots = [...core, ...bySyntax];
    this.core = this.#textOf(core);
  }

  /** Those of these words that the language declares. */
  known(words: Iterable<string>): string[] {
    return [...words].filter((word) => this.#names.has(word));
  }

  /** The declarations that these names lead to, without the core. */
  textFor(names: Iterable<string>): string {
    return this.#textOf([...this.#reached(names)].filter((name) => !this.#coreNames.has(name)));
  }

  #reached(names: Iterable<string>): Set<string> {
    const reached = new Set<string>();
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const declared = this.#names.get(name);
      if (!declared || reached.has(name)) continue;
      reached.add(name);
      waiting.push(...declared.needs);
    }
    return reached;
  }

  #textOf(names: Iterable<string>): string {
    return [...names].map((name) => this.#names.get(name)!.text).join("");
  }
}
