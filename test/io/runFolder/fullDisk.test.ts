import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openRun } from "../../../src/io/runFolder/openRun.js";
import { diskFiles, type RunFiles } from "../../../src/io/runFolder/runFiles.js";
import { RunFolder } from "../../../src/io/runFolder/runFolder.js";
import { expectError } from "../expectError.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { faultyFiles, systemError } from "./faultyFiles.js";
import { assertSame, recordingOf } from "./recordings.js";

const temporary = temporaryFolder();
const twin = { instrument: "twin" };

/** The disk's files on a disk of which so much is free; it tells that, or it does not. */
function smallDisk(tells: boolean): { roomBytes: number; files: RunFiles } {
  const disk = { roomBytes: 1e9, files: diskFiles };
  const written = faultyFiles((action, _path, sizeBytes = 0) => {
    if (action !== "write") return undefined;
    const room = Math.min(disk.roomBytes, sizeBytes);
    disk.roomBytes -= room;
    return room < sizeBytes ? room : undefined;
  });
  const remove = async (path: string) => {
    disk.roomBytes += statSync(path).size;
    await written.remove(path);
  };
  const freeBytes = async () => {
    if (!tells) throw systemError("ENOSYS");
    return disk.roomBytes;
  };
  disk.files = { ...written, remove, freeBytes };
  return disk;
}

for (const tells of [true, false]) {
  test(`a disk that ${tells ? "tells" : "does not tell"} its room gives StoreFull when it is full, and stores again when it is not`, async () => {
    const disk = smallDisk(tells);
    const folder = join(temporary.path, `full-${tells}`);
    const run = await RunFolder.create(folder, twin, { files: disk.files });
    await run.append(recordingOf(1));
    disk.roomBytes = 20_000;
    // 512 x 512 numbers of two bytes, and what describes them.
    const error = await expectError("StoreFull", run.append(recordingOf(10)), /needs 55\d{4} bytes \(55\d kB\)/);
    assert.match(error.message, tells ? /20000 bytes \(20 kB\) are free/ : /not known/);
    assert.match(error.fix, /Make room/);
    assert.equal(readdirSync(join(folder, "frames")), ["000001-haadf.npy"]);
    const during = await openRun(folder, { verify: "sha256" });
    assert.ok(during.report.isWhole);
    assertSame(await during.frame(0), recordingOf(1));
    disk.roomBytes = 1e9;
    assert.is((await run.append(recordingOf(2))).sequence, 2);
    await run.close();
    const after = await openRun(folder, { verify: "sha256" });
    assert.ok(after.report.isWhole);
    assertSame(await after.frame(1), recordingOf(2));
  });
}

test("room that ends at any byte of the frame or of its line leaves the run as it was", async () => {
  const disk = smallDisk(false);
  const folder = join(temporary.path, "any-byte");
  const run = await RunFolder.create(folder, twin, { files: disk.files });
  const { sizeBytes } = await run.append(recordingOf(1));
  for (const room of [0, 1, 63, 128, 4000, sizeBytes - 1, sizeBytes, sizeBytes + 1, sizeBytes + 500]) {
    disk.roomBytes = room;
    await expectError("StoreFull", run.append(recordingOf(2)), /bytes/);
    disk.roomBytes = 0;
    await expectError("StoreFull", run.appendDocument({ type: "note", text: "full" }), /bytes/);
    const { report, frames } = await openRun(folder, { verify: "sha256" });
    assert.ok(report.isWhole, `${room} bytes: ${JSON.stringify(report)}`);
    assert.is(frames.length, 1);
  }
  disk.roomBytes = 1e9;
  await run.append(recordingOf(2));
  await run.close();
  const { report, frames } = await openRun(folder, { verify: "sha256" });
  assert.ok(report.isWhole);
  assert.is(frames.length, 2);
});

test("a run on a full disk is not begun, and no header is left", async () => {
  const disk = smallDisk(true);
  disk.roomBytes = 100;
  const folder = join(temporary.path, "not-begun");
  await expectError("StoreFull", RunFolder.create(folder, twin, { files: disk.files }));
  assert.not.ok(readdirSync(folder).includes("run.json"));
  disk.roomBytes = 1e6;
  await (await RunFolder.create(folder, twin, { files: disk.files })).close();
});

test("quotas and limits of a file's size count as full too", async () => {
  for (const code of ["EDQUOT", "EFBIG"]) {
    let isOn = false;
    const files = faultyFiles((action) => {
      if (isOn && action === "write") throw systemError(code);
      return undefined;
    });
    const run = await RunFolder.create(join(temporary.path, code), twin, { files });
    isOn = true;
    await expectError("StoreFull", run.append(recordingOf(1)));
    isOn = false;
    await run.append(recordingOf(1));
    await run.close();
  }
});

test.run();
