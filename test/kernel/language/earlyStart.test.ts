import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CellService } from "../../../kernel/language/cellService.js";
import { languageCalls } from "../../../kernel/language/language.js";
import { LanguageDeclarations } from "../../../kernel/language/languageDeclarations.js";

const test = suite("the first cells, with the declarations of the language alone");
const language = LanguageDeclarations.read();
let folder: string;
let whole: CellService;

test.before(() => {
  assert.ok(language, "npm run build writes the index");
  folder = mkdtempSync(join(tmpdir(), "emlab-early-"));
  whole = new CellService(folder, undefined);
});
test.after(() => rmSync(folder, { recursive: true }));

/** How many errors a cell has behind the cells before it. */
function errorsIn(cells: CellService, ...sources: readonly string[]): number {
  let errors = 0;
  for (const [i, source] of sources.entries()) {
    const name = cells.cellName(1_000 + i);
    cells.discard();
    const draft = cells.open(source, name);
    errors = cells.service.getSyntacticDiagnostics(cells.draftFile).length;
    errors += cells.service.getSemanticDiagnostics(cells.draftFile).length;
    cells.notebook.add(name, draft);
  }
  cells.notebook.clear();
  return errors;
}

const early = () => new CellService(folder, undefined, language);

test("cells of the language are right without anything else", () => {
  for (const cells of [
    ["1+1"],
    ["const fovNm = 512 * 0.02;", "fovNm > 10 ? 'wide' : `\u0024{fovNm} nm`"],
    ["const widths = [3, 1, 2]", "widths.map((width) => width * 2).sort().at(-1)"],
    ["const { a, ...rest } = { a: 1, b: 2 }; [...Object.keys(rest)]"],
    ["async function later() { return Math.max(1, 2) } await later()"],
    ["function* count() { yield 1 } for (const one of count()) one + 1"],
    ["class Lens { #f = 2; get f() { return this.#f } } new Lens().f ** 2"],
    ["const seen = new Map<string, Set<number>>(); seen.get('a')?.has(1)"],
    ["for await (const one of [Promise.resolve(1)]) one.toFixed(2)"],
    ["String.raw`\\n` + /a(?<b>c)/.exec('ac')?.groups?.['b']"],
    ["enum Mode { Stem, Tem } Mode.Stem"],
    ["new Float64Array(4).fill(0.5).reduce((sum, one) => sum + one)"],
    ["(12.5).toLocaleString('de', { minimumFractionDigits: 2 })"],
    ["const pair = <T>(one: T): readonly [T, T] => [one, one]; pair(1)"],
  ]) {
    assert.is(errorsIn(early(), ...cells), 0, cells.join(" | "));
    assert.is(errorsIn(whole, ...cells), 0, cells.join(" | "));
  }
});

test("what is wrong with everything known is not right with less", () => {
  for (const cells of [
    ["1 + missing"],
    ["'a' * 2"],
    ["const n: number = 'a'"],
    ["const n: string = 1 + 1"],
    ["const fixed = 1; fixed = 2"],
    ["let n = 1", "n = 'a'"],
    ["const widths = [1]", "widths.push('a')"],
    ["const widths = [1]", "const wrong: string[] = widths"],
    ["Math.maximum(1)"],
    ["(1).toFixed('a')"],
    ["(1).toLocaleString('de', { minimumFractionDigits: 'two' })"],
    ["await Promise.all([1]).then((all) => all.missing)"],
    ["for (const one of 5) one"],
    ["class A { private x = 1 } new A().x"],
    ["function f(x) { return x }"],
    ["1 +"],
    ["const o = { a: 1 }; o.b"],
    ["console.log(1).missing"],
    ["let x: Missing"],
  ]) {
    assert.not.equal(errorsIn(whole, ...cells), 0, cells.join(" | "));
    assert.not.equal(errorsIn(early(), ...cells), 0, cells.join(" | "));
  }
});

test("what the language alone does not know is read when a cell needs it, and once nobody asks", async () => {
  let reads = 0;
  const start = { language, whenAllIsRead: () => (reads += 1) };
  const calls = languageCalls(folder, undefined, start);
  assert.ok(calls.check("const n = 1 + 1", 1, 1).ok);
  assert.is(reads, 0);
  assert.ok(calls.check("console.log(n.toFixed(1))", 2, 2).ok, "names of earlier cells stay");
  assert.is(reads, 1);
  const wrong = calls.check("n.missing", 3, 3);
  assert.is(wrong.ok ? "ok" : wrong.error.ename, "TS2339");

  const idle = languageCalls(folder, undefined, start);
  assert.ok(idle.check("2 + 2", 1, 1).ok);
  assert.is(reads, 1);
  // Nobody asks any more. The reading holds this thread too.
  for (let i = 0; i < 1000 && reads < 2; i += 1) await new Promise((done) => setTimeout(done, 20));
  assert.is(reads, 2);

  const asked = languageCalls(folder, undefined, start);
  assert.ok(asked.complete("proc", 4).matches.some(({ text }) => text === "process"));
  assert.is(reads, 3);
});

test("cells that a new compiler is given are not seen with less than they need", () => {
  const calls = languageCalls(folder, undefined, { language });
  calls.restore([["emlab-cell-1", "const sizes = [1, 2].map(String)", []]]);
  const checked = calls.check("const n: number = sizes", 2, 2);
  assert.is(checked.ok ? "ok" : checked.error.ename, "TS2322");
});

test.run();
