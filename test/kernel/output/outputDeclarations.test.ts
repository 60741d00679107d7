import { tmpdir } from "node:os";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { languageCalls } from "../../../kernel/language/language.js";
import { displayGlobals } from "../../../kernel/output/cellDisplay.js";
import { outputDeclarations } from "../../../kernel/output/outputDeclarations.js";
import { progressGlobal } from "../../../kernel/output/progress.js";
import type { ProgressBar } from "../../../kernel/output/progressBar.js";
import { ProgressBars } from "../../../kernel/output/progressBars.js";
import { ShownIds } from "../../../kernel/output/shownIds.js";
import type { LanguageCalls } from "../../../kernel/threadMessages.js";
import { FakePort } from "./fakePort.js";

const test = suite("what people read of the output functions");
let language: LanguageCalls;
let runs = 0;

test.before(() => {
  language = languageCalls(tmpdir(), undefined);
});

/** The type error of a cell, or "". */
function typeError(source: string): string {
  runs += 1;
  const checked = language.check(source, runs, runs);
  return checked.ok ? "" : checked.error.evalue;
}

/** A `|` stands for the cursor. */
function ask(code: string) {
  const cursor = code.indexOf("|");
  const source = code.replace("|", "");
  return {
    matches: () => language.complete(source, cursor).matches.map(({ text }) => text),
    inspection: language.inspect(source, cursor)?.text ?? "",
  };
}

const functions = [...outputDeclarations.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n\s*(?:declare )?function (\w+)/g)];
const examples = functions.flatMap(([, comment = "", name = ""]) =>
  comment
    .split("@example")
    .slice(1)
    .map((text) => ({ name, code: text.replace(/^\s*\* ?/gm, "").trim() })),
);

test("every function has a sentence and an example, and the examples are right", () => {
  assert.is(functions.length, 13);
  assert.ok(examples.length >= functions.length);
  for (const [, comment = ""] of functions) assert.match(comment, /\* [A-Z][^@]*\.[\s\S]*@example/);
  for (const { name, code } of examples) assert.is(typeError(code), "", `${name}: ${code}`);
});

test("what is declared exists, and the other way round", () => {
  const port = new FakePort();
  const ids = new ShownIds();
  const defined = displayGlobals(port, ids);
  assert.equal(Object.keys(defined).sort(), ["clear", "clearOutput", "display", "updateDisplay"]);
  const { matches } = ask("display.|");
  const formats = Object.keys(defined.display).sort();
  const ofEveryFunction = new Set([...Object.getOwnPropertyNames(() => {}), "prototype", "arguments", "caller"]);
  const listed = matches().filter((name) => /^[a-z]+$/.test(name) && !ofEveryFunction.has(name));
  assert.equal(listed.filter((name) => !(name in Function.prototype)).sort(), formats);
  const bar = progressGlobal(new ProgressBars(port, ids))(3) as ProgressBar;
  for (const name of ask("progress(3).|").matches()) assert.ok(name in bar, name);
});

test("Shift-Tab shows the sentence, the options with units, and an example", () => {
  const html = ask("display.ht|ml").inspection;
  assert.match(html, "function display.html(html: string, options?: display.Options): Promise<void>");
  assert.match(html, "only way in which a text becomes HTML");
  assert.match(html, "@example display.html(");
  const png = ask("display.png(|").inspection;
  assert.match(png, /widthPx\?: number {2}Width on the screen \(px\)/);
  const progress = ask("prog|ress").inspection;
  for (const part of [
    "bar with rate and remaining time",
    "@example for (const tile of progress(",
    "const bar = progress(100",
  ]) {
    assert.match(progress, part);
  }
  assert.match(ask("cle|ar").inspection, "another name");
});

test("items keep their type through progress, for loops of both kinds", () => {
  assert.is(typeError("for (const x of progress([1, 2])) { const n: number = x; void n }"), "");
  assert.match(typeError("for (const x of progress(['a'])) { const n: number = x; void n }"), "not assignable");
  assert.is(
    typeError("async function* g() { yield 'a' } for await (const s of progress(g(), { unit: 'lines' })) s.trim()"),
    "",
  );
  assert.is(typeError("for (const [k, v] of progress(new Map([['a', 1]]))) { k.trim(); v.toFixed() }"), "");
  assert.is(typeError("using bar = progress(Infinity, { label: 'x' }); bar.advance(2); bar.total?.toFixed()"), "");
  assert.match(typeError("progress(5, { lable: 'x' })"), "label");
  assert.is(typeError("for (const i of progress(5)) { const n: number = i; void n }"), "");
});

test("figures may hold typed arrays, options are checked", () => {
  assert.is(typeError("display.plotly({ data: [{ x: new Float32Array(2) }] })"), "");
  assert.match(typeError("display.plotly({ layout: {} })"), "data");
  assert.match(typeError("display.svg('<svg/>', { widthPx: 5 })"), "widthPx");
  assert.is(typeError("display.png(new ArrayBuffer(8)); display.jpeg('abcd', { heightPx: 5, id: 'a' })"), "");
});

test("a cell may use the names for its own variables", () => {
  assert.is(typeError("const progress = 5, clear = progress + 1; { const display = clear; display.toFixed() }"), "");
});

test.run();
