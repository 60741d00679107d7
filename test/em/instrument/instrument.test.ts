import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { displaySymbol } from "../../../src/display/mimeBundle.js";
import { bindSession, em, Micrograph, Spectrum, SpectrumImage } from "../../../src/em/index.js";
import { verifyAudit } from "../../../src/instrument/guard/auditLog.js";
import { expectError } from "../../io/expectError.js";
import { temporaryFolder } from "../../io/temporaryFolder.js";

const test = suite("em at an instrument");
const small = { sizePx: 64, fovNm: 4 };
let runs = "";

test.before(() => {
  runs = temporaryFolder().path;
});

test.after.each(async () => {
  bindSession({});
  await em.disconnect();
});

const textOf = (shown: object) =>
  String((shown as { [displaySymbol](): Record<string, unknown> })[displaySymbol]()["text/plain"]);

test("without em.connect the first use connects to the default twin, and says so once", async () => {
  const shown: object[] = [];
  bindSession({ display: (value) => shown.push(value as object) });
  const folder = process.cwd();
  process.chdir(runs);
  try {
    const [at] = await Promise.all([em.stage.position(), em.beam.state()]);
    assert.is(at.reported.xUm, 0);
    assert.is(shown.length, 1);
    assert.match(textOf(shown[0]!), /twin:mxene\?seed=1[\s\S]*No em\.connect/);
  } finally {
    process.chdir(folder);
  }
});

test("a connection tells what the instrument can do; wrong addresses are refused and the old connection stays", async () => {
  const report = await em.connect("twin:moo3?seed=3", { runs });
  assert.is(report.address, "twin:moo3?seed=3");
  assert.match(textOf(report), /haadf, adf, bf/);
  const wrong: [string, RegExp][] = [
    ["mxene", /is no address/],
    ["twin:mxen", /Did you mean mxene/],
    ["twn:mxene", /Did you mean "twin:"/],
    ["twin:mxene?speed=slow", /speed must be "fast"/],
    ["twin:mxene?vacancyPercent=a", /vacancyPercent/],
    ["twin:mxene?vacancypercent=1", /Did you mean vacancyPercent/],
    ["twin:mxene?seed=1&seed=2", /once/],
    ["twin:mxene?seed", /with its value/],
  ];
  for (const [address, message] of wrong) await expectError("BadOption", em.connect(address), message);
  await expectError("BadOption", em.connect(7 as never));
  await expectError("BadOption", em.connect("twin:mxene", { run: "x" } as never), /Did you mean runs/);
  await expectError("BadFile", em.connect(`replay:${path.join(runs, "nothing")}`));
  assert.is((await em.twin.specimen({ fovNm: 1 })).specimen, "moo3");
});

test("an image is electrons with its calibration, conditions and origin, and it is in the run folder", async () => {
  await em.connect("twin:mxene?seed=7", { runs });
  const haadf = await em.acquire.haadf({ ...small, dwellUs: 10, heightPx: 32 });
  assert.instance(haadf, Micrograph);
  assert.equal([haadf.widthPx, haadf.heightPx, haadf.pixelNm], [64, 32, 0.0625]);
  assert.ok(haadf.stats().mean > 0 && haadf.stats().mean < 50);
  assert.equal(haadf.metadata["dwellUs"], { value: 10, unit: "µs", from: "twin:mxene?seed=7" });
  for (const name of ["beam.accelKv", "stage.alphaDeg", "commanded.xUm", "doseEPerA2", "startS", "detector"]) {
    assert.ok(haadf.metadata[name], name);
  }
  const folder = (await em.journal.folder())!;
  assert.ok(folder.startsWith(runs) && /\d{4}-\d\d-\d\d-mxene/.test(folder));
  const run = await em.journal.open(folder);
  assert.is(run.count, 1);
  const stored = await run.recording(0);
  assert.is(stored.sha256, haadf.sha256);
  assert.equal((await em.journal.last()).provenance.inputs, haadf.provenance.inputs);
  assert.match(haadf.provenance.inputs[0]!.sha256, /^[0-9a-f]{64}$/);
  assert.match(textOf(run), /Whole/);
  const audit = fs.readFileSync(path.join(folder, "audit.jsonl"), "utf8").trim().split("\n");
  assert.ok(verifyAudit(audit).isWhole);
});

test("several detectors see the same scan", async () => {
  await em.connect("twin:mxene?seed=7", { runs: false });
  const all = await em.acquire.images(small);
  assert.equal(Object.keys(all).sort(), ["adf", "bf", "haadf"]);
  assert.ok(all.bf!.stats().mean > all.adf!.stats().mean && all.adf!.stats().mean > all.haadf!.stats().mean);
  const two = await em.acquire.images({ ...small, detectors: ["haadf", "bf"] });
  assert.is(two.adf, undefined);
  await expectError("BadOption", em.acquire.images({ detectors: ["abf"] as never }), /haadf/);
  assert.is(await em.journal.folder(), undefined);
});

test("misspelt and impossible options are refused with the word that was meant", async () => {
  await em.connect("twin:mxene", { runs: false });
  const wrong: [object, RegExp][] = [
    [{ fov: 3 }, /Did you mean fovNm/],
    [{ fovNm: "3" }, /fovNm must be a number/],
    [{ fovNm: Number.NaN }, /fovNm/],
    [{ sizePx: 12.5 }, /whole number/],
    [{ dwellUs: 1e9 }, /dwellUs/],
    [{ signal: 1 }, /AbortSignal/],
  ];
  for (const [options, message] of wrong) await expectError("BadOption", em.acquire.haadf(options), message);
  await expectError("BadOption", em.beam.set({ defocus: 3 } as never), /Did you mean defocusNm/);
  await expectError("BadOption", em.stage.moveTo({} as never), /no axis/);
  await expectError("BadOption", em.stage.moveTo({ xum: 1 } as never), /Did you mean xUm/);
  await expectError("BadOption", em.stage.moveTo({ xUm: Number.NaN }));
  await expectError("StageLimit", em.stage.moveTo({ alphaDeg: 40 }), /40/);
  assert.equal((await em.stage.position()).commanded.alphaDeg, 0);
});

test("a series gives its frames as they come, or all of them; a loop that is left ends it", async () => {
  await em.connect("twin:mxene?seed=7", { runs: false });
  const all = await em.acquire.series({ ...small, frames: 4, intervalS: 1 });
  assert.equal([all.count, all.planned], [4, 4]);
  const gaps = all.timesS.slice(1).map((timeS, i) => timeS - all.timesS[i]!);
  assert.ok(gaps.every((gap) => Math.abs(gap - 1) < 1e-6));
  assert.is([...all].length, 4);
  assert.is(all.frame(-1).sha256, all.frame(3).sha256);
  assert.throws(() => all.frame(4));
  let seen = 0;
  for await (const frame of em.acquire.series({ ...small, frames: 50 })) {
    assert.instance(frame, Micrograph);
    if (++seen === 3) break;
  }
  const before = await em.twin.clock.nowS();
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.ok((await em.twin.clock.nowS()) - before < 1, "nothing goes on behind the loop");
  seen = 0;
  for await (const frame of em.acquire.live(small)) {
    assert.is(frame.widthPx, 64);
    if (++seen === 3) break;
  }
  await expectError(
    "BadOption",
    Promise.resolve().then(() => em.acquire.series({ frames: 0 })),
  );
});

test("an interrupt ends an acquisition; what was taken by then is kept", async () => {
  await em.connect("twin:mxene?seed=7", { runs });
  const stop = new AbortController();
  const onProgress = ({ done }: { done: number }) => done >= 8 && stop.abort();
  const error = await expectError("Aborted", em.acquire.haadf({ ...small, signal: stop.signal, onProgress }));
  assert.match(error.fix, /em\.journal\.last\(\)/);
  const last = (await em.journal.last()) as Micrograph;
  assert.match(last.notes.join(" "), /Interrupted/);
  assert.ok(last.at(3, 3) !== last.at(3, 60));
  const ended = new AbortController();
  const series = em.acquire.series({
    ...small,
    frames: 100,
    signal: ended.signal,
    onProgress: ({ done }) => done === 5 && ended.abort(),
  });
  await expectError("Aborted", Promise.resolve(series));
  assert.ok((await em.journal.open((await em.journal.folder())!)).count >= 6);
});

test("the dose of each place is counted, and what would exceed the budget is refused with the beam off", async () => {
  await em.connect("twin:mxene?seed=7", { runs: false, doseBudgetEPerA2: 5000 });
  const planned = await em.dose.planned({ ...small, dwellUs: 4 });
  assert.ok(planned.totalEPerA2 < 5000);
  await em.acquire.haadf({ ...small, dwellUs: 4 });
  const here = await em.dose.here({ fovNm: 3 });
  assert.ok(here >= planned.doseEPerA2 * 0.99, `${here} and ${planned.doseEPerA2}`);
  const before = await em.dose.totalElectrons();
  await expectError("DoseLimit", em.acquire.haadf({ ...small, fovNm: 2, dwellUs: 40 }), /5000/);
  assert.is(await em.dose.totalElectrons(), before);
  assert.ok((await em.beam.state()).isBlanked);
  const map = await em.dose.map({ fovNm: 20 });
  assert.ok(map.mostEPerA2 > 0.5 * here && map.data[0] === 0);
  assert.match(textOf(map), /e\/Å²/);
});

test("a return move falls short by the backlash when it goes straight, and not when it comes from one side; images measure it", async () => {
  await em.connect("twin:au-nanoparticles?seed=3", { runs: false });
  const settle = () => em.twin.clock.advance(60);
  await em.stage.moveTo({ xUm: 2 });
  await settle();
  const reference = await em.acquire.haadf({ fovNm: 2500, sizePx: 512, dwellUs: 4 });
  const start = (await em.twin.truth()).stage.xUm;
  await em.stage.moveTo({ xUm: 4 }, { approach: "direct" });
  await em.stage.moveTo({ xUm: 2 }, { approach: "direct" });
  await settle();
  const straightUm = (await em.twin.truth()).stage.xUm - start;
  const straight = await em.stage.measure(reference);
  assert.ok(straightUm > 0.2 && straightUm < 0.6, `${straightUm} µm`);
  assert.ok(Math.abs(straight.measured.xUm! - straight.reported.xUm - straightUm) < 0.15, `${straight.measured.xUm}`);
  await em.stage.moveTo({ xUm: 2 });
  await settle();
  const approachedUm = (await em.twin.truth()).stage.xUm - start;
  assert.ok(Math.abs(approachedUm) < 0.18, `${approachedUm} µm`);
  const approached = await em.stage.measure(reference);
  assert.ok(Math.abs(approached.measured.xUm! - approached.reported.xUm - approachedUm) < 0.15);
  assert.match(textOf(approached), /measured/);
  await expectError("BadOption", em.stage.measure(em.demo.mxene({ sizePx: 64, fovNm: 1 }).micrograph), /reference/);
});

test("spectra and patterns are results that show themselves", async () => {
  await em.connect("twin:sto-lmo?seed=2", { runs: false });
  const eds = await em.acquire.eds({ exposureS: 5 });
  assert.instance(eds, Spectrum);
  const eels = await em.acquire.eels({ exposureS: 5, firstEv: 440 });
  assert.is(eels.firstEv, 440);
  const map = await em.acquire.edsMap({ sizePx: 8, fovNm: 4 });
  assert.instance(map, SpectrumImage);
  assert.equal([map.widthPx, map.heightPx], [8, 8]);
  const losses = await em.acquire.eelsMap({ sizePx: 4, heightPx: 2, fovNm: 4 });
  assert.equal([losses.widthPx, losses.heightPx], [4, 2]);
  await em.beam.set({ convergenceMrad: 1 });
  const pattern = await em.acquire.diffraction({ sizePx: 128 });
  for (const result of [eds, eels, map, losses, pattern]) assert.ok(textOf(result).length > 10);
});

test("a finished run is an instrument that serves its frames again", async () => {
  await em.connect("twin:mxene?seed=9", { runs });
  const taken = await em.acquire.series({ ...small, frames: 3 });
  const folder = (await em.journal.folder())!;
  await em.connect(`replay:${folder}`);
  for (const frame of taken) assert.is((await em.acquire.haadf(small)).sha256, frame.sha256);
  await expectError("Unsupported", em.acquire.haadf(small));
  await expectError("Unsupported", em.twin.truth(), /replay/);
});

test("a replay goes to where frames were taken, with the usual moves, and gives those frames", async () => {
  await em.connect("twin:mxene?seed=9", { runs });
  const first = await em.acquire.haadf(small);
  await em.stage.moveTo({ xUm: 1.5, yUm: -0.5 });
  const second = await em.acquire.haadf(small);
  await em.stage.moveTo({ xUm: 2, alphaDeg: 10 });
  const { defocusNm } = await em.beam.state();
  await em.beam.set({ defocusNm: defocusNm + 5 });
  const third = await em.acquire.haadf(small);
  const folder = (await em.journal.folder())!;
  await em.connect(`replay:${folder}?loop=true`);
  const at = await em.stage.moveTo({ xUm: 1.5, yUm: -0.5 });
  assert.equal([at.commanded.xUm, at.commanded.yUm], [1.5, -0.5]);
  assert.is((await em.acquire.haadf(small)).sha256, second.sha256);
  await em.stage.moveTo({ xUm: 2, alphaDeg: 10 });
  await em.beam.set({ defocusNm: defocusNm + 5 });
  assert.is((await em.acquire.haadf(small)).sha256, third.sha256);
  await em.stage.home();
  assert.is((await em.acquire.haadf(small)).sha256, first.sha256);
  const none = await expectError("Unsupported", em.stage.moveTo({ xUm: 1.2 }), /nothing was recorded at x 1\.2/);
  assert.match(none.fix, /The run has: x 0, y 0.*x 1\.5, y -0\.5/);
  await expectError("StageLimit", em.stage.moveTo({ alphaDeg: 40 }));
  const stop = new AbortController();
  const onProgress = () => stop.abort();
  await expectError("Aborted", em.acquire.haadf({ ...small, signal: stop.signal, onProgress }));
  assert.match(((await em.journal.last()) as Micrograph).notes.join(" "), /Interrupted/);
});

test("the twin tells its numbers with their sources, its faults and the truth", async () => {
  await em.connect("twin:mxene?seed=7", { runs: false });
  const { entries } = em.twin.config;
  assert.ok(entries.length > 100 && entries.every(({ source }) => source.length > 3));
  assert.ok(entries.some(({ isPlaceholder }) => isPlaceholder) && entries.some(({ isPlaceholder }) => !isPlaceholder));
  assert.match(textOf(em.twin.config), /placeholder: /);
  await em.twin.faults({ droppedFrameFraction: 1 });
  await expectError("Timeout", em.acquire.haadf(small));
  assert.is((await em.twin.faults({ droppedFrameFraction: 0 })).droppedFrameFraction, 0);
  await expectError("BadOption", em.twin.faults({ droppedframes: 1 } as never), /droppedFrameFraction/);
  const atoms = (await em.twin.specimen({ fovNm: 3 })).columns;
  assert.ok(atoms.xNm.length > 200);
  await em.twin.faults({ isDisconnected: true });
  await expectError("NotConnected", em.acquire.haadf(small));
});

test("the safety hook stops the stage and blanks the beam; disconnecting takes it back", async () => {
  const hooks = new Set<(reason: "interrupted" | "ending") => unknown>();
  bindSession({
    onForcedStop: (hook) => {
      hooks.add(hook);
      return () => hooks.delete(hook);
    },
  });
  await em.connect("twin:mxene?seed=7&speed=real", { runs: false });
  await em.beam.unblank();
  const moving = em.stage.moveTo({ xUm: 90 }, { approach: "direct" });
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.is(hooks.size, 1);
  await Promise.all([...hooks].map((hook) => hook("interrupted")));
  await expectError("Aborted", moving);
  assert.ok((await em.beam.state()).isBlanked);
  const { commanded, reported } = await em.stage.position();
  assert.ok(reported.xUm < 89, `${reported.xUm} of ${commanded.xUm}`);
  await em.disconnect();
  assert.is(hooks.size, 0);
});

test("a change of nothing, and wrong options of automatic functions and the clock, are refused", async () => {
  await em.connect("twin:mxene", { runs: false });
  for (const nothing of [{}, { defocusNm: undefined }]) {
    await expectError("BadOption", em.beam.set(nothing as never), /em\.beam\.set was given no setting/);
  }
  for (const wrong of [null, 3, "x"]) await expectError("BadOption", em.beam.set(wrong as never), /em\.beam\.set/);
  await expectError("BadOption", em.beam.focus({ sgnal: 1 } as never), /Did you mean signal/);
  await expectError("BadOption", em.beam.stigmate({ signal: 1 } as never), /^em\.beam\.stigmate.*AbortSignal/);
  for (const wrong of ["3", null, undefined, {}, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    await expectError("BadOption", em.twin.clock.advance(wrong as never), /[sS]econds/);
  }
  assert.is(await em.twin.clock.nowS(), 0, "the clock is a number, and has not moved");
});

test("at real speed an interrupt ends a long exposure at once, whatever its length", async () => {
  await em.connect("twin:mxene?seed=7&speed=real", { runs: false });
  for (const take of [
    (signal: AbortSignal) => em.acquire.haadf({ sizePx: 1024, dwellUs: 40, signal }),
    (signal: AbortSignal) => em.acquire.eels({ exposureS: 3600, signal }),
  ]) {
    const stop = new AbortController();
    const startS = await em.twin.clock.nowS();
    const taking = expectError("Aborted", take(stop.signal));
    setTimeout(() => stop.abort(), 300);
    await taking;
    // A sixteenth of the exposure, which it once waited for, is 2.6 s and 225 s.
    assert.ok((await em.twin.clock.nowS()) - startS < 2);
    assert.ok((await em.beam.state()).isBlanked);
  }
});

test("what needs no arming says so, and nobody is asked in vain", async () => {
  await expectError("BadOption", em.arm("twin:mxene"), /needs no arming/);
});

test.run();
