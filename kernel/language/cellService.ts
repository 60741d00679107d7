import { compilerSettings, isDeclarationOfPackage, isInstalled, slashed } from "./compilerSettings.js";
import { importedNames } from "./importedNames.js";
import { LiveModules } from "./liveModules.js";
import { type CellModule, Notebook } from "./notebook.js";
import { type ModuleResolver, packageResolver } from "./packageResolver.js";
import { preludeText } from "./prelude.js";
import { sourceRegistry } from "./sourceRegistry.js";
import { ts } from "./ts.js";

const draftName = "emlab-draft";
const preludeName = "emlab-prelude.d.ts";
const importsName = "emlab-imports.ts";
const cellImport = /^\.\/(emlab-cell-\d+)$/;
/** The names of local files in imports: they change while the kernel runs, those of packages do not. */
const localImport = /^\.{0,2}\//;
/**
 * How many modules may join a program: the checker holds on to what it has learnt of each. While nobody asks, a program is
 * made anew after a quarter of them.
 */
const mostJoined = 400;

/** What the present program was made of, besides what every program has. */
interface Basis {
  /** The names by which cells import packages and files. */
  readonly imports: ReadonlySet<string>;
  /** The modules that change the global scope: such a module has to be there when the checker is made. */
  readonly augmenting: readonly string[];
}

/** TypeScript's language service over the cells of one notebook. */
export class CellService {
  readonly notebook = new Notebook();
  readonly service: ts.LanguageService;
  readonly options = compilerSettings();
  readonly #folder: string;
  readonly #prelude: string;
  readonly #resolve: ModuleResolver;
  readonly #live: LiveModules;
  #draft: CellModule = this.notebook.moduleOf("");
  #draftName = draftName;
  #drafts = 0;
  #basis: Basis | undefined;
  /** Counts the programs: as long as it stands, the service keeps the one that it has. */
  #generation = 0;
  /** The user's own files in the program, with their versions. */
  #localVersions: ReadonlyMap<string, string> = new Map();
  /** Files of packages whose documentation has been asked for. */
  readonly #documented = new Set<string>();
  readonly #snapshots = new Map<string, { readonly version: string; readonly snapshot: ts.IScriptSnapshot }>();

  constructor(folder: string, emDeclarations: string | undefined) {
    // Without the slash at its end, which only the root of a file system has.
    this.#folder = slashed(folder).replace(/\/$/, "");
    this.#prelude = preludeText(emDeclarations && slashed(emDeclarations));
    this.#resolve = packageResolver(this.#folder, this.options, (file) => this.#ownText(file) !== undefined);
    this.#live = new LiveModules({
      options: this.options,
      textOf: (file) => this.#ownText(file),
      resolve: (name, file) => (cellImport.test(name) ? this.#cellOf(name) : this.#resolve(name, file)),
      toPath: (file) => (ts.sys.useCaseSensitiveFileNames ? file : file.toLowerCase()) as ts.Path,
    });
    this.service = ts.createLanguageService(
      this.#host(),
      sourceRegistry((file) => isDeclarationOfPackage(file) && !this.#documented.has(file)),
    );
  }

  /**
   * Makes this source the draft that the service's questions are about; under the name of a cell where it may become one.
   *
   * Cost: the parsing of the source alone, for most; what changes the world of the cells (an import, `declare global`, an
   * edited file) costs a new program, some 10 ms.
   */
  open(source: string, name?: string): CellModule {
    const draft = this.notebook.moduleOf(source);
    if (name !== undefined || draft.text !== this.#draft.text) {
      this.#drafts += 1;
      this.#draftName = name ?? `${draftName}-${this.#drafts}`;
    }
    this.#draft = draft;
    const basis = this.#basisOf(draft);
    if (this.#isOutdated(basis, draft)) this.#renew(basis);
    if (!this.program.getSourceFile(this.draftFile)) this.#live.add(this.draftFile, draft.text);
    return draft;
  }

  /** The file in which a cell is looked at before it becomes part of the notebook. */
  get draftFile(): string {
    return this.#fileOf(this.#draftName);
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
    const missing = files.filter((file) => isDeclarationOfPackage(file) && !this.#documented.has(file));
    if (missing.length === 0) return;
    for (const file of missing) this.#documented.add(file);
    this.#renew(this.#basisOf(this.#draft));
  }

  /** A file name, without its ending, for the cell of one run. */
  cellName(runId: number): string {
    return `emlab-cell-${runId}`;
  }

  /** Makes a new program where the old one has become large; to be called while nobody waits. */
  tidyUp(): void {
    if (this.#live.joined > mostJoined / 4) this.#renew(this.#basisOf(this.#draft));
  }

  /** Forgets the program: an error in the midst of a question may have left its checker in any state. */
  discard(): void {
    this.#basis = undefined;
  }

  #basisOf(draft: CellModule): Basis {
    const imports = new Set([...this.notebook.imports, ...importedNames(draft.code)]);
    const augmenting = [...this.notebook.augmenting];
    if (draft.augments && !augmenting.includes(this.#draftName)) augmenting.push(this.#draftName);
    return { imports, augmenting };
  }

  #isOutdated(wanted: Basis, draft: CellModule): boolean {
    const present = this.#basis;
    if (!present || this.#live.joined > mostJoined) return true;
    if (present.augmenting.join() !== wanted.augmenting.join()) return true;
    const imports = importedNames(draft.code);
    // A file that is imported may just have been written, and what it imports too.
    if (imports.some((name) => localImport.test(name))) return true;
    if (imports.some((name) => !present.imports.has(name) && this.#leadsToFile(name))) return true;
    if (this.#live.isTaken(this.draftFile) && this.#textIn(this.draftFile) !== draft.text) return true;
    return [...this.#localVersions].some(([file, version]) => this.#versionOf(file) !== version);
  }

  #textIn(file: string): string | undefined {
    return this.program.getSourceFile(file)?.text;
  }

  #leadsToFile(name: string): boolean {
    return this.#resolve(name, this.#folderFile(importsName)).resolvedModule !== undefined;
  }

  #renew(basis: Basis): void {
    this.#basis = basis;
    this.#generation += 1;
    const { program } = this;
    this.#live.enter(program);
    const local = program.getSourceFiles().filter(({ fileName }) => this.#isLocal(fileName));
    this.#localVersions = new Map(local.map(({ fileName }) => [fileName, this.#versionOf(fileName)]));
  }

  #isLocal(file: string): boolean {
    return !isInstalled(file) && this.#ownText(file) === undefined;
  }

  #host(): ts.LanguageServiceHost {
    const { options } = this;
    const isOwn = (file: string) => this.#ownText(file) !== undefined;
    return {
      getProjectVersion: () => String(this.#generation),
      getScriptFileNames: () => [
        this.#folderFile(preludeName),
        this.#folderFile(importsName),
        ...(this.#basis?.augmenting ?? []).map((name) => this.#fileOf(name)),
      ],
      getScriptVersion: (file) => this.#versionOf(file),
      getScriptSnapshot: (file) => this.#snapshotOf(file),
      getCurrentDirectory: () => this.#folder || "/",
      getCompilationSettings: () => options,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (file) => isOwn(file) || ts.sys.fileExists(file),
      readFile: (file) => this.#ownText(file) ?? ts.sys.readFile(file),
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      readDirectory: ts.sys.readDirectory,
      realpath: ts.sys.realpath,
      resolveModuleNameLiterals: (literals, containing) =>
        literals.map(({ text }) => this.#resolve(text, containing)),
    };
  }

  #folderFile(name: string): string {
    return `${this.#folder}/${name}`;
  }

  #fileOf(name: string): string {
    return this.#folderFile(`${name}.ts`);
  }

  #cellOf(name: string): ts.ResolvedModuleWithFailedLookupLocations {
    const resolvedFileName = this.#fileOf(name.slice(2));
    return { resolvedModule: { resolvedFileName, extension: ts.Extension.Ts, isExternalLibraryImport: false } };
  }

  #ownText(file: string): string | undefined {
    if (!file.startsWith(`${this.#folder}/emlab-`)) return undefined;
    const name = file.slice(this.#folder.length + 1);
    if (name === preludeName) return this.#prelude;
    if (name === importsName) return [...(this.#basis?.imports ?? [])].map(importOf).join("");
    if (name === `${this.#draftName}.ts`) return this.#draft.text;
    return name.endsWith(".ts") ? this.notebook.textOf(name.slice(0, -3)) : undefined;
  }

  #versionOf(file: string): string {
    // Installed packages do not change under a running kernel; the user's own files do.
    if (isInstalled(file)) return this.#documented.has(file) ? "documented" : "1";
    if (file === this.#folderFile(preludeName)) return "1";
    if (this.#ownText(file) !== undefined) return String(this.#generation);
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
}

function importOf(name: string): string {
  return `import ${JSON.stringify(name)};\n`;
}
