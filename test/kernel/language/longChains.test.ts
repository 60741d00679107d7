import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { languageCalls } from "../../../kernel/language/language.js";
import type { KnownCell, LanguageCalls } from "../../../kernel/threadMessages.js";

const test = suite("long chains of cells");
const length = 110;
let folder: string;
let language: LanguageCalls;
/** What a compiler that takes the place of this one would be given. */
const known = new Map<string, KnownCell>();
let runs = 0;

test.before(() => {
  folder = mkdtempSync(join(tmpdir(), "emlab-chain-"));
  language = languageCalls(folder, undefined);
});
test.after(() => rmSync(folder, { recursive: true }));

/** The code of the first error, or "ok". */
function codeOf(source: string, calls = language): string {
  runs += 1;
  const checked = calls.check(source, runs, runs);
  if (!checked.ok) return checked.error.ename;
  if (checked.known) {
    const { name, declarations, forgotten } = checked.known;
    known.set(name, [name, source, [], declarations]);
    for (const one of forgotten) known.delete(one);
  }
  return "ok";
}

/** Nothing in it has a written type: each goes through all cells before. */
function link(n: number): string {
  return `class Frame${n} {
  private readonly secret = ${n};
  /** How bright it is. */
  mean = frame${n - 1}.mean + 1;
}
const frame${n} = new Frame${n}();
/** Of the frame and of those before. */
function stats${n}(scale = 1) { return { first: frame${n}.mean * scale, before: stats${n - 1}, last: [frame${n}] as const } }`;
}

test("each cell uses the one before, without a written type, and all are checked", () => {
  assert.is(codeOf("const frame0 = { mean: 1 }; function stats0() { return { first: 0 } }"), "ok");
  for (let n = 1; n <= length; n += 1) assert.is(codeOf(link(n)), "ok");
  assert.ok([...known.values()].some(([, , , declarations]) => declarations !== undefined));
});

test("types are the same as without the chain", () => {
  const last = `frame${length}`;
  assert.is(codeOf(`const brightness: number = ${last}.mean + stats${length}(2).before(3).first`), "ok");
  assert.is(codeOf(`const text: string = ${last}.mean`), "TS2322");
  assert.is(codeOf(`${last}.secret`), "TS2341");
  assert.is(codeOf(`frame${length - 60}.secret`), "TS2341");
  assert.is(codeOf(`stats${length}("2")`), "TS2345");
  assert.is(codeOf(`${last} = new Frame${length}()`), "TS2588");
  assert.is(codeOf(`const other: Frame${length - 1} = ${last}`), "TS2322", "classes with private members differ");
  assert.is(codeOf(`class Long extends Frame${length} { extra = this.mean }; new Long().extra.toFixed(1)`), "ok");
});

test("the documentation of earlier cells is found", () => {
  for (const n of [length - 60, length]) {
    assert.match(language.inspect(`stats${n}`, `stats${n}`.length)?.text ?? "", "Of the frame and of those before.");
    assert.match(
      language.inspect(`new Frame${n}().mean`, `new Frame${n}().mean`.length)?.text ?? "",
      "How bright it is.",
    );
  }
});

test("a compiler that takes the place of this one knows the same", () => {
  // What the chain began with is gone; the written types do not need it.
  assert.is(codeOf("const frame0 = 'another'; const frame1 = 'another'; function stats1() {}; class Frame1 {}"), "ok");
  const other = languageCalls(folder, undefined);
  other.restore([...known.values()]);
  assert.is(codeOf(`stats${length}(2).before(3).first + frame${length}.mean`, other), "ok");
  assert.is(codeOf(`const text: string = frame${length}.mean`, other), "TS2322");
  assert.is(codeOf("frame1.length", other), "ok");
  assert.is(codeOf("unborn", other), "TS2304");
});

test.run();
