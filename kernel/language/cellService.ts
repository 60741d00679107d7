import { localImport } from "./importedNames.js";
import type { LanguageDeclarations } from "./languageDeclarations.js";
import { LiveModules } from "./liveModules.js";
import { type CellModule, Notebook } from "./notebook.js";
import { isPlain } from "./plainCell.js";
import { type Basis, ProgramFiles } from "./programFiles.js";
import { sourceRegistry } from "./sourceRegistry.js";
import { ts } from "./ts.js";

/**
 * How many modules may join a program: the checker holds on to what it has learnt of each. While nobody asks, a program is
 * made anew after a quarter of them.
 */
const mostJoined = 400;

/** TypeScript's language service over the cells of one notebook. */
export class CellService {
  readonly notebook = new Notebook();
  readonly service: ts.LanguageService;
  readonly options: ts.CompilerOptions;
  readonly #files: ProgramFiles;
  readonly #live: LiveModules;
  #drafts = 0;
  #world = 0;
  /** False before the first program, and after an error that may have left the present one in any state. */
  #isMade = false;
  /** The user's own files in the program, with their versions. */
  #localVersions: ReadonlyMap<string, string> = new Map();

  /** With `language`, cells are at first checked with these declarations alone, until `readAll`. */
  constructor(folder: string, emDeclarations: string | undefined, language?: LanguageDeclarations) {
    const files = new ProgramFiles(this.notebook, folder, emDeclarations);
    files.language = language;
    this.#files = files;
    this.options = files.options;
    this.#live = new LiveModules({
      options: files.options,
      textOf: (file) => files.ownText(file),
      resolve: (name, file) => files.resolveFromCell(name, file),
      toPath: (file) => (ts.sys.useCaseSensitiveFileNames ? file : file.toLowerCase()) as ts.Path,
    });
    this.service = ts.createLanguageService(
      files.host(),
      sourceRegistry((file) => files.isBare(file)),
    );
  }

  /**
   * Makes this source the draft that the service's questions are about; under the name of a cell where it may become one.
   * It joins the program when one is asked.
   *
   * Cost: the parsing of the source alone, for most; what changes the world of the cells (an import, `declare global`, an
   * edited file) costs a new program, some 10 ms.
   */
  open(source: string, name?: string): CellModule {
    const draft = this.notebook.moduleOf(source);
    const files = this.#files;
    if (name !== undefined || draft.text !== files.draft.text) {
      this.#drafts += 1;
      files.draftName = name ?? `emlab-draft-${this.#drafts}`;
    }
    files.draft = draft;
    const basis = this.#basisFor(draft);
    if (this.#isOutdated(basis, draft)) {
      this.#world += 1;
      this.#renew(basis);
    }
    return draft;
  }

  /**
   * Stands for all that a check depends on beside the text of a module: what is imported, declared globally, written in
   * local files. Another number, another world.
   * @unitless
   */
  get world(): number {
    return this.#world;
  }

  /** False while only the declarations of the language are known. */
  get knowsAll(): boolean {
    return this.#files.language === undefined;
  }

  /** Knows from now on what Node, `em` and packages declare too. The next `open` takes some 0.4 s, the first time. */
  readAll(): void {
    if (this.knowsAll) return;
    this.#files.language = undefined;
    this.discard();
  }

  /** The file in which a cell is looked at before it becomes part of the notebook. */
  get draftFile(): string {
    return this.#files.fileOf(this.#files.draftName);
  }

  /** Where the text of the cell begins in the draft. */
  get draftOffset(): number {
    return this.#files.draft.offset;
  }

  /** The program that has the draft, for questions to its checker. */
  get program(): ts.Program {
    return this.service.getProgram()!;
  }

  /** Reads the documentation in these files too: those of packages are parsed without it at first. */
  document(files: readonly string[]): void {
    if (this.#files.document(files)) this.#renew(this.#basisFor(this.#files.draft));
  }

  /** A file name, without its ending, for the cell of one run. */
  cellName(runId: number): string {
    return `emlab-cell-${runId}`;
  }

  /** Makes a new program where the old one has become large; to be called while nobody waits. */
  tidyUp(): void {
    if (this.#live.joined > mostJoined / 4) this.#renew(this.#basisFor(this.#files.draft));
  }

  /** Forgets the program. */
  discard(): void {
    this.#isMade = false;
  }

  #basisFor(draft: CellModule): Basis {
    const { basis, draftName, language } = this.#files;
    const imports = new Set([...this.notebook.imports, ...draft.imports]);
    const augmenting = [...this.notebook.augmenting];
    if (draft.augments && !augmenting.includes(draftName)) augmenting.push(draftName);
    const words = language ? new Set([...basis.words, ...wordsFor(draft, language)]) : basis.words;
    return { imports, augmenting, words };
  }

  #isOutdated(wanted: Basis, draft: CellModule): boolean {
    if (!this.#isMade || this.#live.joined > mostJoined) return true;
    const { basis } = this.#files;
    if (wanted.words.size > basis.words.size) return true;
    if (basis.augmenting.join() !== wanted.augmenting.join()) return true;
    const { imports } = draft;
    // A file that is imported may just have been written, and what it imports too.
    if (imports.some((name) => localImport.test(name))) return true;
    if (imports.some((name) => !basis.imports.has(name) && this.#files.leadsToFile(name))) return true;
    // A module of another text has this name.
    if (this.#live.isTaken(this.draftFile) && this.program.getSourceFile(this.draftFile)?.text !== draft.text)
      return true;
    return [...this.#localVersions].some(([file, version]) => this.#files.versionOf(file) !== version);
  }

  #renew(basis: Basis): void {
    const files = this.#files;
    files.basis = basis;
    files.generation += 1;
    const { program } = this;
    this.#live.enter(program);
    this.#isMade = true;
    const local = program.getSourceFiles().filter(({ fileName }) => files.isLocal(fileName));
    this.#localVersions = new Map(local.map(({ fileName }) => [fileName, files.versionOf(fileName)]));
  }
}

/** The names of the language that a cell leads to. */
function wordsFor({ parsed, identifiers }: CellModule, language: LanguageDeclarations): string[] {
  return [...language.known(identifiers), ...(isPlain(parsed) ? [] : language.roots)];
}
