import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Journal } from "../../src/experiment/journal.js";
import { MemoryStore } from "../../src/experiment/memoryStore.js";
import { type ImageRequest, imageDetectors } from "../../src/instrument/acquireRequest.js";
import type { RecordedRun } from "../../src/instrument/replay/recordedRun.js";
import { ReplayInstrument, type ReplayOptions } from "../../src/instrument/replay/replayInstrument.js";
import { openRun } from "../../src/io/runFolder/openRun.js";
import { RunFolder } from "../../src/io/runFolder/runFolder.js";
import { temporaryFolder } from "../io/temporaryFolder.js";
import { describeInstrument } from "./instrumentConformance.js";
import { type RunContents, recordRun } from "./recordedRun.js";

/** As a user has it: from a folder on the disk. */
async function runOnDisk(contents: RunContents): Promise<RecordedRun> {
  const folder = path.join(temporaryFolder().path, "run");
  const journal = new Journal(await RunFolder.create(folder, { instrument: "twin:mxene" }));
  await recordRun(journal, contents);
  await journal.close();
  return openRun(folder);
}

async function runInMemory(contents: RunContents): Promise<RecordedRun> {
  const store = new MemoryStore({ instrument: "twin:mxene" });
  await recordRun(new Journal(store), contents);
  return store.asRun();
}

function describeReplay(name: string, run: RecordedRun, options: ReplayOptions): void {
  describeInstrument(name, async () => {
    const instrument = new ReplayInstrument(run, options);
    return { instrument, disconnect: () => instrument.close(), isLive: false };
  });
}

const full = await runOnDisk({ detectors: imageDetectors, hasAll: true });
const little = await runInMemory({ detectors: ["haadf"], hasAll: false });
const spectra = await runInMemory({ detectors: [], hasAll: false });

describeReplay("a replay of a run of the twin", full, { loop: true });
describeReplay("a replay that serves only what was asked for", full, { loop: true, match: "request" });
describeReplay("a replay that ends", full, {});
describeReplay("a replay of images of one detector", little, { loop: true });
describeReplay("a replay of spectra and patterns", spectra, { loop: true });

test("a frame that was interrupted when it was recorded is played back as it is", async () => {
  const instrument = new ReplayInstrument(full);
  const request = full.frames.at(-1)!.request as ImageRequest;
  await instrument.stage.move({ xUm: 50 });
  assert.equal(
    (await instrument.acquire({ ...request, heightPx: 24 })).map(({ isComplete }) => isComplete),
    [true, true, true],
  );
  const cut = await instrument.acquire(request);
  assert.equal(
    cut.map(({ isComplete, shape }) => [isComplete, ...shape]),
    Array(3).fill([false, 256, 32]),
  );
  for (const { data } of cut) assert.ok(data[0]! > 0 && data.at(-1) === 0);
});

test.run();
