import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { languageCalls } from "../../../kernel/language/language.js";
import { sourceRegistry } from "../../../kernel/language/sourceRegistry.js";
import { ts } from "../../../kernel/language/ts.js";
import type { LanguageCalls } from "../../../kernel/threadMessages.js";

const test = suite("source registry");
let folder: string;
let language: LanguageCalls;

test.before(() => {
  folder = mkdtempSync(join(tmpdir(), "emlab-registry-"));
  writeFileSync(join(folder, "own.ts"), "/** Doubles a number. */\nexport const twice = (x: number) => 2 * x;\n");
  language = languageCalls(folder, undefined);
});
test.after(() => rmSync(folder, { recursive: true }));

function inspected(source: string, cursor = source.length): string {
  return language.inspect(source, cursor)?.text ?? "";
}

test("the documentation of the language and of Node comes when it is asked for, and stays", () => {
  for (let round = 0; round < 2; round += 1) {
    assert.match(inspected("[1].map"), "Calls a defined callback function");
    assert.match(inspected("import { readFileSync } from 'node:fs'; readFileSync"), "contents of the `path`");
    assert.match(inspected("parseInt("), "Converts a string to an integer");
  }
});

test("the user's own files have their documentation at once", () => {
  assert.match(inspected("import { twice } from './own'; twice"), "Doubles a number.");
});

test("cells are checked with the declarations whose documentation has come", () => {
  assert.ok(language.check("const doubled: number[] = [1].map((x) => 2 * x)", 1, 1).ok);
  const wrong = language.check("const text: string = doubled.map((x) => x)", 2, 2);
  assert.is(wrong.ok ? "" : wrong.error.ename, "TS2322");
});

/** Parses a text through the registry, the way the language service asks. */
function parse(registry: ts.DocumentRegistry, fileName: string, version: string, text: string): ts.SourceFile {
  const snapshot = ts.ScriptSnapshot.fromString(text);
  const key = registry.getKeyForCompilationSettings({});
  const path = fileName as ts.Path;
  return registry.acquireDocumentWithKey(
    fileName,
    path,
    {},
    key,
    snapshot,
    version,
    ts.ScriptKind.TS,
    ts.ScriptTarget.ESNext,
  );
}

function hasDocumentation(file: ts.SourceFile): boolean {
  return (file.statements[0] as { readonly jsDoc?: readonly unknown[] } | undefined)?.jsDoc !== undefined;
}

test("an unchanged file is parsed once, a changed one again, with its documentation where it is wanted now", () => {
  const bare = new Set(["/a.d.ts"]);
  const registry = sourceRegistry((file) => bare.has(file));
  const text = "/** Text. */ declare const a: 1;";
  const first = parse(registry, "/a.d.ts", "1", text);
  assert.not.ok(hasDocumentation(first));
  assert.is(parse(registry, "/a.d.ts", "1", text), first);
  bare.clear();
  assert.is(parse(registry, "/a.d.ts", "1", text), first, "only a new version asks again");
  assert.ok(hasDocumentation(parse(registry, "/a.d.ts", "2", text)));
  assert.ok(hasDocumentation(parse(registry, "/b.d.ts", "1", text)));
});

test("a released file is forgotten", () => {
  const registry = sourceRegistry(() => false);
  const first = parse(registry, "/a.ts", "1", "1");
  registry.releaseDocumentWithKey(
    "/a.ts" as ts.Path,
    registry.getKeyForCompilationSettings({}),
    ts.ScriptKind.TS,
    undefined,
  );
  assert.is.not(parse(registry, "/a.ts", "1", "1"), first);
  assert.is(registry.reportStats(), "1 files");
});

test.run();
