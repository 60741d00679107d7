import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { LocalModules, PositionMap } from "../threadMessages.js";
import { decodeMappings } from "./sourceMap.js";
import { ts } from "./ts.js";

const typescriptFile = /\.[cm]?tsx?$/;
const declarationFile = /\.d\.[cm]?ts$/;

/** A TypeScript file of the user. */
export interface LocalFile {
  readonly path: string;
  readonly text: string;
  /** Specifiers, with their quotes, that lead to other local TypeScript files: from, to, and the file. */
  readonly links: readonly { readonly at: number; readonly end: number; readonly path: string }[];
}

/**
 * Compiles a local TypeScript file and those that it imports. The URL of each carries a digest of its text and of all
 * that it imports, so that an edited file is loaded again and an unchanged one stays the same module.
 *
 * Returns undefined when the path does not lead to a TypeScript file. Throws for a file with a syntax error.
 */
export function localModules(path: string, resolve: Resolve): LocalModules | undefined {
  const entry = resolve(path, dirname(path));
  if (!entry) return undefined;
  const files = localFiles(entry, resolve);
  const urls = new Map([...files.keys()].map((file) => [file, versionedUrl(file, files)]));
  const sources = [...files.values()].map((file) => ({ url: urls.get(file.path)!, ...compile(file, urls) }));
  return { url: urls.get(entry)!, sources };
}

/** Finds the local TypeScript file of a specifier, from the folder of the file that imports it. */
export type Resolve = (specifier: string, folder: string) => string | undefined;

/** A resolver by TypeScript's rules (`./a`, `./a.js` and `./a.ts` lead to a.ts). */
export function localResolver(options: ts.CompilerOptions): Resolve {
  return (specifier, folder) => {
    const { resolvedModule } = ts.resolveModuleName(specifier, `${folder}/emlab-import.ts`, options, ts.sys);
    const file = resolvedModule?.resolvedFileName;
    if (!file || !typescriptFile.test(file) || declarationFile.test(file) || file.includes("/node_modules/"))
      return undefined;
    return file;
  };
}

/** A local TypeScript file and those that it imports, by their paths. */
export function localFiles(entry: string, resolve: Resolve): Map<string, LocalFile> {
  const files = new Map<string, LocalFile>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const text = readFileSync(path, "utf8");
    const links = ts.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName, pos }) => {
      const target = fileName.startsWith(".") ? resolve(fileName, dirname(path)) : undefined;
      return target === undefined ? [] : [{ at: pos, end: pos + fileName.length + 2, path: target }];
    });
    files.set(path, { path, text, links });
    waiting.push(...links.map((link) => link.path));
  }
  return files;
}

/** The digest goes over everything that the file reaches, in a fixed order, so cycles are no trouble. */
function versionedUrl(path: string, files: ReadonlyMap<string, LocalFile>): string {
  const reached = new Set<string>([path]);
  for (const file of reached) for (const link of files.get(file)?.links ?? []) reached.add(link.path);
  const hash = createHash("sha256");
  for (const file of [...reached].sort()) hash.update(file).update("\0").update(files.get(file)!.text).update("\0");
  const url = pathToFileURL(path);
  url.search = `emlab=${hash.digest("hex").slice(0, 16)}`;
  return url.href;
}

function compile(
  { path, text, links }: LocalFile,
  urls: ReadonlyMap<string, string>,
): { js: string; map: PositionMap } {
  const { outputText, diagnostics, sourceMapText } = ts.transpileModule(linked(text, links, urls), {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      // Types imported without the word `type` disappear, as they do when TypeScript compiles a project.
      isolatedModules: true,
      sourceMap: true,
    },
  });
  const [first] = diagnostics ?? [];
  if (first) throw new SyntaxError(syntaxMessage(first, path));
  const js = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return { js, map: { segments: decodeMappings(sourceMapText ?? "") } };
}

function linked(text: string, links: LocalFile["links"], urls: ReadonlyMap<string, string>): string {
  let result = text;
  // From the end, so that the positions before stay right.
  for (const { at, end, path } of [...links].sort((a, b) => b.at - a.at)) {
    result = result.slice(0, at) + JSON.stringify(urls.get(path)) + result.slice(end);
  }
  return result;
}

function syntaxMessage(diagnostic: ts.Diagnostic, path: string): string {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  const at = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  return `${path}:${(at?.line ?? 0) + 1}:${(at?.character ?? 0) + 1}: TS${diagnostic.code}: ${text}`;
}
