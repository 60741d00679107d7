import { createRequire, isBuiltin } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { distFolder } from "../bootstrap.js";
import { type CellModule, Notebook } from "./notebook.js";
import { preludeText } from "./prelude.js";
import { sourceRegistry } from "./sourceRegistry.js";
import { ts } from "./ts.js";

/** Notebooks written for tslab import it; evaluate/tslabModule.ts takes its place. */
const tslabName = "tslab";
const tslabModule = slashed(fileURLToPath(new URL("../evaluate/tslabModule.js", import.meta.url)));
const draftName = "emlab-draft";
const preludeName = "emlab-prelude.d.ts";

const require = createRequire(import.meta.url);
const installation = slashed(distFolder);

/** TypeScript's language service over the cells of one notebook. */
export class CellService {
  readonly notebook = new Notebook();
  readonly service: ts.LanguageService;
  /** The file in which a cell is looked at before it becomes part of the notebook. */
  readonly draftFile: string;
  readonly options = compilerOptions();
  readonly #folder: string;
  readonly #prelude: string;
  #draft: CellModule = this.notebook.moduleOf("");
  #version = 0;
  /** Files of packages whose documentation has been asked for. */
  readonly #documented = new Set<string>();
  readonly #snapshots = new Map<string, { readonly version: string; readonly snapshot: ts.IScriptSnapshot }>();

  constructor(folder: string, emDeclarations: string | undefined) {
    // Without the slash at its end, which only the root of a file system has.
    this.#folder = slashed(folder).replace(/\/$/, "");
    this.#prelude = preludeText(emDeclarations && slashed(emDeclarations));
    this.draftFile = `${this.#folder}/${draftName}.ts`;
    this.service = ts.createLanguageService(
      this.#host(),
      sourceRegistry((file) => isDeclarationOfPackage(file) && !this.#documented.has(file)),
    );
  }

  /** Makes this source the draft that the service's questions are about. */
  open(source: string): CellModule {
    const draft = this.notebook.moduleOf(source);
    if (draft.text !== this.#draft.text) this.#version += 1;
    this.#draft = draft;
    return draft;
  }

  /** Where the text of the cell begins in the draft. */
  get draftOffset(): number {
    return this.#draft.offset;
  }

  /** The parsed draft as the program has it, for questions to the checker. */
  get program(): ts.Program {
    return this.service.getProgram()!;
  }

  /** Reads the documentation in these files too: those of packages are parsed without it at first. */
  document(files: readonly string[]): void {
    for (const file of files) if (isDeclarationOfPackage(file)) this.#documented.add(file);
  }

  /** A file name, without its ending, for the cell of one run. */
  cellName(runId: number): string {
    return `emlab-cell-${runId}`;
  }

  #host(): ts.LanguageServiceHost {
    const { options } = this;
    const own = (file: string): string | undefined => this.#ownText(file);
    const isOwn = (file: string) => own(file) !== undefined;
    return {
      getScriptFileNames: () => [
        `${this.#folder}/${preludeName}`,
        this.draftFile,
        ...this.notebook.augmenting.map((name) => `${this.#folder}/${name}.ts`),
      ],
      getScriptVersion: (file) => this.#versionOf(file),
      getScriptSnapshot: (file) => this.#snapshotOf(file),
      getCurrentDirectory: () => this.#folder || "/",
      getCompilationSettings: () => options,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (file) => isOwn(file) || ts.sys.fileExists(file),
      readFile: (file) => own(file) ?? ts.sys.readFile(file),
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      readDirectory: ts.sys.readDirectory,
      realpath: ts.sys.realpath,
      resolveModuleNameLiterals: this.#resolver(options, isOwn),
    };
  }

  #ownText(file: string): string | undefined {
    if (!file.startsWith(`${this.#folder}/emlab-`)) return undefined;
    const name = file.slice(this.#folder.length + 1);
    if (name === preludeName) return this.#prelude;
    if (name === `${draftName}.ts`) return this.#draft.text;
    return name.endsWith(".ts") ? this.notebook.textOf(name.slice(0, -3)) : undefined;
  }

  #versionOf(file: string): string {
    if (file === this.draftFile) return String(this.#version);
    // Installed packages do not change under a running kernel; the user's own files do.
    if (isInstalled(file)) return this.#documented.has(file) ? "documented" : "1";
    if (this.#ownText(file) !== undefined) return "1";
    return String(ts.sys.getModifiedTime?.(file)?.getTime() ?? 0);
  }

  /** Each program asks for all files anew: those that are unchanged are not read again. */
  #snapshotOf(file: string): ts.IScriptSnapshot | undefined {
    const own = this.#ownText(file);
    if (own !== undefined) return ts.ScriptSnapshot.fromString(own);
    const version = this.#versionOf(file);
    const known = this.#snapshots.get(file);
    if (known?.version === version) return known.snapshot;
    const text = ts.sys.readFile(file);
    if (text === undefined) return undefined;
    const snapshot = ts.ScriptSnapshot.fromString(text);
    this.#snapshots.set(file, { version, snapshot });
    return snapshot;
  }

  /** Packages are looked for from the notebook's folder, then from emlab's own installation. */
  #resolver(options: ts.CompilerOptions, isOwn: (file: string) => boolean) {
    const packages = ts.createModuleResolutionCache(this.#folder, (name) => name, options);
    const host: ts.ModuleResolutionHost = {
      ...ts.sys,
      fileExists: (file) => isOwn(file) || ts.sys.fileExists(file),
      readFile: ts.sys.readFile,
    };
    const ownFile = slashed(import.meta.filename);
    return (literals: readonly ts.StringLiteralLike[], containing: string) => {
      const isPackage = containing.includes("/node_modules/");
      const cache = isPackage ? packages : undefined;
      return literals.map(({ text }) => {
        if (text === tslabName) return ts.resolveModuleName(tslabModule, ownFile, options, host, packages);
        // Node's own modules are declared by name; no package of that name would be loaded.
        if (isBuiltin(text)) return { resolvedModule: undefined };
        const first = ts.resolveModuleName(text, containing, options, host, cache);
        if (first.resolvedModule || isPackage || text.startsWith(".")) return first;
        return ts.resolveModuleName(text, ownFile, options, host, packages);
      });
    };
  }
}

function compilerOptions(): ts.CompilerOptions {
  const nodeTypes = dirname(require.resolve("@types/node/package.json"));
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ["node"],
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    types: ["node"],
    typeRoots: [slashed(dirname(nodeTypes))],
    strict: true,
    allowUnreachableCode: true,
    allowUnusedLabels: true,
    allowImportingTsExtensions: true,
    allowJs: true,
    checkJs: false,
    maxNodeModuleJsDepth: 0,
    resolveJsonModule: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
  };
}

/** Files of packages and of emlab itself. */
function isInstalled(file: string): boolean {
  return file.includes("/node_modules/") || file.startsWith(installation);
}

function isDeclarationOfPackage(file: string): boolean {
  return file.endsWith(".d.ts") && file.includes("/node_modules/");
}

/** TypeScript writes paths with forward slashes everywhere. */
function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
