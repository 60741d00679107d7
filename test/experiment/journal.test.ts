import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { Journal } from "../../src/experiment/journal.js";
import { MemoryStore } from "../../src/experiment/memoryStore.js";
import type { JournalDocument, RecordingStore } from "../../src/experiment/recordingStore.js";
import type { Recording } from "../../src/instrument/recording.js";
import { ReplayInstrument } from "../../src/instrument/replay/replayInstrument.js";
import { openRun } from "../../src/io/runFolder/openRun.js";
import { RunFolder } from "../../src/io/runFolder/runFolder.js";
import { imageRequest, sampleRecordings } from "../instrument/replay/sampleRun.js";
import { expectError } from "../io/expectError.js";
import { temporaryFolder } from "../io/temporaryFolder.js";

const temporary = temporaryFolder();
const request = imageRequest();
const samples = (count: number): Recording[] => sampleRecordings(Array.from({ length: count }, () => ({ request })));
const full = () => new EmError("StoreFull", "the disk is full", { fix: "Make room." });

/** A store that says what it is given, and refuses while it has an error to throw. */
class ListStore implements RecordingStore {
  readonly numbers: (number | undefined)[] = [];
  readonly plans: (string | undefined)[] = [];
  readonly documents: JournalDocument[] = [];
  error: EmError | undefined;
  isClosed = false;

  async append(recording: Recording, plan?: string) {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.error) throw this.error;
    this.plans.push(plan);
    return { sequence: this.numbers.push(recording.data[0]) };
  }

  async appendDocument(document: JournalDocument) {
    this.documents.push(document);
  }

  async close() {
    this.isClosed = true;
  }
}

test("an acquisition returns only when its recordings are stored", async () => {
  const store = new ListStore();
  const journal = new Journal(store);
  const taken = samples(2);
  const given = await journal.acquire(async () => taken);
  assert.is(given, taken);
  assert.equal(store.numbers, [1, 2]);
  await expectError(
    "StoreFull",
    journal.acquire(() => Promise.reject(full())),
  );
  assert.is(journal.unsaved.length, 0);
});

test("calls that are made at once are stored in their order, with the numbers of their own recordings", async () => {
  const store = new ListStore();
  const journal = new Journal(store);
  const taken = samples(6);
  const entries = await Promise.all([
    journal.record(taken.slice(0, 3)),
    journal.record([]),
    journal.record(taken.slice(3)),
  ]);
  assert.equal(
    entries.map((list) => list.map(({ sequence }) => sequence)),
    [[1, 2, 3], [], [4, 5, 6]],
  );
  assert.equal(store.numbers, [1, 2, 3, 4, 5, 6]);
});

test("what a full store refuses waits, is kept in order, and is stored before the next", async () => {
  const store = new ListStore();
  const journal = new Journal(store);
  const [a, b, c, d] = samples(4) as [Recording, Recording, Recording, Recording];
  await journal.record([a]);
  store.error = full();
  await expectError("StoreFull", journal.record([b]), /Make room. 1 recording waits in memory/);
  await expectError(
    "StoreFull",
    journal.acquire(async () => [c]),
    /2 recordings wait/,
  );
  assert.equal(journal.unsaved, [b, c]);
  await expectError("StoreFull", journal.saveUnsaved());
  store.error = undefined;
  assert.equal(
    (await journal.record([d])).map(({ sequence }) => sequence),
    [4],
  );
  assert.equal(store.numbers, [1, 2, 3, 4]);
  assert.equal([journal.unsaved.length, await journal.saveUnsaved()], [0, 0]);
});

test("what waits goes over to another store; a recording that no store can hold does not hold up the others", async () => {
  const first = new ListStore();
  const journal = new Journal(first);
  first.error = full();
  await expectError("StoreFull", journal.record(samples(2)));
  const second = new ListStore();
  assert.equal(await journal.useStore(second), { moved: 2, dropped: 0 });
  assert.equal([first.isClosed, second.numbers, journal.unsaved.length], [true, [1, 2], 0]);
  second.error = new EmError("BadShape", "wrong", { fix: "None of it." });
  await expectError("BadShape", journal.record(samples(1)));
  second.error = undefined;
  await journal.record(samples(1));
  assert.equal(second.numbers, [1, 2, 1]);
});

test("plans are said to start and stop, and recordings between belong to them", async () => {
  const store = new ListStore();
  const journal = new Journal(store);
  await journal.stopPlan({ exitStatus: "success" });
  const uid = await journal.startPlan({ name: "tiltSeries", params: { stepDeg: 2 } });
  assert.is(journal.plan, uid);
  await expectError("BadOption", journal.startPlan({ name: "other" }), /runs already/);
  await journal.record(samples(2));
  await journal.note("Half way.");
  await journal.stopPlan({ exitStatus: "abort", reason: "interrupted" });
  await journal.record(samples(1));
  assert.equal(store.plans, [uid, uid, undefined]);
  const documents = store.documents.map(({ writtenAt, ...rest }) => {
    assert.match(String(writtenAt), /^\d{4}-\d\d-\d\dT.*Z$/);
    return rest;
  });
  assert.equal(documents, [
    { type: "start", uid, plan: "tiltSeries", params: { stepDeg: 2 } },
    { type: "note", text: "Half way." },
    { type: "stop", start: uid, exitStatus: "abort", reason: "interrupted", recordings: 2 },
  ]);
  await journal.close();
  assert.ok(store.isClosed);
});

test("a session in memory goes over to a run folder, and the folder played back gives the same bytes", async () => {
  const said: string[] = [];
  const taken = samples(5);
  const memory = new MemoryStore({ mostBytes: 4 * taken[0]!.data.byteLength, say: (text) => said.push(text) });
  const journal = new Journal(memory);
  const uid = await journal.startPlan({ name: "series" });
  await journal.record(taken);
  await journal.stopPlan({ exitStatus: "success" });
  assert.match(said.join(), /oldest recording was given up/);
  const path = join(temporary.path, "run");
  const folder = await RunFolder.create(path, { instrument: "twin:mxene" });
  assert.equal(await journal.useStore(folder), { moved: 4, dropped: 1 });
  await journal.record(taken.slice(0, 1));
  await journal.close();
  const run = await openRun(path, { verify: "sha256" });
  assert.ok(run.report.isWhole);
  assert.equal(
    run.frames.map(({ plan }) => plan),
    [uid, uid, uid, uid, undefined],
  );
  assert.equal(
    run.documents.map(({ type }) => type),
    ["start", "stop"],
  );
  const instrument = new ReplayInstrument(run);
  assert.is(instrument.recordedBy, "twin:mxene");
  for (const expected of [...taken.slice(1), taken[0]]) assert.equal(await instrument.acquire(request), [expected]);
});

test("a journal without a store keeps what is recorded in memory, from where it is played back", async () => {
  const journal = new Journal();
  const taken = samples(3);
  await journal.record(taken);
  const instrument = new ReplayInstrument((journal.store as MemoryStore).asRun());
  assert.equal(await instrument.acquire(request), [taken[0]]);
});

test.run();
