import { createRequire } from "node:module";
import { dirname } from "node:path";
import ts from "typescript";
import { type CellModule, Notebook } from "./notebook.js";
import { preludeText } from "./prelude.js";

const draftName = "emlab-draft";
const preludeName = "emlab-prelude.d.ts";

const require = createRequire(import.meta.url);

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

  constructor(folder: string, emDeclarations: string | undefined) {
    this.#folder = slashed(folder);
    this.#prelude = preludeText(emDeclarations && slashed(emDeclarations));
    this.draftFile = `${this.#folder}/${draftName}.ts`;
    this.service = ts.createLanguageService(this.#host(), ts.createDocumentRegistry());
  }

  /** Makes this source the draft that the service's questions are about. */
  open(source: string): CellModule {
    const draft = this.notebook.moduleOf(source);
    if (draft.text !== this.#draft.text) this.#version += 1;
    this.#draft = draft;
    return draft;
  }

  /** The parsed draft as the program has it, for questions to the checker. */
  get program(): ts.Program {
    return this.service.getProgram()!;
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
      getScriptSnapshot: (file) => snapshot(own(file) ?? ts.sys.readFile(file)),
      getCurrentDirectory: () => this.#folder,
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
    if (file.includes("/node_modules/") || this.#ownText(file) !== undefined) return "1";
    return String(ts.sys.getModifiedTime?.(file)?.getTime() ?? 0);
  }

  /** Packages are looked for from the notebook's folder, then from emlab's own installation. */
  #resolver(options: ts.CompilerOptions, isOwn: (file: string) => boolean) {
    const packages = ts.createModuleResolutionCache(this.#folder, (name) => name, options);
    const host: ts.ModuleResolutionHost = {
      ...ts.sys,
      fileExists: (file) => isOwn(file) || ts.sys.fileExists(file),
      readFile: ts.sys.readFile,
    };
    const installation = slashed(import.meta.filename);
    return (literals: readonly ts.StringLiteralLike[], containing: string) => {
      const isPackage = containing.includes("/node_modules/");
      const cache = isPackage ? packages : undefined;
      return literals.map(({ text }) => {
        const first = ts.resolveModuleName(text, containing, options, host, cache);
        if (first.resolvedModule || isPackage || text.startsWith(".")) return first;
        return ts.resolveModuleName(text, installation, options, host, packages);
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

function snapshot(text: string | undefined): ts.IScriptSnapshot | undefined {
  return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
}

/** TypeScript writes paths with forward slashes everywhere. */
function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
