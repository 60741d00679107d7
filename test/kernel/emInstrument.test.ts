import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openRun } from "../../src/io/runFolder/openRun.js";
import { KernelClient } from "./kernelClient.js";

const test = suite("em's instrument in a cell");
let kernel: KernelClient;
let folder = "";

test.before(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "emlab-instrument-")));
  kernel = await KernelClient.start({ cwd: folder });
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a cell that must not fail, and gives what it showed. */
async function ran(code: string): Promise<string> {
  const { error, result } = await kernel.run(code);
  assert.is(error, undefined, error?.text);
  return result ?? "";
}

/** Interrupts a cell once it has printed "begun"; gives its error, and how long the interrupt took (s). */
async function interrupted(code: string, begun = "begun") {
  const id = await kernel.sendCell(code);
  await kernel.printed(id, begun);
  const startMs = performance.now();
  await kernel.interrupt();
  const { error } = await kernel.resultOf(id);
  return { ename: error?.ename ?? "", text: error?.text ?? "", tookS: (performance.now() - startMs) / 1000 };
}

const state = "[(await em.beam.state()).isBlanked, Object.values((await em.stage.position()).status).join()]";
const resting = "[ true, 'rest,rest,rest,rest,rest' ]";

test("the first use connects to the default twin, says so above the result, and writes nothing yet", async () => {
  const { published, result } = await kernel.run("(await em.stage.position()).reported.xUm");
  assert.is(result, "0");
  const shown = JSON.stringify(published.map(({ content }) => content));
  assert.match(shown, /Connected to twin:mxene\?seed=1/);
  assert.match(shown, /No em\.connect has been called/);
  assert.equal(
    readdirSync(folder).filter((name) => name === "runs"),
    [],
  );
});

test("an interrupt ends a motion at real speed: the stage has stopped where it was", async () => {
  await ran('await em.connect("twin:mxene?seed=7&speed=real")');
  const { ename, text } = await interrupted(
    'console.log("begun"); await em.stage.moveTo({ xUm: 90 }, { approach: "direct" })',
  );
  assert.match(ename, /Aborted|Interrupted/, text);
  assert.is(await ran(state), resting);
  assert.is(await ran("(await em.stage.position()).reported.xUm < 80"), "true");
});

test("an interrupt ends an acquisition at real speed, the beam is blanked, and what was taken is kept", async () => {
  const { ename, text } = await interrupted(
    'const frame = em.acquire.haadf({ sizePx: 1024, dwellUs: 40 }); setTimeout(() => console.log("begun"), 1000); await frame',
  );
  assert.is(ename, "EmError[Aborted]", text);
  assert.match(text, /em\.journal\.last\(\), and in /);
  assert.is(await ran(state), resting);
  assert.match(await ran("(await em.journal.last() as { notes: readonly string[] }).notes.join()"), /Interrupted/);
});

test("an interrupt ends a series at real speed; the frames taken by then are in the run folder, whole", async () => {
  const { ename, text } = await interrupted(
    "let n = 0; for await (const f of em.acquire.series({ sizePx: 128, dwellUs: 8, frames: 1000 })) { n++; if (n === 3) console.log('begun') }",
  );
  assert.match(ename, /Aborted|Interrupted/, text);
  assert.is(await ran(state), resting);
  const path = (await ran("await em.journal.folder()")).replaceAll("'", "");
  const run = await openRun(path);
  assert.ok(run.frames.length >= 4 && run.report.isWhole);
});

test("an interrupt blanks a beam that was left open and ends a cell that hides its error from itself", async () => {
  await interrupted(
    "await em.beam.unblank(); console.log('begun'); for (;;) { await em.stage.moveTo({ xUm: 5 }).catch(() => {}); await em.stage.moveTo({ xUm: 0 }).catch(() => {}) }",
  );
  assert.is(await ran(state), resting);
});

test("a cell that spins is stopped by force: the beam is blanked by the hook, also after a second connection", async () => {
  await ran('await em.connect("twin:mxene?seed=8"); await em.connect("twin:mxene?seed=9"); await em.beam.unblank()');
  await interrupted("console.log('begun'); while (true) {}");
  assert.is(await ran(state), resting);
});

test("an acquisition of seconds shows its progress", async () => {
  await ran('await em.connect("twin:mxene?seed=7&speed=real", { runs: false })');
  const { published } = await kernel.run("(await em.acquire.haadf({ sizePx: 256, dwellUs: 20 })).widthPx");
  assert.match(JSON.stringify(published.map(({ content }) => content)), /em\.acquire\.haadf/);
});

test("arming asks the person; a cell that nobody can answer for stays unarmed", async () => {
  const { error } = await kernel.run('await em.arm("pyjem:arm200f")');
  assert.match(error?.text ?? "", /BadOption|NotArmed/);
});

test("without await a series that fails is told of, and the kernel goes on", async () => {
  await ran('await em.connect("twin:mxene", { runs: false, doseBudgetEPerA2: 1 })');
  kernel.forget();
  await kernel.run("void em.acquire.series({ frames: 3, sizePx: 64 }); 0");
  await kernel.until(() => kernel.published.some(({ content }) => /DoseLimit/.test(JSON.stringify(content))));
  assert.is(await ran("1 + 1"), "2");
});

test("a replay of an interrupted run gives its frames again", async () => {
  await ran('await em.connect("twin:mxene?seed=7")');
  await ran("await em.acquire.haadf({ sizePx: 32 }); 0");
  await interrupted(
    'await em.connect("twin:mxene?seed=7&speed=real"); const half = em.acquire.haadf({ sizePx: 256, dwellUs: 40 }); setTimeout(() => console.log("begun"), 700); await half',
  );
  const path = await ran("await em.journal.folder()");
  await ran(`await em.connect("replay:" + ${path}); 0`);
  assert.match(await ran("(await em.acquire.haadf({ sizePx: 256, dwellUs: 40 })).notes.join()"), /Interrupted/);
  assert.match(
    (await kernel.run("await em.acquire.haadf({ sizePx: 256, dwellUs: 40 })")).error?.text ?? "",
    /loop=true/,
  );
});

test.run();
