import { cpSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type OpenedRun, openRun } from "../../../src/io/runFolder/openRun.js";
import { RunFolder } from "../../../src/io/runFolder/runFolder.js";
import { expectError } from "../expectError.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { assertSame, recordingOf } from "./recordings.js";

const temporary = temporaryFolder();
const original = join(temporary.path, "original");
const count = 6;
let copies = 0;

test.before(async () => {
  const run = await RunFolder.create(original, { instrument: "twin:mxene?seed=7", config: { seed: 7 } });
  await run.appendDocument({ type: "note", text: "Begin." });
  // Small ones: number 5 is a spectrum.
  for (let number = 1; number <= count; number++)
    await run.append(recordingOf(number), number > 3 ? "plan" : undefined);
  await run.close();
});

/** A copy of the run to damage. */
function copy(): string {
  const folder = join(temporary.path, `copy-${copies++}`);
  cpSync(original, folder, { recursive: true });
  return folder;
}

async function readAll(run: OpenedRun): Promise<number[]> {
  for (const [index, { sequence }] of run.frames.entries())
    assertSame(await run.frame(index), recordingOf(sequence), `frame ${sequence}`);
  return run.frames.map(({ sequence }) => sequence);
}

const all = [1, 2, 3, 4, 5, 6];
const journalOf = (folder: string) => join(folder, "journal.jsonl");
const namesIn = (folder: string) => readdirSync(join(folder, "frames")).sort();

test("a run that was closed in order is whole and says all that was recorded", async () => {
  for (const verify of ["size", "sha256"] as const) {
    const run = await openRun(original, { verify });
    assert.ok(run.report.isWhole, JSON.stringify(run.report));
    assert.is(run.report.verified, verify);
    assert.equal(await readAll(run), all);
    assert.equal(
      run.frames.map(({ plan }) => plan),
      [undefined, undefined, undefined, "plan", "plan", "plan"],
    );
    assert.is(run.documents[0]?.["text"], "Begin.");
    assert.equal([run.instrument, run.header.config], ["twin:mxene?seed=7", { seed: 7 }]);
    await expectError("BadOption", run.frame(6), /frames are 0 to 5/);
  }
  assert.not.ok(readdirSync(original).includes("writer.json"), "the lock is gone");
});

test("with the journal cut at any byte every frame is read once: from its line, or from its own file", async () => {
  const folder = copy();
  const whole = readFileSync(journalOf(folder));
  const ends = [...whole.keys()].filter((at) => whole[at] === 0x0a);
  for (let length = whole.length - 1; length >= 0; length--) {
    truncateSync(journalOf(folder), length);
    const run = await openRun(folder);
    // A line is whole without its newline too. The first is the note.
    const lines = ends.filter((end) => end <= length).length;
    const isAtLine = length === 0 || ends.some((end) => end === length || end === length - 1);
    assert.equal(
      run.frames.map(({ sequence }) => sequence),
      all,
      `cut at ${length}`,
    );
    assert.is(run.report.recovered.length, count - Math.max(0, lines - 1), `cut at ${length}`);
    assert.is(run.report.tornTail === undefined, isAtLine, `cut at ${length}`);
    assert.equal([run.report.damaged, run.report.damagedLines, run.report.brokenChain], [[], [], []]);
    assert.is(run.documents.length, lines > 0 ? 1 : 0);
    if (length % 97 === 0) await readAll(run);
  }
});

test("going on after a cut puts the journal in order, and the next opening finds nothing", async () => {
  const whole = readFileSync(journalOf(original));
  for (let length = 0; length < whole.length; length += 211) {
    const folder = copy();
    truncateSync(journalOf(folder), length);
    const run = await RunFolder.resume(folder);
    assert.not.ok(run.found.isWhole);
    assert.is(run.lastSequence, count);
    assert.is((await run.append(recordingOf(7))).sequence, 7);
    await run.close();
    const after = await openRun(folder, { verify: "sha256" });
    assert.ok(after.report.isWhole, JSON.stringify(after.report));
    assert.equal(await readAll(after), [...all, 7], `cut at ${length}`);
    rmSync(folder, { recursive: true });
  }
});

test("opening changes nothing; repair does, and says what it found", async () => {
  const folder = copy();
  truncateSync(journalOf(folder), readFileSync(journalOf(folder)).length - 10);
  writeFileSync(join(folder, "frames", "000007-bf.npy.partial"), "half");
  const before = [namesIn(folder), readFileSync(journalOf(folder), "utf8")];
  const run = await openRun(folder);
  assert.equal([namesIn(folder), readFileSync(journalOf(folder), "utf8")], before);
  assert.equal(run.report.leftovers, ["frames/000007-bf.npy.partial"]);
  assert.equal(run.report.recovered, ["frames/000006-bf.npy"]);
  assert.match(run.report.tornTail?.text ?? "", /"sequence":6/);
  const repaired = await openRun(folder, { repair: true });
  assert.equal(repaired.report, run.report);
  assert.equal(await readAll(repaired), all);
  assert.ok((await openRun(folder)).report.isWhole);
});

test("a frame's file that is cut at any length is no frame, and the others are not concerned", async () => {
  const folder = copy();
  const file = join(folder, "frames", "000002-bf.npy");
  const size = readFileSync(file).length;
  for (const length of [size - 1, size - 80, size - 90, Math.floor(size / 2), 128, 64, 10, 1, 0]) {
    truncateSync(file, length);
    const run = await openRun(folder);
    assert.equal(await readAll(run), [1, 3, 4, 5, 6], `${length} bytes`);
    assert.is(run.report.damaged[0]?.file, "frames/000002-bf.npy");
    assert.match(run.report.damaged[0]?.reason ?? "", new RegExp(`${length} bytes, the journal says ${size}`));
    // Without its line as well.
    const lineless = await openRun(cutLines(folder, length));
    assert.equal(await readAll(lineless), [1, 3, 4, 5, 6]);
    assert.match(lineless.report.damaged[0]?.reason ?? "", /damaged|seal/);
  }
  const writer = await RunFolder.resume(folder);
  assert.is((await writer.append(recordingOf(7))).sequence, 7);
  await writer.close();
  assert.ok(namesIn(folder).includes("000002-bf.npy"), "what is damaged stays for who wants to save it");
});

function cutLines(from: string, number: number): string {
  const folder = join(temporary.path, `lineless-${number}`);
  cpSync(from, folder, { recursive: true });
  writeFileSync(journalOf(folder), "");
  return folder;
}

test("an altered frame is seen when it is read, or at opening when every byte is asked for", async () => {
  const folder = copy();
  const file = join(folder, "frames", "000003-haadf.npy");
  const bytes = readFileSync(file);
  bytes[500]! ^= 4;
  writeFileSync(file, bytes);
  const run = await openRun(folder);
  assert.ok(run.report.isWhole, "the size is right");
  await expectError("BadFile", run.frame(2), /000003-haadf.npy.*damaged/);
  assertSame(await run.frame(3), recordingOf(4));
  const verified = await openRun(folder, { verify: "sha256" });
  assert.equal(await readAll(verified), [1, 2, 4, 5, 6]);
  assert.is(verified.report.damaged.length, 1);
  // A whole frame, but not the one that was recorded.
  writeFileSync(file, readFileSync(join(folder, "frames", "000001-haadf.npy")));
  const swapped = await openRun(folder, { verify: "sha256" });
  assert.equal(await readAll(swapped), [1, 2, 4, 5, 6]);
});

test("altered, removed, moved and repeated lines are seen, and no frame is lost or given twice", async () => {
  const lines = readFileSync(journalOf(original), "utf8").trimEnd().split("\n");
  const cases: [string, string[], (run: OpenedRun) => unknown, unknown][] = [
    [
      "altered",
      lines.map((line, i) => (i === 3 ? line.replace('"sequence":3', '"sequence":8') : line)),
      (r) => r.report.damagedLines,
      [4],
    ],
    ["removed", lines.filter((_, i) => i !== 3), (r) => r.report.brokenChain, [4]],
    [
      "moved",
      [...lines.slice(0, 2), lines[3]!, lines[2]!, ...lines.slice(4)],
      (r) => r.report.brokenChain.length > 0,
      true,
    ],
    ["repeated", [...lines, lines[2]!], (r) => r.report.brokenChain, [8]],
    ["not text", [...lines.slice(0, 3), "\u0000\u0001", ...lines.slice(3)], (r) => r.report.damagedLines, [4]],
    ["empty", [...lines.slice(0, 3), "", ...lines.slice(3)], (r) => r.report.damagedLines, [4]],
  ];
  for (const [what, text, look, expected] of cases) {
    const folder = copy();
    writeFileSync(journalOf(folder), `${text.join("\n")}\n`);
    const run = await openRun(folder);
    assert.equal(look(run), expected, what);
    assert.not.ok(run.report.isWhole, what);
    assert.equal(await readAll(run), all, what);
    const writer = await RunFolder.resume(folder);
    await writer.append(recordingOf(7));
    await writer.close();
    assert.equal(await readAll(await openRun(folder)), [...all, 7], `${what}, gone on with`);
  }
});

test("files that are missing, of another run, or no part of it are told apart", async () => {
  const folder = copy();
  const other = join(temporary.path, "other");
  const writer = await RunFolder.create(other, { instrument: "twin" });
  for (let number = 1; number <= 8; number++) await writer.append(recordingOf(number));
  await writer.close();
  rmSync(join(folder, "frames", "000001-haadf.npy"));
  cpSync(join(other, "frames", "000008-bf.npy"), join(folder, "frames", "000008-bf.npy"));
  writeFileSync(join(folder, "frames", "notes.txt"), "mine");
  renameSync(join(folder, "frames", "000006-bf.npy"), join(folder, "frames", "000016-bf.npy"));
  const run = await openRun(folder);
  assert.equal(await readAll(run), [2, 3, 4, 5]);
  const reasons = Object.fromEntries(run.report.damaged.map(({ file, reason }) => [file.slice(7, 13), reason]));
  assert.match(reasons["000001"] ?? "", /missing/);
  assert.match(reasons["000006"] ?? "", /missing/);
  assert.match(reasons["000008"] ?? "", /another run/);
  assert.match(reasons["000016"] ?? "", /frame 6/);
  assert.equal(run.report.strangers, ["frames/notes.txt"]);
  const resumed = await RunFolder.resume(folder);
  assert.is((await resumed.append(recordingOf(17))).sequence, 17, "no name is given a second time");
  await resumed.close();
  assert.ok(namesIn(folder).includes("notes.txt"));
});

test("a folder without a run, one of a newer emlab, and a broken run.json say so", async () => {
  await expectError("BadFile", openRun(join(temporary.path, "nowhere")), /no run in this folder/);
  await expectError("BadFile", RunFolder.resume(join(temporary.path, "nowhere")), /no run in this folder/);
  const folder = copy();
  const header = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
  writeFileSync(join(folder, "run.json"), JSON.stringify({ ...header, formatVersion: 2 }));
  await expectError("BadFile", openRun(folder), /newer emlab/);
  for (const text of ["", "{", "[]", "null", '{"format":"other"}']) {
    writeFileSync(join(folder, "run.json"), text);
    await expectError("BadFile", openRun(folder), /run.json/);
  }
});

test.run();
