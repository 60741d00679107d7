import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { displaySymbol } from "../../../src/display/mimeBundle.js";
import { bindSession, em } from "../../../src/em/index.js";
import { schemes } from "../../../src/em/instrument/schemes.js";
import { verifyAudit } from "../../../src/instrument/guard/auditLog.js";
import { MemoryInstrument } from "../../conformance/memoryInstrument.js";
import { changesOf } from "../../instrument/guarded.js";
import { expectError } from "../../io/expectError.js";
import { temporaryFolder } from "../../io/temporaryFolder.js";
import { fakeHardware } from "./fakeHardware.js";

const test = suite("connection");
const small = { sizePx: 16, fovNm: 4, dwellUs: 10 };
let runs = "";
let hardware: ReturnType<typeof fakeHardware>;

test.before(() => {
  runs = temporaryFolder().path;
});
test.before.each(() => {
  hardware = fakeHardware();
});
test.after.each(async () => {
  bindSession({});
  await em.disconnect();
  hardware.takeAway();
});

const textOf = (shown: object) =>
  String((shown as { [displaySymbol](): Record<string, unknown> })[displaySymbol]()["text/plain"]);

// Arming holds for as long as the process lives, so the order of the tests with hardware matters.
test("hardware that nobody has armed is replaced by the twin, and the display says so; nothing was opened", async () => {
  const report = await em.connect("bench:arm", { runs });
  assert.equal([report.address, report.kind, report.isHardware], ["twin:mxene?seed=1", "twin", false]);
  assert.match(textOf(report), /a digital twin[\s\S]*asks for bench:arm[\s\S]*await em\.arm\("bench:arm"\)/);
  await em.stage.moveTo({ xUm: 1 });
  await em.acquire.haadf(small);
  assert.is(hardware.opened.length, 0);
});

test("arming needs a person who types the very address; a run without a person never reaches hardware", async () => {
  const nobody = await expectError("NotArmed", em.arm("bench:arm"), /nobody can be asked/);
  assert.match(nobody.fix, "JupyterLab");
  for (const answer of ["", "yes", "bench:ARM", "bench:arm2", "twin:mxene?seed=1"]) {
    bindSession({ ask: async () => answer });
    await expectError("NotArmed", em.arm("bench:arm"), /stays unarmed/);
  }
  bindSession({ ask: () => new Promise((_, reject) => reject(new Error("no input"))) });
  await expectError("NotArmed", em.arm("bench:arm"));
  assert.is((await em.connect("bench:arm", { runs })).kind, "twin");
  assert.is(hardware.opened.length, 0);
});

test("after a person has armed it, em.connect gives the hardware, armed; its audit is written from the beginning", async () => {
  const asked: string[] = [];
  bindSession({
    ask: async (prompt) => {
      asked.push(prompt);
      return " bench:arm ";
    },
  });
  await em.arm("bench:arm");
  assert.match(asked[0]!, /move and expose bench:arm.*no emergency stop/);
  bindSession({});
  const report = await em.connect("bench:arm", { runs });
  assert.equal([report.address, report.isHardware, report.isArmed], ["bench:arm", true, true]);
  assert.match(textOf(report), /a microscope, armed/);
  const folder = (await em.journal.folder())!;
  const audit = () => fs.readFileSync(path.join(folder, "audit.jsonl"), "utf8").trim().split("\n");
  assert.ok(verifyAudit(audit()).isWhole);
  await em.stage.moveTo({ xUm: 1 });
  await expectError("StageLimit", em.stage.moveTo({ xUm: 5000 }));
  await em.acquire.haadf(small);
  const said = audit().map((line) => `${JSON.parse(line).outcome} ${JSON.parse(line).operation}`);
  for (const line of ["done arm", "done em.stage.moveTo", "refused em.stage.moveTo", "done em.acquire.haadf"]) {
    assert.ok(said.includes(line), `${line} is not in ${said.join(", ")}`);
  }
  assert.ok(changesOf(hardware.opened[0]!).some((call) => call.startsWith("stage.move")));
  await expectError("Unsupported", em.twin.truth(), /bench:arm is none/);
});

test("the dose that a specimen in hardware has had stays when the notebook connects again", async () => {
  await em.connect("bench:arm", { runs });
  await em.acquire.haadf(small);
  const before = await em.dose.here({ fovNm: 3 });
  assert.ok(before > 0);
  await em.connect("bench:arm", { runs, doseBudgetEPerA2: before * 1.5 });
  assert.is(await em.dose.here({ fovNm: 3 }), before);
  await expectError("DoseLimit", em.acquire.haadf(small));
  await em.connect("twin:mxene", { runs: false });
  assert.is(await em.dose.here({ fovNm: 3 }), 0, "a twin has a new specimen");
});

test("what is asked of hardware is always written down", async () => {
  await expectError("BadOption", em.connect("bench:arm", { runs: false }), /is a microscope/);
  const file = path.join(runs, "file");
  fs.writeFileSync(file, "");
  await expectError("BadFile", em.connect("bench:arm", { runs: path.join(file, "runs") }));
  await expectError("NotConnected", hardware.opened.at(-1)!.stage.move({ xUm: 1 }));
});

test("nothing that a cell gets holds an instrument", async () => {
  const report = await em.connect("bench:arm", { runs });
  const results = [
    report,
    await em.stage.position(),
    await em.stage.moveTo({ xUm: 1 }),
    await em.stage.limits(),
    await em.beam.state(),
    await em.beam.set({ defocusNm: 3 }),
    await em.acquire.haadf(small),
    await em.acquire.series({ ...small, frames: 2 }),
    await em.dose.map(),
    await em.dose.planned(),
    await em.beam.focus(),
    await em.journal.last(),
  ];
  const seen = new Set<object>();
  const visit = (value: unknown, where: string): void => {
    if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value)) return;
    seen.add(value);
    if (ArrayBuffer.isView(value)) return;
    assert.not.ok(value instanceof MemoryInstrument, where);
    for (const name of ["move", "unblank", "acquire", "lease"]) {
      assert.not.ok(typeof (value as Record<string, unknown>)[name] === "function", `${where}.${name}`);
    }
    for (const key of Reflect.ownKeys(value)) visit(Reflect.get(value, key), `${where}.${String(key)}`);
  };
  for (const [index, result] of results.entries()) visit(result, `result ${index} (${result.constructor.name})`);
});

test("of two cells that connect at once, both get an answer and one instrument is open", async () => {
  const closed: string[] = [];
  const opened = ["a", "b", "c"].map(
    (name) => new MemoryInstrument({ name, onCall: (call) => void closed.push(`${name} ${call}`) }),
  );
  schemes.set("many", {
    isHardware: false,
    example: "many:0",
    open: async ({ name }) => ({ instrument: opened[Number(name)]! }),
  });
  try {
    const reports = await Promise.all([0, 1, 2].map((index) => em.connect(`many:${index}`, { runs: false })));
    assert.equal(
      reports.map(({ address }) => address),
      ["many:0", "many:1", "many:2"],
    );
    await em.stage.moveTo({ xUm: 1 });
    for (const index of [0, 1]) await expectError("NotConnected", opened[index]!.stage.move({ xUm: 1 }));
    assert.ok(changesOf(opened[2]!).some((call) => call.startsWith("stage.move")));
    await Promise.all([em.disconnect(), em.disconnect()]);
    await expectError("NotConnected", opened[2]!.stage.move({ xUm: 1 }));
  } finally {
    schemes.delete("many");
  }
});

test("an instrument that cannot be guarded is closed again, and the connection before it stays", async () => {
  await em.connect("twin:mxene", { runs: false });
  await expectError(
    "BadOption",
    em.connect("bench:arm", { runs, limits: { mostAlphaDegg: 3 } as never }),
    /mostAlphaDeg/,
  );
  await expectError("NotConnected", hardware.opened.at(-1)!.stage.move({ xUm: 1 }));
  assert.is((await em.twin.specimen({ fovNm: 1 })).specimen, "mxene");
});

test("the safety hook is there after the second connection too, and reaches the instrument that is in use", async () => {
  const hooks = new Set<(reason: "interrupted" | "ending") => unknown>();
  bindSession({
    onForcedStop: (hook) => {
      hooks.add(hook);
      return () => hooks.delete(hook);
    },
  });
  await em.connect("twin:mxene", { runs: false });
  await em.connect("twin:moo3", { runs: false });
  await em.connect("twin:mxene?seed=3", { runs: false });
  assert.is(hooks.size, 1);
  await em.beam.unblank();
  await Promise.all([...hooks].map((hook) => hook("ending")));
  assert.ok((await em.beam.state()).isBlanked);
  await em.disconnect();
  assert.is(hooks.size, 0);
});

test("an interrupt blanks a beam that was left open, whatever the cell waits for", async () => {
  const cell = new AbortController();
  bindSession({ signal: () => cell.signal });
  await em.connect("twin:mxene", { runs: false });
  await em.beam.unblank();
  assert.not.ok((await em.beam.state()).isBlanked);
  cell.abort();
  await new Promise((resolve) => setImmediate(resolve));
  bindSession({});
  assert.ok((await em.beam.state()).isBlanked);
});

test("an interrupted live view does not let the cell go on; the user's own signal just ends it", async () => {
  await em.connect("twin:mxene", { runs: false });
  const own = new AbortController();
  let seen = 0;
  for await (const _ of em.acquire.live({ ...small, signal: own.signal })) if (++seen === 2) own.abort();
  assert.is(seen, 2);
  const cell = new AbortController();
  bindSession({ signal: () => cell.signal });
  const look = async () => {
    for await (const _ of em.acquire.live(small)) cell.abort();
  };
  await expectError("Aborted", look(), /em\.acquire\.live/);
});

test("what is refused is named as it was typed", async () => {
  await em.connect("twin:mxene?speed=real", { runs: false });
  const moving = em.stage.moveTo({ xUm: 80 });
  await expectError(
    "InstrumentBusy",
    em.acquire.haadf(small),
    /^em\.acquire\.haadf cannot begin while em\.stage\.moveTo/,
  );
  await expectError("InstrumentBusy", em.stage.moveBy({ yUm: 1 }), /^em\.stage\.moveBy cannot.*em\.stage\.stop\(\)/);
  await expectError("InstrumentBusy", em.beam.focus(), /^em\.beam\.focus/);
  await em.stage.stop();
  await expectError("Aborted", moving, /em\.stage\.moveTo|stage/);
  await expectError("BadOption", em.acquire.bf({ dwellUs: 1e6 }), /^em\.acquire\.bf: dwellUs/);
  await expectError(
    "BadOption",
    em.stage.moveTo({ x: 1 } as never),
    /^em\.stage\.moveTo: there is no axis "x" Did you mean xUm/,
  );
});

test("a full disk keeps what was taken, and is told before the connection is let go of", async () => {
  const place = path.join(runs, "full");
  await em.connect("twin:mxene", { runs: place });
  await em.acquire.haadf(small);
  const folder = (await em.journal.folder())!;
  fs.renameSync(path.join(folder, "frames"), path.join(folder, "away"));
  const error = await expectError("BadFile", em.acquire.haadf({ ...small, sizePx: 24 }));
  assert.match(error.fix, /1 recording waits in memory/);
  const last = (await em.journal.last()) as { widthPx: number };
  assert.is(last.widthPx, 24, "the specimen has had its dose: what it gave is at hand");
  const refused = await expectError("BadFile", em.connect("twin:moo3", { runs: false }));
  assert.match(refused.fix, /twin:mxene stays connected, as one recording would be lost/);
  fs.renameSync(path.join(folder, "away"), path.join(folder, "frames"));
  await em.connect("twin:moo3", { runs: false });
  const run = await em.journal.open(folder);
  assert.equal([run.count, run.report.isWhole], [2, true]);
});

test("whoever lets go a second time gives up what could not be stored", async () => {
  await em.connect("twin:mxene", { runs: path.join(runs, "lost") });
  await em.acquire.haadf(small);
  const folder = (await em.journal.folder())!;
  fs.renameSync(path.join(folder, "frames"), path.join(folder, "away"));
  await expectError("BadFile", em.acquire.haadf(small));
  await expectError("BadFile", em.disconnect());
  const report = await em.connect("twin:moo3", { runs: false });
  assert.match(textOf(report), /twin:mxene was not closed as it should be/);
});

test("what is being taken when the instrument is let go of ends early and is kept", async () => {
  const place = path.join(runs, "leaving");
  await em.connect("twin:mxene?speed=real", { runs: place });
  const taking = expectError("Aborted", em.acquire.haadf({ sizePx: 256, fovNm: 4, dwellUs: 40 }), /em\.acquire\.haadf/);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await em.disconnect();
  await taking;
  const [folder] = fs.readdirSync(place);
  const run = await em.journal.open(path.join(place, folder!));
  assert.equal([run.count, run.report.isWhole], [1, true]);
  await em.connect("twin:mxene?speed=real", { runs: false });
  const moving = expectError("NotConnected", em.stage.moveTo({ xUm: 90 }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await em.disconnect();
  await moving;
});

test.run();
