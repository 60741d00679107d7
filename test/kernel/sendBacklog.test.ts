import { Worker } from "node:worker_threads";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { SendBacklog } from "../../kernel/sendBacklog.js";

const test = suite("backlog of comm messages");

test("counts what waits, and takes off what has been sent", () => {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const backlog = new SendBacklog(counter);
  backlog.reserve(1000);
  backlog.reserve(20);
  backlog.release(1000);
  assert.is(counter[0], 20);
});

test("a sender is held back above 64 MB, until the other thread has sent, or for a moment", async () => {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const backlog = new SendBacklog(counter);
  backlog.reserve(100 * 1024 * 1024);
  backlog.reserve(1);
  assert.is(counter[0], 100 * 1024 * 1024 + 1, "nobody answers: it goes on");
  const sender = `const { workerData } = require("node:worker_threads")
    Atomics.sub(workerData, 0, ${100 * 1024 * 1024}); Atomics.notify(workerData, 0)`;
  const worker = new Worker(sender, { eval: true, workerData: counter });
  while ((counter[0] ?? 0) > 64 * 1024 * 1024) backlog.reserve(0);
  assert.is(counter[0], 1);
  await worker.terminate();
});

test.run();
