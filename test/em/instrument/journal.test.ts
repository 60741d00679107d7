import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { displaySymbol } from "../../../src/display/mimeBundle.js";
import { em, Micrograph } from "../../../src/em/index.js";
import { expectError } from "../../io/expectError.js";
import { temporaryFolder } from "../../io/temporaryFolder.js";

const test = suite("em.journal and em.dose");
const small = { sizePx: 32, fovNm: 4 };
let runs = "";

test.before(() => {
  runs = temporaryFolder().path;
});
test.after.each(() => em.disconnect());

const shownBy = (shown: object) => (shown as { [displaySymbol](): Record<string, unknown> })[displaySymbol]();

test("nothing is recorded until something is; a remark alone begins a run", async () => {
  await em.connect("twin:mxene", { runs });
  assert.is(await em.journal.folder(), undefined);
  await expectError("BadOption", em.journal.last(), /em\.acquire\.haadf/);
  for (const wrong of ["", "  ", 7, undefined]) await expectError("BadOption", em.journal.note(wrong as never));
  await em.journal.note("The flake <b>drifts</b>.");
  const run = await em.journal.open((await em.journal.folder())!);
  assert.is(run.count, 0);
  assert.match(JSON.stringify(run.documents), "drifts");
});

test("two connections on one day make two folders, and neither is written into the other", async () => {
  await em.connect("twin:mxene", { runs });
  await em.acquire.haadf(small);
  const first = (await em.journal.folder())!;
  await em.connect("twin:mxene", { runs });
  await em.acquire.haadf(small);
  const second = (await em.journal.folder())!;
  assert.is.not(first, second);
  for (const folder of [first, second]) assert.is((await em.journal.open(folder)).count, 1);
});

test("a run whose process was killed opens: what is whole is there, what is not is told", async () => {
  await em.connect("twin:mxene", { runs });
  for await (const _ of em.acquire.series({ ...small, frames: 3 }));
  const folder = (await em.journal.folder())!;
  await em.disconnect();
  const journal = path.join(folder, "journal.jsonl");
  const text = fs.readFileSync(journal, "utf8");
  fs.writeFileSync(journal, text.slice(0, -30));
  const [frame] = fs.readdirSync(path.join(folder, "frames")).sort();
  fs.truncateSync(path.join(folder, "frames", frame!), 100);
  const run = await em.journal.open(folder);
  assert.is(run.count, 2);
  const { "text/plain": plain, "text/html": html } = shownBy(run);
  assert.match(String(plain), /torn last line is left out[\s\S]*Damaged, and left out/);
  assert.match(String(html), "<table");
  assert.instance(await run.recording(0), Micrograph);
  await expectError("BadOption", run.recording(2), /2/);
  await expectError("BadOption", run.recording(-1));
});

test("what is no run is refused with the path that was meant", async () => {
  for (const wrong of ["", undefined, 7]) await expectError("BadOption", em.journal.open(wrong as never));
  await expectError("BadFile", em.journal.open(runs), /no run in this folder/);
  await expectError("BadFile", em.journal.open("~/no such run"), /^\/.*\/no such run/);
  await expectError("BadOption", em.connect("replay:"), /no run/);
  await expectError("BadOption", em.connect(`replay:${runs}?lop=true`), /Did you mean loop/);
  await expectError("BadOption", em.connect(`replay:${runs}?loop=yes`), /"true", "false"/);
});

test("the dose adds up where the beam has been, and nowhere else; its map has units and its numbers are finite", async () => {
  await em.connect("twin:mxene", { runs: false });
  assert.is(await em.dose.totalElectrons(), 0);
  const { electrons, doseEPerA2 } = await em.dose.planned({ ...small, dwellUs: 4 });
  // 20 pA for 32 x 32 x 4 µs, on 40 Å x 40 Å.
  assert.ok(Math.abs(electrons / ((20e-12 * 1024 * 4e-6) / 1.602176634e-19) - 1) < 1e-6);
  assert.ok(Math.abs(doseEPerA2 / (electrons / 1600) - 1) < 1e-6);
  for (let i = 0; i < 3; i++) await em.acquire.haadf({ ...small, dwellUs: 4 });
  assert.ok(Math.abs((await em.dose.totalElectrons()) / electrons - 3) < 1e-3);
  const here = await em.dose.here({ fovNm: 3 });
  assert.ok(Math.abs(here / doseEPerA2 - 3) < 0.01, `${here / doseEPerA2}`);
  const far = await em.dose.map({ centreXNm: 1e5, sizePx: 16 });
  assert.is(far.mostEPerA2, 0);
  assert.match(String(shownBy(far)["text/plain"]), "0 e/Å²");
  assert.ok((await em.dose.map()).data.every(Number.isFinite));
  for (const wrong of [{ fov: 3 }, { sizePx: 1 }, { centreXNm: Number.NaN }, { fovNm: 0 }]) {
    await expectError("BadOption", em.dose.map(wrong as never), /em\.dose\.map/);
  }
  await expectError("BadOption", em.dose.here({ fovNm: Number.NaN }), /em\.dose\.here/);
});

test("what a display is given is escaped", async () => {
  const report = await em.connect("twin:mxene?seed=7", { runs: path.join(runs, "<img src=x onerror=alert(1)>") });
  assert.not.match(String(shownBy(report)["text/html"]), "<img");
  for (const shown of [await em.stage.position(), await em.beam.state(), await em.stage.limits(), em.twin.config]) {
    const { "text/html": html, "text/plain": plain } = shownBy(shown);
    assert.match(String(html), "<table");
    assert.match(String(plain), /µm|kV|°/);
  }
});

test.run();
