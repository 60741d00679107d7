import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { localModules, localResolver } from "../../../kernel/language/localModules.js";

const test = suite("localModules");
let folder: string;
const resolve = localResolver({
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  module: ts.ModuleKind.ESNext,
  allowImportingTsExtensions: true,
});
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const load = (name: string) => localModules(join(folder, name), resolve);

test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), "emlab-modules-"));
});
test.after.each(() => rmSync(folder, { recursive: true }));

test("the URL of a file changes with its text and that of what it imports, and with nothing else", () => {
  write("a.ts", 'import { b } from "./b"; export const a = b');
  write("b.ts", "export const b: number = 1");
  write("c.ts", "export const c = 1");
  const [first, other] = [load("a.ts")?.url, load("c.ts")?.url];
  assert.is(load("a")?.url, first);
  write("b.ts", "export const b: number = 2");
  assert.is.not(load("a.ts")?.url, first);
  assert.is(load("c.ts")?.url, other);
});

test("imports lead to the versioned URLs, in every form", () => {
  write(
    "a.ts",
    `import "./b.js"; import { b } from './b'; export * from "./b.ts"; export const late = () => import("./b"); export const c = b`,
  );
  write("b.ts", "export const b = 1");
  const { sources = [] } = load("a.ts") ?? {};
  const [a, b] = ["a.ts", "b.ts"].map((name) => sources.find(({ url }) => url.includes(name)));
  assert.is(a?.js.split(b?.url ?? "none").length, 5);
  assert.not.match(a?.js ?? "", /"\.\/b/);
});

test("files that import each other are no trouble", () => {
  write("a.ts", 'import { b } from "./b"; export const a = () => b');
  write("b.ts", 'import { a } from "./a"; export const b = () => a');
  assert.is(load("a.ts")?.sources.length, 2);
});

test("what is no TypeScript file is left to Node", () => {
  write("a.js", "export const a = 1");
  write("d.d.ts", "export const d: 1");
  write("e.mjs", "export const e = 1");
  write("e.d.mts", "export const e: number");
  write("f.cjs", "exports.f = 1");
  write("f.d.cts", "export const f: number");
  for (const name of ["a.js", "missing", "d", "e.mjs", "f.cjs"]) assert.is(load(name), undefined, name);
});

test.run();
