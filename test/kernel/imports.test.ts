import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("imports");
let kernel: KernelClient;
let folder: string;

function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A package in the node_modules of the notebook's folder. */
function writePackage(name: string, description: object, files: Readonly<Record<string, string>>): void {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", ...description }));
  for (const [path, text] of Object.entries(files)) write(`node_modules/${name}/${path}`, text);
}

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), "emlab-imports-"));
  writePackage(
    "esm-only",
    { type: "module", exports: { ".": { types: "./i.d.ts", import: "./i.js" } } },
    {
      "i.js": "export const dwellUs = await Promise.resolve(5); export default function scan() { return 'scanned' }",
      "i.d.ts": "/** The dwell time. */ export const dwellUs: number; export default function scan(): string;",
    },
  );
  writePackage(
    "cjs",
    { main: "i.js" },
    {
      "i.js": "const api = { add: (a, b) => a + b }; Object.assign(api, { hidden: 9 }); module.exports = api",
      "i.d.ts": "declare const api: { add(a: number, b: number): number; hidden: number }; export = api;",
    },
  );
  writePackage(
    "transpiled",
    { main: "i.js" },
    {
      "i.js":
        "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'inner'; exports.named = 1",
    },
  );
  kernel = await KernelClient.start({ cwd: folder });
});
test.after(async () => {
  await kernel.shutdown();
  rmSync(folder, { recursive: true, force: true });
  assert.is(kernel.processErrors, "");
});

async function result(cell: string): Promise<string | undefined> {
  const { status, result: text, error } = await kernel.run(cell);
  assert.is(status, "ok", error?.text);
  return text;
}

test("modules of Node, whole, by name and under another name", async () => {
  assert.is(await result('import fs, { readFileSync as read } from "node:fs"\nfs.readFileSync === read'), "true");
  assert.is(await result('import * as path from "path"\npath.basename("/a/b")'), "'b'");
  assert.is(await result("path.extname('x.npy')"), "'.npy'", "later cells have it too");
});

test("an ESM package, with top-level await, by its types", async () => {
  assert.is(await result('import scan, { dwellUs } from "esm-only"\n[scan(), dwellUs]'), "[ 'scanned', 5 ]");
  assert.is((await kernel.run("dwellUs.length")).error?.ename, "TS2339");
});

test("CommonJS packages, with exports that Node's scan does not see", async () => {
  assert.is(await result('import { add, hidden } from "cjs"\nadd(hidden, 1)'), "10");
  assert.is(await result('import api from "cjs"\napi.add(1, 2)'), "3");
  assert.is(await result('import inner, { named } from "transpiled"\n[inner, named]'), "[ 'inner', 1 ]");
});

test("a package without types counts as any", async () => {
  assert.is(await result('import { named as untyped } from "transpiled"\nuntyped.toFixed(1)'), "'1.0'");
});

test("packages that only emlab has are found", async () => {
  assert.is(await result('import { decode } from "fast-png"\ntypeof decode'), "'function'");
  assert.is(await result('typeof (await import("fast-png")).encode'), "'function'");
  assert.is(await result('typeof require("jpeg-js").decode'), "'function'");
});

test("a missing package is named before anything runs, with the command that installs it", async () => {
  const { error } = await kernel.run('console.log("ran"); import { x } from "@not/there/deep"');
  assert.is(error?.ename, "TS2307");
  assert.match(error?.text ?? "", /npm install @not\/there"/);
  const dynamic = await kernel.run('const name: string = "not-there"; await import(name)');
  assert.match(dynamic.error?.evalue ?? "", /Cannot find package 'not-there'/);
});

test("a package that is installed after the failure is found", async () => {
  assert.is((await kernel.run('import { late } from "late"')).error?.ename, "TS2307");
  writePackage("late", { type: "module", exports: "./i.js" }, { "i.js": "export const late = 1" });
  assert.is(await result('import { late } from "late"\nlate'), "1");
});

test("local TypeScript files, with what they import, typed", async () => {
  write("lib/units.ts", "export const nmPerUm: number = 1000\nexport type Nm = number\n");
  write(
    "lib/stage.ts",
    'import { nmPerUm, type Nm } from "./units.js"\nimport type { Nm as N2 } from "./units"\nexport enum Axis { X = 7 }\nexport function toNm(xUm: number): Nm { return xUm * nmPerUm }\nexport type { N2 }',
  );
  assert.is(await result('import { Axis, toNm } from "./lib/stage"\ntoNm(2) + Axis.X'), "2007");
  assert.is((await kernel.run('toNm("2")')).error?.ename, "TS2345");
  assert.is(await result('import { toNm as again } from "./lib/stage.ts"\nagain === toNm'), "true");
});

test("an edited file is read again, with new types, when it is imported again", async () => {
  write("lib/units.ts", "export const nmPerUm: number = 1\nexport type Nm = number\n");
  assert.is(await result('import { toNm } from "./lib/stage"\ntoNm(2)'), "2");
  write("lib/stage.ts", "export function toNm(text: string) { return text.length }");
  assert.is(await result('import { toNm } from "./lib/stage"\ntoNm("four")'), "4");
});

test("local JavaScript and JSON, static and dynamic", async () => {
  write("plain.mjs", "export const one = 1");
  write("old.cjs", "exports.two = 2");
  write("values.json", '{ "three": 3, "list": [4] }');
  assert.is(await result('import { one } from "./plain.mjs"\nimport { two } from "./old.cjs"\none + two'), "3");
  assert.is(await result('import values, { three } from "./values.json"\nthree + values.list[0]!'), "7");
  assert.is(await result('const where = "./plain.mjs"; (await import(where)).one'), "1");
  write("plain.mjs", "export const one = 100");
  assert.is(await result('import { one } from "./plain.mjs"\none'), "100");
});

test("a syntax error in a local file names the file and the line", async () => {
  write("broken.ts", "export const a = 1\nexport const b = {\n");
  const { error } = await kernel.run('import { a } from "./broken"');
  assert.match(error?.text ?? "", /broken\.ts/);
  assert.match(error?.text ?? "", /3:1|line 3/);
});

test("a type error in a local file, or in one that it imports, stops the cell with file and line", async () => {
  write("inner.ts", "export const dose: number = 1\n\nexport const wrong: number = 'many'\n");
  write("outer.ts", "export { dose } from './inner'\n");
  const stopped = await kernel.run('console.log("ran"); import { dose } from "./outer"');
  assert.is(stopped.error?.ename, "TS2322");
  assert.match(stopped.error?.text ?? "", /inner\.ts, line 3, column 14\n.*export const wrong/);
  assert.is(stopped.stdout, "");
  write("inner.ts", "export const dose: number = 1\n");
  assert.is(await result('import { dose } from "./outer"\ndose'), "1");
});

test("paths of a cell are those of a file in the folder", async () => {
  assert.is(
    await result(
      'import { dirname } from "node:path"; import { fileURLToPath } from "node:url"\ndirname(fileURLToPath(import.meta.url)) === import.meta.dirname',
    ),
    "true",
  );
  assert.is(await result("import.meta.filename.startsWith(import.meta.dirname)"), "true");
  assert.is(await result('import.meta.resolve("node:fs") + import.meta.resolve("os")'), "'node:fsnode:os'");
  assert.match((await result('import.meta.resolve("fast-png")')) ?? "", /^'file:.*fast-png/);
  assert.is(await result("WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))"), "true");
});

test("an error in a local file shows the line of that file", async () => {
  write(
    "thrower.ts",
    "interface A { n: number }\n\nexport function fail(a: A): never {\n  throw new Error('n is ' + a.n)\n}\n",
  );
  const { error } = await kernel.run('import { fail } from "./thrower"\n\nfail({ n: 4 })');
  assert.is(error?.evalue, "n is 4");
  assert.match(error?.text ?? "", /thrower\.ts, line 4, column 9 in fail/);
  assert.match(error?.text ?? "", /▶ 4 │ {3}throw new Error/);
  assert.match(error?.text ?? "", /called from cell \[\d+\], line 3, column 1/);
});

test("import type and unused imports leave nothing behind", async () => {
  assert.is(
    await result('import type { Stats } from "node:fs"\nconst stats: Stats | undefined = undefined; stats'),
    undefined,
  );
  assert.is(await result('import { type Dirent, existsSync } from "node:fs"\nexistsSync(".")'), "true");
  assert.is(await result("let entry: Dirent | 5 = 5; entry"), "5");
  assert.is(await result('import "esm-only"\n1'), "1");
});

test("import.meta and __dirname are of the notebook's folder", async () => {
  assert.is(
    await result(`import.meta.dirname === ${JSON.stringify(folder)} && __dirname === import.meta.dirname`),
    "true",
  );
  assert.is(await result('new URL("values.json", import.meta.url).pathname.endsWith("values.json")'), "true");
});

test("lines stay right below an import of several lines", async () => {
  const { error } = await kernel.run(
    'import {\n  readFileSync,\n  existsSync,\n} from "node:fs"\nexistsSync(".")\nthrow new Error("below")',
  );
  assert.match(error?.text ?? "", /line 6, column 7/);
});

test.run();
