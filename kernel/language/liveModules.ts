import { ts } from "./ts.js";

type Resolved = ts.ResolvedModuleWithFailedLookupLocations;

/** What a program has beside its public face, as TypeScript 5.9.3 writes it; its checker asks through these properties. */
interface ProgramInside extends ts.Program {
  getSourceFileByPath(path: ts.Path): ts.SourceFile | undefined;
  getResolvedModule(file: ts.SourceFile, name: string, mode: ts.ResolutionMode): Resolved | undefined;
  getResolvedModuleFromModuleSpecifier(specifier: ts.StringLiteralLike, file?: ts.SourceFile): Resolved | undefined;
  getModeForUsageLocation(file: ts.SourceFile, specifier: ts.StringLiteralLike): ts.ResolutionMode;
}

/** Functions of TypeScript 5.9.3 that its declarations leave out. */
interface TypeScriptInside {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  getSetExternalModuleIndicator(options: ts.CompilerOptions): (file: ts.SourceFile) => void;
  createLanguageServiceSourceFile: typeof ts.createLanguageServiceSourceFile;
}

const inside = ts as unknown as TypeScriptInside;

/** Where the modules come from. */
export interface ModuleSources {
  readonly options: ts.CompilerOptions;
  /** The text of a module that can be referred to and is not part of the program; undefined for every other file. */
  textOf(file: string): string | undefined;
  /** Where the name in an import of such a module leads. */
  resolve(name: string, file: string): Resolved;
  toPath(file: string): ts.Path;
}

/**
 * Modules that join a program of TypeScript after it has been made, and with it its checker.
 *
 * By its public interface, a changed file means a new program and a new checker: all files are gone through, and the types
 * of the language are worked out anew, ten times the cost of a short cell. Nothing of that is needed for a module that
 * adds nothing to the global scope. So the program is given answers for files that it was made without, and its checker,
 * which asks the program for them, takes them like all others.
 *
 * The checker keeps what it has learnt of a module as long as it lives: a text never changes under a name, and the
 * program is to be made anew now and then.
 */
export class LiveModules {
  readonly #sources: ModuleSources;
  readonly #files = new Map<string, ts.SourceFile>();
  readonly #setExternalModuleIndicator: (file: ts.SourceFile) => void;
  #program: ts.Program | undefined;
  #joined = 0;

  constructor(sources: ModuleSources) {
    this.#sources = sources;
    this.#setExternalModuleIndicator = inside.getSetExternalModuleIndicator(sources.options);
  }

  /** How many modules have joined this program: what its checker holds grows with them. @unitless */
  get joined(): number {
    return this.#joined;
  }

  /** True where another text could not join under this name. */
  isTaken(file: string): boolean {
    return this.#files.has(file);
  }

  /** From now on modules join this program. Those that can still be referred to are not parsed again. */
  enter(program: ts.Program): void {
    if (this.#program === program) return;
    this.#program = program;
    this.#joined = 0;
    for (const [file, parsed] of this.#files) {
      if (this.#sources.textOf(file) !== parsed.text) this.#files.delete(file);
    }
    this.#answerFor(program as ProgramInside);
  }

  #answerFor(program: ProgramInside): void {
    const { getSourceFile, getSourceFileByPath, getResolvedModule } = program;
    program.getSourceFile = (file) => getSourceFile(file) ?? this.#fileOf(file);
    program.getSourceFileByPath = (path) => getSourceFileByPath(path) ?? this.#fileOf(path);
    program.getResolvedModule = (file, name, mode) =>
      this.#files.get(file.fileName) === file
        ? this.#sources.resolve(name, file.fileName)
        : getResolvedModule(file, name, mode);
    program.getResolvedModuleFromModuleSpecifier = (specifier, file = specifier.getSourceFile()) =>
      program.getResolvedModule(file, specifier.text, program.getModeForUsageLocation(file, specifier));
  }

  #fileOf(file: string): ts.SourceFile | undefined {
    const known = this.#files.get(file);
    if (known) return known;
    const text = this.#sources.textOf(file);
    if (text === undefined) return undefined;
    const parsed = this.#parse(file, text);
    this.#files.set(file, parsed);
    return parsed;
  }

  #parse(file: string, text: string): ts.SourceFile {
    const { options, toPath } = this.#sources;
    this.#joined += 1;
    const parsed = inside.createLanguageServiceSourceFile(
      file,
      ts.ScriptSnapshot.fromString(text),
      {
        languageVersion: options.target ?? ts.ScriptTarget.Latest,
        setExternalModuleIndicator: this.#setExternalModuleIndicator,
        jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
      },
      "1",
      false,
      ts.ScriptKind.TS,
    );
    const path = toPath(file);
    const imports = parsed.statements.flatMap(specifierOf);
    // What a program notes on its files.
    const noted = { path, resolvedPath: path, originalFileName: file, imports };
    Object.assign(parsed, noted, { moduleAugmentations: [], ambientModuleNames: [] });
    inside.bindSourceFile(parsed, options);
    return parsed;
  }
}

function specifierOf(statement: ts.Statement): ts.StringLiteral[] {
  const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
  const specifier = isImport ? statement.moduleSpecifier : undefined;
  return specifier && ts.isStringLiteral(specifier) ? [specifier] : [];
}
