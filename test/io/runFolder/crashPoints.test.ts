import { test } from "uvu";
import * as assert from "uvu/assert";
import { openRun } from "../../../src/io/runFolder/openRun.js";
import type { RunFiles } from "../../../src/io/runFolder/runFiles.js";
import { RunFolder } from "../../../src/io/runFolder/runFolder.js";
import { faultyFiles } from "./faultyFiles.js";
import { MemoryDisk } from "./memoryDisk.js";
import { assertSame, recordingOf } from "./recordings.js";

const folder = "/run";
const count = 4;

/** Lets a number of actions through; then the process is dead, and the write that it died in is done by half. */
function dyingAfter(actions: number, disk: MemoryDisk) {
  let done = 0;
  const files = faultyFiles((action, _path, sizeBytes) => {
    if (done++ < actions) return undefined;
    if (action === "write" && done === actions + 1) return Math.floor((sizeBytes ?? 0) / 2);
    throw new Error("dead");
  }, disk);
  return { files, isDead: () => done > actions };
}

/** Records until the end or until death; gives the numbers of the frames that were said to be stored. */
async function record(files: RunFiles, isResumed = false): Promise<number[]> {
  const stored: number[] = [];
  // The dead one is this very process, so its lock seems to be held.
  try {
    const run = isResumed
      ? await RunFolder.resume(folder, { files, takeOver: true })
      : await RunFolder.create(folder, { instrument: "twin" }, { files, takeOver: true });
    while (run.lastSequence < count) stored.push((await run.append(recordingOf(run.lastSequence + 1))).sequence);
    await run.close();
  } catch {
    // Dead.
  }
  return stored;
}

/** Every stored frame is there, once, as it was; of others at most the next one. Then the run is finished and whole. */
async function check(disk: MemoryDisk, stored: readonly number[], what: string): Promise<void> {
  if ((await disk.sizeBytes(`${folder}/run.json`)) === undefined) {
    assert.equal(stored, [], `${what}: stored without a run`);
    assert.is((await record(disk)).length, count, `${what}: begins again`);
  } else {
    const run = await openRun(folder, { files: disk, verify: "sha256" });
    const found = run.frames.map(({ sequence }) => sequence);
    assert.ok(
      stored.every((number) => found.includes(number)),
      `${what}: stored ${stored}, found ${found}`,
    );
    assert.equal(
      found,
      Array.from({ length: found.length }, (_, index) => index + 1),
      what,
    );
    for (const index of found.keys()) assertSame(await run.frame(index), recordingOf(index + 1), what);
    assert.equal([run.report.damaged, run.report.damagedLines, run.report.brokenChain], [[], [], []], what);
    await record(disk, true);
  }
  const end = await openRun(folder, { files: disk, verify: "sha256" });
  assert.ok(end.report.isWhole, `${what}: ${JSON.stringify(end.report)}`);
  assert.is(end.frames.length, count, what);
}

test("death at any action of a series leaves every stored frame, once", async () => {
  let points = 0;
  for (; ; points++) {
    const disk = new MemoryDisk();
    const { files, isDead } = dyingAfter(points, disk);
    const stored = await record(files);
    if (!isDead()) break;
    await check(disk, stored, `death after ${points} actions`);
  }
  assert.ok(points > 10 * count, `${points} points`);
});

test("so does a loss of power, whatever it leaves of what was not synced", async () => {
  for (let points = 0; ; points++) {
    const disk = new MemoryDisk();
    const { files, isDead } = dyingAfter(points, disk);
    const stored = await record(files);
    if (!isDead()) break;
    const rest = disk.afterPowerLoss("nothing");
    // Without the parent's name there is no folder to look into.
    await check(rest, stored, `power lost after ${points} actions`);
    const names = disk.afterPowerLoss("names");
    const sequences = (await openRun(folder, { files: names }).catch(() => undefined))?.frames.map(
      ({ sequence }) => sequence,
    );
    if (stored.length > 0)
      assert.equal(sequences?.slice(0, stored.length), stored, `names left after ${points} actions`);
  }
});

test("death while a run is opened again loses nothing either, and the next opening puts it in order", async () => {
  for (const firstDeath of [19, 25, 28, 30, 33, 36]) {
    for (let points = 0; ; points++) {
      const disk = new MemoryDisk();
      const stored = await record(dyingAfter(firstDeath, disk).files);
      const second = dyingAfter(points, disk);
      const resumed = await record(second.files, true);
      if (!second.isDead()) break;
      await check(disk, [...stored, ...resumed], `death after ${firstDeath} and ${points} actions`);
    }
  }
});

test("a note that was written outlives a loss of power", async () => {
  const disk = new MemoryDisk();
  const run = await RunFolder.create(folder, { instrument: "twin" }, { files: disk });
  await run.appendDocument({ type: "note", text: "The flake drifts." });
  const rest = disk.afterPowerLoss("nothing");
  assert.is((await openRun(folder, { files: rest })).documents[0]?.["text"], "The flake drifts.");
});

test.run();
