import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { languageCalls } from "../../../kernel/language/language.js";
import type { CheckResult, LanguageCalls } from "../../../kernel/threadMessages.js";

const test = suite("check");
let folder: string;
let language: LanguageCalls;
let runs = 0;

test.before(() => {
  folder = mkdtempSync(join(tmpdir(), "emlab-check-"));
  const declarations = `export interface Em {
  /** The version of emlab. */
  readonly version: string;
  /** Opens a file. @param path the file */
  open(path: string): Promise<{ readonly pixelNm: number }>;
}
/** The laboratory. */
export declare const em: Em;
`;
  writeFileSync(join(folder, "index.d.ts"), declarations);
  language = languageCalls(folder, join(folder, "index.js"));
});
test.after(() => rmSync(folder, { recursive: true }));

function check(source: string): CheckResult {
  runs += 1;
  return language.check(source, runs, runs);
}

/** The code of the first error, or "ok". */
function codeOf(source: string): string {
  const checked = check(source);
  return checked.ok ? "ok" : checked.error.ename;
}

test("strict: an untyped parameter, a possible undefined and an unknown throw are errors", () => {
  assert.is(codeOf("function f(x) { return x }"), "TS7006");
  assert.is(codeOf("const found = [1].find(x => x > 1); found + 1"), "TS18048");
  assert.is(codeOf("try { 1 } catch (error) { error.message }"), "TS18046");
  assert.is(codeOf("const n: number = null"), "TS2322");
});

test("names of earlier cells are known by their types, assignable as they were declared", () => {
  assert.is(codeOf("let position = { xUm: 1, yUm: 2 }; const fixed = 5; class Axis { name = 'x' }"), "ok");
  assert.is(codeOf("position = { xUm: 3, yUm: 4 }"), "ok");
  assert.is(codeOf("position.zUm"), "TS2339");
  assert.is(codeOf("fixed = 6"), "TS2588");
  assert.is(codeOf("const axis: Axis = new Axis(); class Long extends Axis { length = 1 }"), "ok");
  assert.is(codeOf("position = new Long()"), "TS2739");
});

test("a failed cell declares nothing", () => {
  assert.is(codeOf("const unborn = 1; const wrong: string = 2"), "TS2322");
  assert.is(codeOf("unborn"), "TS2304");
});

test("a name's new type replaces the old one, in functions that are declared after", () => {
  assert.is(codeOf("let shape = 'round'"), "ok");
  assert.is(codeOf("let shape = 3; const double = () => shape * 2"), "ok");
  assert.is(codeOf("double() + shape"), "ok");
  assert.is(codeOf("shape.length"), "TS2339");
});

test("types, enums, namespaces, generics and imports reach later cells", () => {
  assert.is(
    codeOf("type Nm = number & { unit?: 'nm' }; enum Kind { A = 1 }; namespace Units { export const um = 1000 }"),
    "ok",
  );
  assert.is(
    codeOf(
      "import type { Stats } from 'node:fs'; import * as path from 'node:path'; import os, { cpus } from 'node:os'",
    ),
    "ok",
  );
  assert.is(codeOf("let d: Nm = 3; let k: Kind = Kind.A; Units.um; let s: Stats; path.sep; os.EOL; cpus()"), "ok");
  assert.is(codeOf("new Stats()"), "TS1361");
});

test("a class that two cells declare is two types", () => {
  assert.is(codeOf("class Probe { private a = 1 }; const first = new Probe()"), "ok");
  assert.is(codeOf("class Probe { private a = 1 }; const second: Probe = first"), "TS2322");
});

test("destructured names, defaults and holes are declared", () => {
  assert.is(codeOf("const { a, b: [c, , d = 4], ...e } = { a: 1, b: [2, 3], f: 'g' }"), "ok");
  assert.is(codeOf("a + c + d + e.f.length"), "ok");
  assert.is(codeOf("b"), "TS2304");
});

test("lists without a type and modules without types are tolerated", () => {
  writeFileSync(join(folder, "untyped.cjs"), "module.exports = { x: 1 }");
  assert.is(codeOf("const list = []; let later"), "ok");
  assert.is(codeOf("list.push(1); later = 5; list"), "ok");
  assert.is(codeOf("import * as untyped from './untyped.cjs'"), "ok");
});

test("declare global lasts", () => {
  assert.is(codeOf("declare global { var beamNa: number }\nglobalThis.beamNa = 1"), "ok");
  assert.is(codeOf("1"), "ok");
  assert.is(codeOf("beamNa + 1"), "ok");
});

test("em is typed, documented, and its slips are corrected", () => {
  assert.is(codeOf("const frame = await em.open('x.npy'); frame.pixelNm.toFixed()"), "ok");
  const slip = check("em.opne('x')");
  assert.not.ok(slip.ok);
  if (!slip.ok) assert.match(slip.error.traceback.join("\n"), /did you mean open\?/);
  assert.match(language.inspect("em.version", 5)?.text ?? "", /The version of emlab/);
  assert.equal(
    language.complete("em.", 3).matches.map(({ text }) => text),
    ["open", "version"],
  );
});

test("the dialogs of browsers are answered with what asks and shows in a notebook, members of that name are not", () => {
  const adviceFor = (source: string) => {
    const checked = check(source);
    return checked.ok ? "ok" : checked.error.traceback.join("\n");
  };
  assert.match(adviceFor('const name = prompt("Name?")'), /in a notebook: await input\(/);
  assert.match(adviceFor('if (confirm("Sure?")) {}'), /await input\(.*=== "y"/);
  assert.match(adviceFor('alert("done")'), /display\(/);
  assert.not.match(adviceFor("({}).prompt"), /input/);
  assert.is(adviceFor('const asked: string = await input("Name?")'), "ok");
});

test("a slip in a name of the notebook is corrected too", () => {
  assert.is(codeOf("const micrograph = 1"), "ok");
  const slip = check("micrograhp");
  if (!slip.ok) assert.match([slip.error.evalue, ...slip.error.traceback].join("\n"), /(d|D)id you mean '?micrograph/);
  assert.not.ok(slip.ok);
});

test("a local file's types are read again when it has changed", () => {
  writeFileSync(join(folder, "scan.ts"), "export const dwellUs: number = 1");
  assert.is(codeOf("import { dwellUs } from './scan'; dwellUs.toFixed()"), "ok");
  writeFileSync(join(folder, "scan.ts"), "export const dwellUs: string = 'a long text'");
  assert.is(codeOf("import { dwellUs } from './scan'; dwellUs.toFixed()"), "TS2551");
});

test("a hundred cells one after the other stay known, and only those that are needed stay", () => {
  assert.is(codeOf("let chain0 = 0"), "ok");
  for (let i = 1; i <= 100; i++) assert.is(codeOf(`const chain${i} = chain${i - 1} + 1`), "ok");
  assert.is(codeOf("chain0 + chain50 + chain100"), "ok");
});

test("errors point into the cell even where it spans lines and has wide characters", () => {
  const checked = check("const 𝛼 = '𝛽𝛾';\n\n  missingHere(𝛼)");
  assert.not.ok(checked.ok);
  if (!checked.ok) assert.match(checked.error.traceback.join("\n"), /line 3, column 3/);
});

test.run();
