import { suite } from "uvu";
import * as assert from "uvu/assert";
import { RunQueue } from "../../../kernel/server/runQueue.js";
import type { CheckResult, RunRequest } from "../../../kernel/threadMessages.js";

const header = (msg_id: string) => ({
  msg_id,
  msg_type: "execute_request",
  session: "s",
  username: "u",
  date: "",
  version: "5.4",
});
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const test = suite("runQueue");

function runQueue(check: (source: string) => Promise<CheckResult> | CheckResult) {
  const log: string[] = [];
  const started: RunRequest[] = [];
  const history: [number, string][] = [];
  const language = { check: async (source: string) => check(source), forget: async () => {} } as never;
  const publish = (parent: { msg_id?: string }, type: string, content: { execution_state?: string }) =>
    log.push(`${parent.msg_id} ${content.execution_state ?? type}`);
  const queue: RunQueue = new RunQueue({
    publisher: {
      publish,
      status: (parent: never, state: string) => publish(parent, "status", { execution_state: state }),
    } as never,
    language,
    reply: (request, content) => log.push(`${request.header.msg_id} reply ${content["status"]}`),
    startRun: async (run) => {
      started.push(run);
    },
    history: {
      addSource: (line, source) => history.push([line, source]),
      addOutput: (line, output) => history.push([line, output]),
    },
  });
  const add = (id: string, code: string, content: object = {}) =>
    queue.add({
      identities: [],
      header: header(id),
      parent: {},
      metadata: {},
      content: { code, ...content },
      buffers: [],
    });
  const idle = async (id: string) => {
    while (!log.includes(`${id} idle`)) await pause(1);
  };
  return { queue, add, log, started, history, idle };
}

const fine: CheckResult = { ok: true, cell: { js: "", map: {}, endsInExpression: false, names: [] } };
const wrong: CheckResult = { ok: false, error: { ename: "TS1", evalue: "wrong", traceback: [] } };

test("one cell runs at a time, and the reply comes when main says that it has ended", async () => {
  const { queue, add, log, started, idle } = runQueue(() => fine);
  add("a", "1");
  add("b", "2");
  while (started.length === 0) await pause(1);
  await pause(5);
  assert.is(started.length, 1);
  queue.settle(started[0]!.runId, { status: "ok", userExpressions: {} });
  while (started.length === 1) await pause(1);
  queue.settle(started[1]!.runId, { status: "ok", userExpressions: {} });
  await idle("b");
  assert.equal(log, [
    "a busy",
    "a execute_input",
    "a reply ok",
    "a idle",
    "b busy",
    "b execute_input",
    "b reply ok",
    "b idle",
  ]);
});

test("a cell with a type error is not started, and those behind it are aborted", async () => {
  const { add, log, started, idle } = runQueue((source) => (source === "bad" ? wrong : fine));
  add("a", "bad");
  add("b", "1");
  await idle("b");
  assert.is(started.length, 0);
  assert.equal(log, [
    "a busy",
    "a execute_input",
    "a error",
    "a reply error",
    "a idle",
    "b busy",
    "b reply aborted",
    "b idle",
  ]);
});

test("an interrupt during the check ends the cell before it starts", async () => {
  let finish: (result: CheckResult) => void = () => {};
  const { queue, add, log, started, idle } = runQueue(() => new Promise((resolve) => (finish = resolve)));
  add("a", "1");
  await pause(1);
  assert.type(queue.interruptCurrent(), "number");
  finish(fine);
  await idle("a");
  assert.is(started.length, 0);
  assert.ok(log.includes("a reply error"));
  assert.is(queue.interruptCurrent(), undefined);
});

test("a checker that fails gives an error, not silence", async () => {
  const { add, log, idle } = runQueue(() => {
    throw new Error("broken");
  });
  add("a", "1");
  await idle("a");
  assert.ok(log.includes("a error"));
});

test("a second end of a run, or the end of another, changes nothing", async () => {
  const { queue, add, log, started, idle } = runQueue(() => fine);
  add("a", "1");
  while (started.length === 0) await pause(1);
  queue.settle(999, { status: "ok", userExpressions: {} });
  queue.settle(started[0]!.runId, { status: "error", ename: "E", evalue: "", traceback: [] });
  queue.settle(started[0]!.runId, { status: "ok", userExpressions: {} });
  await idle("a");
  assert.is(log.filter((entry) => entry.startsWith("a reply")).length, 1);
  assert.is(queue.parentOf(started[0]!.runId).msg_id, "a");
  assert.is(queue.parentOf(12345).msg_id, "a", "output of nobody goes to the last cell");
});

test("a cell whose output goes on keeps it, however many cells come after", async () => {
  const { queue, add, log, idle } = runQueue(() => wrong);
  const run = async (id: string) => {
    add(id, "1", { stop_on_error: false });
    await idle(id);
    log.length = 0;
  };
  await run("first");
  await run("silent");
  for (let i = 0; i < 1999; i += 1) {
    await run(`later ${i}`);
    if (i % 100 === 0) assert.is(queue.parentOf(1).msg_id, "first");
  }
  assert.is(queue.parentOf(1).msg_id, "first");
  assert.is(queue.parentOf(2).msg_id, "later 1998", "the cell is no longer known: its output goes to the last one");
});

test("the history gets what is stored, each result with its own cell", async () => {
  const { queue, add, started, history, idle } = runQueue(() => fine);
  const run = async (id: string, code: string, content: object, result: string) => {
    const before = started.length;
    add(id, code, content);
    while (started.length === before) await pause(1);
    const { runId } = started[before]!;
    queue.resultShown(runId, result);
    queue.settle(runId, { status: "ok", userExpressions: {} });
    await idle(id);
    return runId;
  };
  const shown = (text: string) => JSON.stringify({ data: { "text/plain": text } });
  const first = await run("a", "one", {}, shown("1"));
  await run("b", "not stored", { store_history: false }, shown("2"));
  await run("c", "silent", { silent: true }, shown("3"));
  await run(
    "d",
    "picture",
    {},
    JSON.stringify({ data: { "image/png": "x".repeat(2_000_000), "text/plain": "large" } }),
  );
  await run("e", "no text", {}, JSON.stringify({ data: {} }));
  queue.resultShown(first, shown("late"));
  assert.equal(history, [
    [1, "one"],
    [1, "1"],
    [2, "picture"],
    [3, "no text"],
  ]);
});

test.run();
