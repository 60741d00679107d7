import { ts } from "./ts.js";

interface Parsed {
  readonly version: string;
  readonly file: ts.SourceFile;
}

/**
 * Keeps the parsed files of one language service. TypeScript's own registry parses either every file with its
 * documentation or none; here `isBare` names those whose documentation nobody has asked for yet. It is most of the text
 * of the declarations of Node. A file whose version changes is asked about anew.
 */
export function sourceRegistry(isBare: (fileName: string) => boolean): ts.DocumentRegistry {
  const { ParseAll, ParseNone } = ts.JSDocParsingMode;
  const files = new Map<string, Parsed>();
  const parse: ts.DocumentRegistry["acquireDocumentWithKey"] = (
    fileName,
    path,
    _host,
    _key,
    text,
    version,
    kind,
    target,
  ) => {
    const known = files.get(path);
    if (known?.version === version) return known.file;
    const options: ts.CreateSourceFileOptions = {
      ...(typeof target === "object" ? target : { languageVersion: target ?? ts.ScriptTarget.Latest }),
      jsDocParsingMode: isBare(fileName) ? ParseNone : ParseAll,
    };
    if (kind === ts.ScriptKind.JSON) options.languageVersion = ts.ScriptTarget.JSON;
    const file = ts.createLanguageServiceSourceFile(fileName, text, options, version, false, kind);
    files.set(path, { version, file });
    return file;
  };
  const unused = (): never => {
    throw new Error("the language service asks by key");
  };
  return {
    acquireDocumentWithKey: parse,
    updateDocumentWithKey: parse,
    releaseDocumentWithKey: (path: ts.Path) => void files.delete(path),
    // One set of options, hence one key.
    getKeyForCompilationSettings: () => "cells" as ts.DocumentRegistryBucketKey,
    acquireDocument: unused,
    updateDocument: unused,
    releaseDocument: unused,
    reportStats: () => `${files.size} files`,
  };
}
