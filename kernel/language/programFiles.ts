import { compilerSettings, isDeclarationOfPackage, isInstalled, slashed } from "./compilerSettings.js";
import type { LanguageDeclarations } from "./languageDeclarations.js";
import type { CellModule, Notebook } from "./notebook.js";
import { type ModuleResolver, packageResolver } from "./packageResolver.js";
import { preludeText } from "./prelude.js";
import { ts } from "./ts.js";

const preludeName = "emlab-prelude.d.ts";
const importsName = "emlab-imports.ts";
const coreName = "emlab-language-core.d.ts";
const moreName = "emlab-language-more.d.ts";
const cellImport = /^\.\/(emlab-cell-\d+)$/;

/** What a program is made of, besides what every program has. */
export interface Basis {
  /** The names by which cells import packages and files. */
  readonly imports: ReadonlySet<string>;
  /** The modules that change the global scope: such a module has to be there when the checker is made. */
  readonly augmenting: readonly string[];
  /** While only the language is known: the names of it that cells lead to. */
  readonly words: ReadonlySet<string>;
}

const empty: Basis = { imports: new Set(), augmenting: [], words: new Set() };

/** The files that a program of the cells is made of, as TypeScript's language service asks for them. */
export class ProgramFiles {
  readonly options = compilerSettings();
  /** What the next program is made of. */
  basis = empty;
  /** Counts the programs: as long as it stands, the service keeps the one that it has. */
  generation = 0;
  draft: CellModule;
  draftName = "emlab-draft";
  /** What is known before everything is; undefined once it is. */
  language: LanguageDeclarations | undefined;
  readonly resolve: ModuleResolver;
  readonly #notebook: Notebook;
  readonly #folder: string;
  readonly #prelude: string;
  /** Files of packages whose documentation has been asked for. */
  readonly #documented = new Set<string>();
  readonly #snapshots = new Map<string, { readonly version: string; readonly snapshot: ts.IScriptSnapshot }>();

  constructor(notebook: Notebook, folder: string, emDeclarations: string | undefined) {
    this.#notebook = notebook;
    this.draft = notebook.moduleOf("");
    // Without the slash at its end, which only the root of a file system has.
    this.#folder = slashed(folder).replace(/\/$/, "");
    this.#prelude = preludeText(emDeclarations && slashed(emDeclarations));
    this.resolve = packageResolver(this.#folder, this.options, (file) => this.ownText(file) !== undefined);
  }

  /** The file of a module of ours, by its name. */
  fileOf(name: string): string {
    return this.#inFolder(`${name}.ts`);
  }

  /** Where an import of a cell leads: to an earlier cell, or to a package or file. */
  resolveFromCell(name: string, file: string): ts.ResolvedModuleWithFailedLookupLocations {
    if (!cellImport.test(name)) return this.resolve(name, file);
    const resolvedFileName = this.fileOf(name.slice(2));
    return { resolvedModule: { resolvedFileName, extension: ts.Extension.Ts, isExternalLibraryImport: false } };
  }

  /** True where cells import a file by this name, or a package with declarations or without. */
  leadsToFile(name: string): boolean {
    return this.resolve(name, this.#inFolder(importsName)).resolvedModule !== undefined;
  }

  /** The text of a file that exists only here. */
  ownText(file: string): string | undefined {
    if (!file.startsWith(`${this.#folder}/emlab-`)) return undefined;
    const name = file.slice(this.#folder.length + 1);
    if (name === preludeName) return this.#prelude;
    if (name === importsName) return [...this.basis.imports].map(importOf).join("");
    if (name === coreName) return this.language?.core;
    if (name === moreName) return this.language?.textFor(this.basis.words);
    if (name === `${this.draftName}.ts`) return this.draft.text;
    return name.endsWith(".ts") ? this.#notebook.textOf(name.slice(0, -3)) : undefined;
  }

  versionOf(file: string): string {
    // Installed packages do not change under a running kernel; the user's own files do.
    if (isInstalled(file)) return this.#documented.has(file) ? "documented" : "1";
    if (file === this.#inFolder(preludeName) || file === this.#inFolder(coreName)) return "1";
    if (this.ownText(file) !== undefined) return String(this.generation);
    return String(ts.sys.getModifiedTime?.(file)?.getTime() ?? 0);
  }

  /** True for a file of the user. */
  isLocal(file: string): boolean {
    return !isInstalled(file) && this.ownText(file) === undefined;
  }

  /** True for a file that is parsed without its documentation: nobody has asked for it, and it is most of the text. */
  isBare(file: string): boolean {
    return isDeclarationOfPackage(file) && !this.#documented.has(file);
  }

  /** Has the documentation in these files read too; true where that makes a difference. */
  document(files: readonly string[]): boolean {
    const bare = files.filter((file) => this.isBare(file));
    for (const file of bare) this.#documented.add(file);
    return bare.length > 0;
  }

  host(): ts.LanguageServiceHost {
    const { options } = this;
    const languageOnly: ts.CompilerOptions = { ...options, noLib: true, types: [] };
    return {
      getProjectVersion: () => String(this.generation),
      getScriptFileNames: () => this.#rootFiles(),
      getScriptVersion: (file) => this.versionOf(file),
      getScriptSnapshot: (file) => this.#snapshotOf(file),
      getCurrentDirectory: () => this.#folder || "/",
      getCompilationSettings: () => (this.language ? languageOnly : options),
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (file) => this.ownText(file) !== undefined || ts.sys.fileExists(file),
      readFile: (file) => this.ownText(file) ?? ts.sys.readFile(file),
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      readDirectory: ts.sys.readDirectory,
      realpath: ts.sys.realpath,
      resolveModuleNameLiterals: (literals, containing) => literals.map(({ text }) => this.resolve(text, containing)),
    };
  }

  #rootFiles(): string[] {
    if (this.language) return [coreName, moreName].map((name) => this.#inFolder(name));
    const augmenting = this.basis.augmenting.map((name) => this.fileOf(name));
    return [this.#inFolder(preludeName), this.#inFolder(importsName), ...augmenting];
  }

  #inFolder(name: string): string {
    return `${this.#folder}/${name}`;
  }

  /** Each program asks for all files anew: those that are unchanged are not read again. */
  #snapshotOf(file: string): ts.IScriptSnapshot | undefined {
    const own = this.ownText(file);
    if (own !== undefined) return ts.ScriptSnapshot.fromString(own);
    const version = this.versionOf(file);
    const known = this.#snapshots.get(file);
    if (known?.version === version) return known.snapshot;
    const text = ts.sys.readFile(file);
    if (text === undefined) return undefined;
    const snapshot = ts.ScriptSnapshot.fromString(text);
    this.#snapshots.set(file, { version, snapshot });
    return snapshot;
  }
}

function importOf(name: string): string {
  return `import ${JSON.stringify(name)};\n`;
}
