import { test } from "uvu";
import * as assert from "uvu/assert";
import { MemoryStore } from "../../src/experiment/memoryStore.js";
import { imageRequest, sampleRecordings } from "../instrument/replay/sampleRun.js";
import { expectError } from "../io/expectError.js";

const samples = (count: number) => sampleRecordings(Array.from({ length: count }, () => ({ request: imageRequest() })));
/** Each has 12 numbers of 2 bytes. */
const sampleBytes = 24;

test("as many of the newest recordings are held as fit, and documents stay", async () => {
  const store = new MemoryStore({ mostBytes: 3 * sampleBytes + 1 });
  await store.appendDocument({ type: "note", text: "begin" });
  for (const [index, recording] of samples(10).entries()) {
    assert.is((await store.append(recording, "p")).sequence, index + 1);
    assert.ok(store.heldBytes <= store.mostBytes);
  }
  assert.equal([store.heldBytes, store.dropped], [3 * sampleBytes, 7]);
  assert.equal(await Promise.all([0, 1, 2].map(async (i) => (await store.asRun().frame(i)).data[0])), [8, 9, 10]);
  assert.equal(store.items[0], { document: { type: "note", text: "begin" } });
  const run = store.asRun();
  await store.append(samples(1)[0]!);
  assert.equal([run.frames.length, (await run.frame(0)).data[0]], [3, 8], "it stays as it was");
  await expectError("BadOption", run.frame(3), /from 0 to 2/);
  await expectError("BadOption", new MemoryStore().asRun().frame(0), /Record something/);
});

test("a recording that is larger than the limit is held alone", async () => {
  const store = new MemoryStore({ mostBytes: 1 });
  for (const recording of samples(3)) await store.append(recording);
  assert.equal([store.asRun().frames.length, store.dropped, store.heldBytes], [1, 2, sampleBytes]);
});

test("giving recordings up is said at first, and then less and less often", async () => {
  const said: string[] = [];
  const store = new MemoryStore({ mostBytes: sampleBytes, say: (text) => said.push(text) });
  for (const recording of samples(101)) await store.append(recording);
  assert.is(store.dropped, 100);
  assert.equal(
    said.map((text) => Number(/The (\d+) oldest/.exec(text)?.[1] ?? 1)),
    [1, 2, 4, 8, 16, 32, 64],
  );
  assert.match(said[0] ?? "", /without a run folder/);
});

test("it refuses limits that are none, and anything once it is closed", async () => {
  for (const mostBytes of [-1, NaN])
    await expectError(
      "BadOption",
      Promise.resolve().then(() => new MemoryStore({ mostBytes })),
      /mostBytes/,
    );
  const store = new MemoryStore();
  await store.close();
  await expectError("BadOption", store.append(samples(1)[0]!), /closed/);
  await expectError("BadOption", store.appendDocument({ type: "note" }), /closed/);
});

test.run();
