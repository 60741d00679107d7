import path from "node:path";
import ts from "typescript";
import { projectRoot } from "./sourceFiles.js";

/** A checked set of files: what the checks of the public interface look into. */
export interface PublicTypes {
  readonly checker: ts.TypeChecker;
  /** The files of ours, not those of packages. */
  readonly sources: readonly ts.SourceFile[];
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Reads files of the project, with all that they import; about 3 s. */
export function readPublicTypes(paths: readonly string[]): PublicTypes {
  const program = ts.createProgram(
    paths.map((file) => path.join(projectRoot, file)),
    options,
  );
  return { checker: program.getTypeChecker(), sources: program.getSourceFiles().filter(isOurs) };
}

/** Reads one text as if it were src/em/index.ts: for the tests of the checks themselves. */
export function readSample(text: string): PublicTypes {
  const file = path.join(projectRoot, "src", "em", "index.ts");
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    path.resolve(name) === file ? ts.createSourceFile(name, text, version, true) : read(name, version);
  const program = ts.createProgram([file], options, host);
  return { checker: program.getTypeChecker(), sources: program.getSourceFiles().filter(isOurs) };
}

function isOurs(file: ts.SourceFile): boolean {
  return !file.isDeclarationFile && !file.fileName.includes("/node_modules/");
}

/** The path of a file from the root of the project, with slashes. */
export function projectPath(file: ts.SourceFile): string {
  return path.relative(projectRoot, path.resolve(file.fileName)).split(path.sep).join("/");
}

/** What a file exports, re-exports included, each followed to where it is declared. */
export function exportsOf({ checker }: PublicTypes, file: ts.SourceFile): Map<string, ts.Symbol> {
  const module = checker.getSymbolAtLocation(file);
  const found = new Map<string, ts.Symbol>();
  for (const symbol of module ? checker.getExportsOfModule(module) : []) {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    found.set(symbol.name, target);
  }
  return found;
}

/** A member of `em`, or of one of its areas: "em.atoms.find". */
export interface EmMember {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly isFunction: boolean;
}

/** Everything reachable from the exported `em` by dots: areas are objects declared in src/em, all else is a leaf. */
export function emMembers(types: PublicTypes): EmMember[] {
  const index = types.sources.find((file) => projectPath(file) === "src/em/index.ts");
  const em = index && exportsOf(types, index).get("em");
  return em && index ? membersOf(types, "em", types.checker.getTypeOfSymbolAtLocation(em, index), index) : [];
}

function membersOf(types: PublicTypes, prefix: string, type: ts.Type, at: ts.SourceFile): EmMember[] {
  return type.getProperties().flatMap((symbol) => {
    const name = `${prefix}.${symbol.name}`;
    const memberType = types.checker.getTypeOfSymbolAtLocation(symbol, at);
    const isFunction = memberType.getCallSignatures().length > 0;
    const inside = isArea(memberType) ? membersOf(types, name, memberType, at) : [];
    return [{ name, symbol, isFunction }, ...inside];
  });
}

/** An area of `em`: an interface or object of src/em that cannot be called; not a class, an array or a type of a package. */
function isArea(type: ts.Type): boolean {
  const declaration = type.symbol?.declarations?.[0];
  if (!declaration || type.getCallSignatures().length > 0 || type.isClass()) return false;
  if (!ts.isInterfaceDeclaration(declaration) && !ts.isObjectLiteralExpression(declaration)) return false;
  return projectPath(declaration.getSourceFile()).startsWith("src/em/");
}
