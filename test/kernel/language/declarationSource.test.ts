import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { languageCalls } from "../../../kernel/language/language.js";

const test = suite("declarationSource");
const folder = mkdtempSync(join(tmpdir(), "emlab-declaration-"));
test.after(() => rmSync(folder, { recursive: true }));
const language = languageCalls(folder, undefined);

const area = `/** The area of a tile (um^2). */
function areaUm2(widthUm: number, heightUm: number): number {
  const product = widthUm * heightUm
  return product
}`;
const tile = `class Tile {
  /** Left edge (um). */
  xUm = 0
  move(byUm: number): void {
    this.xUm += byUm
  }
}
const step = {
  sizeUm: 5, // of the grid
  count: 3
}, other = 1`;
for (const [i, cell] of [area, tile].entries()) assert.ok(language.check(cell, i + 1, i + 1).ok);

/** A `|` marks the cursor. */
function ask(marked: string, isDetailed = true) {
  const cursor = marked.indexOf("|");
  return language.inspect(marked.replace("|", ""), cursor, isDetailed) ?? { text: "", markdown: "" };
}

test("a function of an earlier cell comes with its whole text", () => {
  const { text, markdown } = ask("area|Um2(1, 2)");
  const code = area.slice(area.indexOf("function"));
  assert.ok(text.endsWith(`Declared in an earlier cell:\n${code}`), text);
  assert.ok(markdown.endsWith(`*Declared in an earlier cell*\n\`\`\`typescript\n${code}\n\`\`\``), markdown);
  assert.match(text, /The area of a tile/, "and with what the other level says");
});

test("without the detail there is no declaration", () => {
  const { text, markdown } = ask("area|Um2(1, 2)", false);
  assert.not.match(text + markdown, /Declared|product/);
  assert.match(text, /The area of a tile/);
});

test("so do classes, members and variables of earlier cells", () => {
  assert.match(ask("new Ti|le()").text, /Declared in an earlier cell:\nclass Tile \{\n {2}\/\*\* Left edge/);
  assert.match(ask("new Tile().mo|ve(1)").text, /:\nmove\(byUm: number\): void \{\n {2}this\.xUm \+= byUm\n\}$/);
  assert.match(ask("new Tile().x|Um").text, /:\nxUm = 0$/);
  assert.match(ask("st|ep").text, /Declared in an earlier cell:\n[\s\S]*sizeUm: 5, \/\/ of the grid/);
  assert.match(ask("step.size|Um").text, /Declared in an earlier cell:\nsizeUm: 5$/);
});

test("what the same cell declares is shown from there", () => {
  const { text } = ask("const local = (a: number) => a * 2\nlo|cal(3)");
  assert.match(text, /Declared in this cell:\nconst local = \(a: number\) => a \* 2$/);
});

test("a name that an earlier cell has too is the one of this cell", () => {
  assert.match(ask("const other = 'mine'\noth|er").text, /Declared in this cell:\nconst other = 'mine'$/);
});

test("declarations of the language and of Node name their file", () => {
  assert.match(
    ask("Math.hy|pot(1)").text,
    /Declared in lib\.es2015\.core\.d\.ts:\nhypot\(\.\.\.values: number\[\]\): number;$/,
  );
  const { text } = ask('import { join } from "node:path"; jo|in("a")');
  assert.match(text, /Declared in path\.d\.ts:\n[\s\S]*join\(/);
});

test("of an overloaded function the called one is shown, and the longest declarations are cut", () => {
  const { text } = ask("parse|Float");
  assert.match(text, /Declared in lib\.es5\.d\.ts:\ndeclare function parseFloat/);
  const overloaded = "function f(a: string): void\nfunction f(a: number): void\nfunction f(a: unknown): void {}\n";
  assert.match(ask(`${overloaded}f|(1)`).text, /Declared in this cell:\nfunction f\(a: number\): void$/);
  const { text: long } = ask("new Set<string>().constructor; Arr|ay");
  assert.ok(long.length < 40_000, String(long.length));
  const rows = Array.from({ length: 2000 }, (_, i) => `  "row ${i}",`).join("\n");
  assert.match(ask(`const table = [\n${rows}\n]\ntab|le`).text, /\n… \d+ more characters$/);
});

test("inside the brackets of a call it is the function", () => {
  assert.match(ask("areaUm2(|").text, /Declared in an earlier cell:\nfunction areaUm2/);
  assert.match(ask("new Tile().move(|").text, /:\nmove\(byUm: number\)/);
});

test("nothing known, nothing declared", () => {
  assert.is(ask("unknown|Name").text, "");
  assert.is(ask("1 + |2").text, "");
  assert.not.match(ask("th|is").text, /Declared/);
});

test.run();
