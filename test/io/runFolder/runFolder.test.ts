import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { openRun } from "../../../src/io/runFolder/openRun.js";
import { RunFolder } from "../../../src/io/runFolder/runFolder.js";
import { expectError } from "../expectError.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { type FileAction, faultyFiles, systemError } from "./faultyFiles.js";
import { assertSame, recordingOf } from "./recordings.js";

const temporary = temporaryFolder();
const at = (name: string) => join(temporary.path, name);
const twin = { instrument: "twin:mxene?seed=7" };

test("a run has its header, a line and a file for each frame, and the lines form a chain", async () => {
  const run = await RunFolder.create(at("plain"), { ...twin, config: { fovNm: 8 } });
  const entries = [await run.append(recordingOf(1)), await run.append(recordingOf(2), "p1")];
  await run.appendDocument({ type: "stop", start: "p1" });
  await run.close();
  await run.close();
  const header = JSON.parse(readFileSync(at("plain/run.json"), "utf8"));
  assert.equal(
    [header.format, header.formatVersion, header.instrument, header.config],
    ["emlab-run", 1, twin.instrument, { fovNm: 8 }],
  );
  const lines = readFileSync(at("plain/journal.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(
    lines.map(({ line, type }) => [line, type]),
    [
      [1, "frame"],
      [2, "frame"],
      [3, "stop"],
    ],
  );
  assert.equal(
    lines.slice(1).map(({ previous }) => previous),
    lines.slice(0, -1).map(({ check }) => check),
  );
  assert.equal(
    [lines[1].sequence, lines[1].file, lines[1].dtype, lines[1].shape, lines[1].plan],
    [2, "frames/000002-bf.npy", "<u2", [64, 64], "p1"],
  );
  assert.equal(
    [lines[0].sha256, lines[0].sizeBytes],
    [entries[0]!.sha256, readFileSync(at("plain/frames/000001-haadf.npy")).length],
  );
  assert.equal(readdirSync(at("plain")).sort(), ["frames", "journal.jsonl", "run.json"]);
});

test("appends that are called at once are stored one after the other, in the order of the calls", async () => {
  const run = await RunFolder.create(at("many"), twin);
  const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
  const entries = await Promise.all(numbers.map((number) => run.append(recordingOf(number))));
  const closing = run.close();
  await expectError("BadOption", run.append(recordingOf(1)), /closed/);
  await closing;
  assert.equal(
    entries.map(({ sequence }) => sequence),
    numbers,
  );
  const opened = await openRun(at("many"), { verify: "sha256" });
  assert.ok(opened.report.isWhole);
  for (const number of numbers) assertSame(await opened.frame(number - 1), recordingOf(number));
});

test("a recording that cannot be stored is refused, and the others are not concerned", async () => {
  const run = await RunFolder.create(at("refused"), twin);
  const results = await Promise.allSettled([
    run.append(recordingOf(1)),
    run.append({ ...recordingOf(2), shape: [3] }),
    run.append(recordingOf(2)),
    run.appendDocument({ type: "frame" }),
  ]);
  assert.equal(
    results.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled", "rejected"],
  );
  await run.close();
  assert.equal(
    (await openRun(at("refused"))).frames.map(({ sequence }) => sequence),
    [1, 2],
  );
});

test("a folder with a run is refused, or a number is found", async () => {
  await (await RunFolder.create(at("name"), twin)).close();
  await expectError("BadOption", RunFolder.create(at("name"), twin), /there is a run.*resume/);
  for (const expected of ["name-2", "name-3"]) {
    const run = await RunFolder.create(at("name"), twin, { ifThere: "number" });
    assert.is(run.path, at(expected));
    await run.close();
  }
  mkdirSync(at("empty"));
  await (await RunFolder.create(at("empty"), twin)).close();
  mkdirSync(at("remains/frames"), { recursive: true });
  writeFileSync(at("remains/frames/000001-haadf.npy"), "x");
  await expectError("BadFile", RunFolder.create(at("remains"), twin), /no run.json/);
  await expectError("BadFile", RunFolder.create(at("no/such/parent"), twin), /there is no folder .*no.such/);
  await expectError("BadOption", RunFolder.create(at("cyclic"), { ...twin, config: { big: 1n } }), /config/);
});

test("a run has one writer, and any number of readers while it writes", async () => {
  const run = await RunFolder.create(at("shared"), twin);
  await run.append(recordingOf(1));
  await expectError("BadOption", RunFolder.resume(at("shared")), /being written by process \d+/);
  assert.equal((await openRun(at("shared"))).frames.length, 1);
  await run.append(recordingOf(2));
  await expectError("BadOption", openRun(at("shared"), { repair: true }), /being written/);
  assert.ok((await openRun(at("shared"))).report.isWhole);
  await run.close();
  const next = await RunFolder.resume(at("shared"));
  assert.ok(next.found.isWhole);
  await next.close();
});

test("the lock of another living process holds, that of a dead one, of an earlier one of this number, or half of one does not", async () => {
  const child = spawn(process.execPath, [
    fileURLToPath(new URL("seriesWriter.js", import.meta.url)),
    at("locked"),
    "100000",
  ]);
  await once(child.stdout, "data");
  await expectError("BadOption", RunFolder.resume(at("locked")), new RegExp(`process ${child.pid}`));
  child.kill("SIGKILL");
  await once(child, "close");
  await (await RunFolder.resume(at("locked"))).close();
  const lock = { host: (await import("node:os")).hostname(), pid: process.pid, begun: "1", token: "x" };
  for (const text of [JSON.stringify(lock), JSON.stringify(lock).slice(0, 9), ""]) {
    writeFileSync(at("locked/writer.json"), text);
    await (await RunFolder.resume(at("locked"))).close();
  }
  writeFileSync(at("locked/writer.json"), JSON.stringify({ ...lock, host: "elsewhere" }));
  await expectError("BadOption", RunFolder.resume(at("locked")), /on elsewhere.*takeOver/);
  await (await RunFolder.resume(at("locked"), { takeOver: true })).close();
});

/** Fails with a code of the system, at actions that are chosen, while it is switched on. */
function failing(code: string, isChosen: (action: FileAction, path: string) => boolean) {
  const state = { isOn: false };
  const files = faultyFiles((action, path) => {
    if (state.isOn && isChosen(action, path)) throw systemError(code);
    return undefined;
  });
  return { state, files };
}

test("what the system refuses is said in words, nothing is left behind, and later recordings are stored", async () => {
  const cases: [string, FileAction, RegExp][] = [
    ["EACCES", "openNew", /no permission/],
    ["EROFS", "openNew", /can only be read/],
    ["EIO", "sync", /hardware/],
    ["EIO", "write", /hardware/],
    ["EMFILE", "openNew", /too many files/],
    ["EXDEV", "rename", /system says EXDEV/],
    ["EIO", "syncFolder", /hardware/],
  ];
  for (const [index, [code, action, words]] of cases.entries()) {
    const folder = at(`fails-${index}`);
    const { state, files } = failing(code, (done) => done === action);
    const run = await RunFolder.create(folder, twin, { files });
    await run.append(recordingOf(1));
    state.isOn = true;
    const error = await expectError("BadFile", run.append(recordingOf(2)), words);
    assert.is((error.cause as NodeJS.ErrnoException).code, code);
    state.isOn = false;
    assert.equal(readdirSync(join(folder, "frames")), ["000001-haadf.npy"], `${code} at ${action}`);
    await run.append(recordingOf(2));
    await run.close();
    const opened = await openRun(folder, { verify: "sha256" });
    assert.ok(opened.report.isWhole, `${code} at ${action}`);
    assert.equal(opened.frames.length, 2);
  }
});

test("a journal that cannot be put in order takes no more lines; opened again it does", async () => {
  const { state, files } = failing(
    "EIO",
    (action, path) => (action === "sync" && path.endsWith("journal.jsonl")) || action === "truncate",
  );
  const run = await RunFolder.create(at("broken"), twin, { files });
  await run.append(recordingOf(1));
  state.isOn = true;
  await expectError("BadFile", run.append(recordingOf(2)), /resume/);
  state.isOn = false;
  await expectError("BadFile", run.append(recordingOf(2)), /resume/);
  await run.close();
  const next = await RunFolder.resume(at("broken"));
  await next.append(recordingOf(next.lastSequence + 1));
  await next.close();
  const sequences = (await openRun(at("broken"))).frames.map(({ sequence }) => sequence);
  assert.is(new Set(sequences).size, sequences.length);
  assert.is(sequences[0], 1);
});

test("a folder that vanishes while it is written gives a clear error", async () => {
  const run = await RunFolder.create(at("vanishes"), twin);
  rmSync(at("vanishes"), { recursive: true });
  await expectError("BadFile", run.append(recordingOf(1)), /not there/);
  await run.close();
});

test("a folder that may not be written is refused by the system itself", async () => {
  if (process.platform === "win32" || process.getuid?.() === 0) {
    console.log("  skipped: this user may write everywhere");
    return;
  }
  mkdirSync(at("closed"), { mode: 0o500 });
  const error = await expectError("BadFile", RunFolder.create(at("closed/run"), twin), /no permission/);
  assert.instance(error, EmError);
  chmodSync(at("closed"), 0o700);
});

test.run();
