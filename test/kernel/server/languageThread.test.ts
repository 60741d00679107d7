import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LanguageThread } from "../../../kernel/server/languageThread.js";
import type { CheckResult } from "../../../kernel/threadMessages.js";

const test = suite("language thread");
let folder: string;
let language: LanguageThread;
let runs = 0;

test.before(() => {
  folder = mkdtempSync(join(tmpdir(), "emlab-thread-"));
  language = new LanguageThread({ engine: "emlab", folder, emDeclarations: undefined });
});
test.after(async () => {
  await language.stop();
  rmSync(folder, { recursive: true });
});

function check(source: string): Promise<CheckResult> {
  runs += 1;
  return language.calls.check(source, runs, runs);
}

/** The code of the first error, or "ok". */
async function codeOf(source: string): Promise<string> {
  const checked = await check(source);
  return checked.ok ? "ok" : checked.error.ename;
}

/** All orders of the letters: 8 of them fill some hundred megabytes, 11 keep the compiler busy for hours. */
function allOrders(letters: string): string {
  const union = [...letters].map((letter) => `"${letter}"`).join(" | ");
  return `type Orders<T, U = T> = [T] extends [never] ? [] : T extends T ? [T, ...Orders<Exclude<U, T>>] : never;
    let order: Orders<${union}> = "none"`;
}

test("an endless type check is ended by an interrupt, and what earlier cells declare is still known", async () => {
  assert.is(await codeOf("let beam = { nA: 1 }; type Axis = 'x' | 'y'; class Probe { fwhmPm = 80 }"), "ok");
  assert.is(await codeOf("const probe = new Probe(); let axis: Axis = 'x'"), "ok");
  const endless = check(allOrders("abcdefghijk"));
  language.interrupt();
  const result = await endless;
  assert.is(result.ok ? "" : result.error.ename, "Interrupted");
  assert.is(await codeOf("probe.fwhmPm + beam.nA"), "ok");
  assert.is(await codeOf("axis = 'z'"), "TS2322");
  assert.is(await codeOf("order"), "TS2304", "the endless cell has declared nothing");
});

test("questions that wait behind an endless check are answered after it", async () => {
  const endless = check(allOrders("abcdefghijk"));
  const completed = language.calls.complete("prob", 4);
  const later = codeOf("let afterwards = probe");
  language.interrupt();
  assert.not.ok((await endless).ok);
  assert.ok((await completed).matches.some(({ text }) => text === "probe"));
  // It was sent before the interrupt, which ends it too.
  assert.is(await later, "Interrupted");
  assert.is(await codeOf("afterwards"), "TS2304");
});

test("a cell whose check had ended when the interrupt came declares nothing", async () => {
  const checked = check("let tooLate = 1");
  language.interrupt();
  await checked;
  assert.is(await codeOf("tooLate"), "TS2304");
  assert.is(await codeOf("probe"), "ok");
});

test("a type that fills the memory ends in an error that says so, and the next cell is checked", async () => {
  const result = await check(allOrders("abcdefghi"));
  assert.not.ok(result.ok);
  const { ename, evalue, traceback } = result.ok ? { ename: "", evalue: "", traceback: [] } : result.error;
  assert.is(ename, "TypeCheckStopped");
  assert.match(evalue, /more than \d+ MB of memory/);
  assert.match(traceback.join("\n"), "still known");
  assert.is(await codeOf("probe.fwhmPm"), "ok");
});

test("what a cell has not come to set stays unknown in a new thread", async () => {
  assert.is(await codeOf("let kept = 1"), "ok");
  assert.is(await codeOf("let kept = 'text', lost = 1, set = 2"), "ok");
  await language.calls.forget(runs, ["kept", "lost"]);
  assert.is(await codeOf("let unborn = 1"), "ok");
  await language.calls.forget(runs);
  const endless = check(allOrders("abcdefghijk"));
  language.interrupt();
  await endless;
  assert.is(await codeOf("kept.toFixed(set)"), "ok");
  assert.is(await codeOf("lost"), "TS2304");
  assert.is(await codeOf("unborn"), "TS2304");
});

test("an interrupt while nothing is checked changes nothing", async () => {
  language.interrupt();
  assert.is(await codeOf("probe.fwhmPm"), "ok");
});

test("cells that declare the same names again do not add up", async () => {
  const before = language.knownCells;
  for (let i = 0; i < 50; i += 1)
    assert.is(await codeOf(`let again = ${i}; function twice() { return 2 * again }`), "ok");
  assert.is(language.knownCells, before + 2, "the last one, and the one before it, in case it is taken back");
});

test("an interrupt while the compiler loads answers at once and begins no new thread", async () => {
  const young = new LanguageThread({ engine: "emlab", folder, emDeclarations: undefined });
  const first = young.calls.check("let early = 1", 1, 1);
  young.interrupt();
  await first;
  const second = await young.calls.check("early", 2, 2);
  await young.stop();
  assert.is(second.ok ? "" : second.error.ename, "TS2304");
});

test("what waits when the thread is stopped keeps nobody from ending", async () => {
  const stopped = new LanguageThread({ engine: "emlab", folder, emDeclarations: undefined });
  stopped.calls.check("1", 1, 1).catch(() => {});
  await stopped.stop();
  assert.is(stopped.knownCells, 0);
});

test.run();
