import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import type { Progress } from "../../src/core/progress.js";
import { type JobEngine, workerEngine } from "../../src/jobs/index.js";

const module = new URL("./exampleJobs.js", import.meta.url).href;
const jobs = suite("workerEngine");
let engine: JobEngine;

jobs.before(() => {
  engine = workerEngine({ maxThreads: 2 });
});
jobs.after(() => engine.dispose());

async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("the job did not fail");
}

const shared = () => new Int32Array(new SharedArrayBuffer(8));

/** Waits until a worker has written a value. */
async function until(seen: Int32Array, value: number): Promise<void> {
  const endMs = performance.now() + 10_000;
  while (Atomics.load(seen, 0) !== value) {
    if (performance.now() > endMs) throw new Error(`the worker wrote ${seen[0]}, not ${value}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

jobs("runs a function and an async function and gives what they return", async () => {
  assert.is(await engine.run({ module, name: "add", args: [2, 3] }), 5);
  assert.is(await engine.run({ module: new URL(module), name: "addLater", args: [2, 3] }), 5);
});

jobs("many jobs at once all get their own result", async () => {
  const sums = await Promise.all(
    Array.from({ length: 40 }, (_, i) => engine.run({ module, name: i % 2 ? "add" : "addLater", args: [i, i] })),
  );
  assert.equal(
    sums,
    Array.from({ length: 40 }, (_, i) => 2 * i),
  );
});

jobs("typed arrays are copied, or moved when told, and come back as typed arrays", async () => {
  const values = new Float32Array(5000).fill(2);
  const copied = await engine.run<{ values: Float32Array; count: number }>({ module, name: "doubled", args: [values] });
  assert.is(copied.count, 5000);
  assert.ok(copied.values instanceof Float32Array);
  assert.ok(copied.values.every((v) => v === 4));
  assert.is(values.length, 5000);
  await engine.run({ module, name: "doubled", args: [values], transfer: [values.buffer] });
  assert.is(values.length, 0);
});

jobs("a result with one array twice, in a map, or in wasm memory arrives whole", async () => {
  const { a, b } = await engine.run<{ a: Float32Array; b: Float32Array }>({ module, name: "sameTwice" });
  assert.is(a, b);
  assert.is(a[4095], 3);
  const map = await engine.run<Map<string, Float32Array>>({ module, name: "mapOfArrays" });
  assert.equal(map.get("a"), Float32Array.of(1, 2));
  assert.is((await engine.run<Uint8Array>({ module, name: "wasmBytes" })).length, 65536);
});

jobs("an EmError crosses with tag, message, fix and causes", async () => {
  const error = await failure(engine.run({ module, name: "failWithFix" }));
  assert.instance(error, EmError);
  const { tag, message, fix, stack } = error as EmError;
  assert.equal(
    { tag, message, fix },
    { tag: "BadShape", message: "the frame is 3 px wide", fix: "Give at least 4 px." },
  );
  assert.match(stack ?? "", /exampleJobs/);
  assert.is((error.cause as Error).name, "RangeError");
  assert.is(((error.cause as Error).cause as Error).message, "innermost");
});

jobs("other errors keep their name, and thrown text becomes an error", async () => {
  const plain = await failure(engine.run({ module, name: "failPlainly" }));
  assert.is(plain.name, "TypeError");
  assert.is(plain.message, "not a function");
  assert.match((await failure(engine.run({ module, name: "failWithText" }))).message, /just text/);
});

jobs("a misspelt export is told with the right name, a missing module with its own", async () => {
  const error = (await failure(engine.run({ module, name: "ad" }))) as EmError;
  assert.is(error.tag, "BadOption");
  assert.match(error.fix, /Did you mean add\?/);
  const gone = await failure(engine.run({ module: `${module}.gone`, name: "add" }));
  assert.match(gone.message, /exampleJobs\.js\.gone/);
});

jobs("what cannot be cloned is refused on both ways, and the engine lives on", async () => {
  const there = (await failure(engine.run({ module, name: "add", args: [() => 1] }))) as EmError;
  assert.is(there.tag, "BadOption");
  const back = await failure(engine.run({ module, name: "giveFunction" }));
  assert.is(back.name, "DataCloneError");
  assert.is(await engine.run({ module, name: "add", args: [1, 1] }), 2);
});

jobs("progress arrives in order, the last report always, all before the result", async () => {
  const reports: Progress[] = [];
  const job = { module, name: "countTo", args: [1000], onProgress: (p: Progress) => reports.push(p) };
  assert.is(await engine.run(job), 1000);
  assert.equal(reports[0], { done: 1, total: 1000, label: "counting" });
  assert.equal(reports.at(-1), { done: 1000, total: 1000, label: "counting" });
  assert.ok(reports.every((report, i) => i === 0 || report.done > reports[i - 1]!.done));
  const count = reports.length;
  await engine.run({ module, name: "add", args: [1, 1] });
  assert.is(reports.length, count);
});

jobs("an onProgress that throws fails its own job only", async () => {
  const onProgress = () => {
    throw new RangeError("mine");
  };
  const error = await failure(engine.run({ module, name: "countTo", args: [5], onProgress }));
  assert.is(error.message, "mine");
  assert.is(await engine.run({ module, name: "add", args: [1, 1] }), 2);
});

jobs("an abort rejects with Aborted and the busy function sees it", async () => {
  const controller = new AbortController();
  const seen = shared();
  const job = engine.run({ module, name: "busyUntilAborted", args: [seen], signal: controller.signal });
  await until(seen, 1);
  controller.abort();
  const error = (await failure(job)) as EmError;
  assert.is(error.tag, "Aborted");
  assert.match(error.message, /busyUntilAborted was interrupted/);
  await until(seen, 2);
});

jobs("an abort fires the event for a function that waits", async () => {
  const controller = new AbortController();
  const seen = shared();
  const job = failure(engine.run({ module, name: "waitForAbort", args: [seen], signal: controller.signal }));
  await until(seen, 1);
  controller.abort();
  await job;
  await until(seen, 2);
});

jobs("an abort ends the thread of a function that never looks, when told to", async () => {
  const controller = new AbortController();
  const seen = shared();
  const job = { module, name: "busyForever", args: [seen], signal: controller.signal, onAbort: "terminate" } as const;
  const failed = failure(engine.run(job));
  await until(seen, 1);
  controller.abort();
  assert.is(((await failed) as EmError).tag, "Aborted");
  let count = -1;
  for (let i = 0; count !== Atomics.load(seen, 1) && i < 1000; i++) {
    count = Atomics.load(seen, 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.is(count, Atomics.load(seen, 1));
  assert.is(await engine.run({ module, name: "add", args: [1, 1] }), 2);
});

jobs("a signal that fired before is obeyed at once, also by jobs that still wait in line", async () => {
  const early = (await failure(engine.run({ module, name: "add", signal: AbortSignal.abort() }))) as EmError;
  assert.is(early.tag, "Aborted");
  const controller = new AbortController();
  const seen = [shared(), shared(), shared()];
  const waiting = seen.map((args) =>
    failure(engine.run({ module, name: "busyUntilAborted", args: [args], signal: controller.signal })),
  );
  await until(seen[0]!, 1);
  controller.abort();
  for (const error of await Promise.all(waiting)) assert.is((error as EmError).tag, "Aborted");
  assert.is(await engine.run({ module, name: "add", args: [1, 1] }), 2);
  assert.is(Atomics.load(seen[2]!, 0), 0);
});

jobs("an abort while the pool is still starting is obeyed", async () => {
  for (const onAbort of ["ask", "terminate"] as const) {
    const own = workerEngine({ maxThreads: 1 });
    const controller = new AbortController();
    const seen = shared();
    const job = { module, name: "busyUntilAborted", args: [seen], signal: controller.signal, onAbort };
    const failed = failure(own.run(job));
    await Promise.resolve();
    controller.abort();
    assert.is(((await failed) as EmError).tag, "Aborted");
    await own.dispose();
    assert.is(Atomics.load(seen, 0), 0);
  }
});

jobs("a thread that dies fails its job, and the next job gets a new thread", async () => {
  const error = await failure(engine.run({ module, name: "killItsThread" }));
  assert.match(error.message, /killItsThread: its worker thread ended/);
  assert.is(await engine.run({ module, name: "add", args: [1, 1] }), 2);
});

jobs("dispose aborts what runs, twice is the same as once, and later jobs are refused", async () => {
  const own = workerEngine({ maxThreads: 1 });
  const seen = shared();
  const running = failure(own.run({ module, name: "busyUntilAborted", args: [seen] }));
  await until(seen, 1);
  await own.dispose();
  assert.is(((await running) as EmError).tag, "Aborted");
  assert.is(Atomics.load(seen, 0), 2);
  await own.dispose();
  assert.is(((await failure(own.run({ module, name: "add" }))) as EmError).tag, "Aborted");
});

jobs.run();
