import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { StepRun, type StepRunWork } from "../../src/experiment/stepRun.js";
import { expectError } from "../io/expectError.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const refusal = () => new EmError("DoseLimit", "too much", { fix: "Take less." });

/** A run of steps that end when the test says so. */
function controlled(count: number, more: Partial<StepRunWork> = {}) {
  const log: string[] = [];
  let finish: (error?: unknown) => void = () => {};
  const run = new StepRun({
    name: "the run",
    count,
    step: (index, signal) => {
      log.push(`step ${index}`);
      return new Promise((resolve, reject) => {
        finish = (error) => (error ? reject(error) : resolve());
        signal.addEventListener("abort", () => reject(new EmError("Aborted", "ended", { fix: "Begin it again." })));
      });
    },
    passOver: (index, error) => {
      log.push(`passed over ${index}`);
      return error instanceof EmError;
    },
    end: async (state) => void log.push(state),
    ...more,
  });
  const next = async (error?: unknown) => {
    finish(error);
    await turn();
  };
  return { run, log, next };
}

test("it does one step after the other, and begins once", async () => {
  const { run, log, next } = controlled(2);
  const states: string[] = [];
  run.onChange(() => states.push(run.state));
  assert.is(run.state, "planned");
  const [first, second] = [run.start(), run.start()];
  await turn();
  assert.equal(log, ["step 0"]);
  await next();
  await next();
  await Promise.all([first, second]);
  assert.equal(log, ["step 0", "step 1", "done"]);
  assert.equal(states, ["running", "done"]);
});

test("a pause lets the step end and holds the next, until it goes on", async () => {
  const { run, log, next } = controlled(2);
  const done = run.start();
  await turn();
  run.pause();
  assert.is(run.state, "pausing");
  await next();
  await turn();
  assert.equal([run.state, log.length], ["paused", 1]);
  run.resume();
  await turn();
  assert.equal([run.state, log.length], ["running", 2]);
  await next();
  await done;
  assert.is(run.state, "done");
});

test("a pause that is taken back before the step ends holds nothing; pauses before and after do nothing", async () => {
  const { run, next } = controlled(1);
  run.pause();
  assert.is(run.state, "planned");
  const done = run.start();
  await turn();
  run.pause();
  run.resume();
  await next();
  await done;
  run.pause();
  run.resume();
  run.stop();
  assert.is(run.state, "done");
});

test("a stop ends the step that is being done, and is no failure", async () => {
  const { run, log } = controlled(3);
  const done = run.start();
  await turn();
  run.stop();
  await done;
  assert.equal([run.state, run.failure, log], ["stopped", undefined, ["step 0", "stopped"]]);
});

test("a stop ends a pause, and a run that was never begun does nothing afterwards", async () => {
  const paused = controlled(2);
  const done = paused.run.start();
  await turn();
  paused.run.pause();
  await paused.next();
  paused.run.stop();
  await done;
  assert.equal([paused.run.state, paused.log], ["stopped", ["step 0", "stopped"]]);

  const never = controlled(2);
  never.run.stop();
  assert.is(never.run.state, "stopped");
  await never.run.start();
  assert.equal(never.log, ["stopped"]);
});

test("an interrupt ends it and is told, so that a cell does not go on", async () => {
  const { run, log } = controlled(3);
  const controller = new AbortController();
  const done = run.start(controller.signal);
  await turn();
  controller.abort(new Error("interrupted"));
  await expectError("Aborted", done);
  assert.equal([run.state, log], ["stopped", ["step 0", "stopped"]]);
  const late = controlled(1);
  await expectError("Aborted", late.run.start(AbortSignal.abort()));
  assert.equal(late.log, ["stopped"]);
});

test("somebody else's stop ends it too, and is told", async () => {
  const { run, next } = controlled(3);
  const done = run.start();
  done.catch(() => {});
  await turn();
  await next(new EmError("Aborted", "STOP was pressed", { fix: "Begin it again." }));
  await expectError("Aborted", done, /STOP/);
  assert.is(run.state, "stopped");
});

test("a step that may fail is passed over; any other ends the run", async () => {
  const { run, log, next } = controlled(3);
  const done = run.start();
  done.catch(() => {});
  await turn();
  await next(refusal());
  await next(new TypeError("broken"));
  assert.is(await done.catch((error: Error) => error.message), "broken");
  assert.equal(log, ["step 0", "passed over 0", "step 1", "passed over 1", "failed"]);
  assert.is(run.state, "failed");
});

test("what cannot be begun or ended is told", async () => {
  const begun = controlled(1, { begin: () => Promise.reject(refusal()) });
  await expectError("DoseLimit", begun.run.start());
  assert.equal(begun.log, ["failed"]);
  const ended = controlled(0, { end: () => Promise.reject(refusal()) });
  await expectError("DoseLimit", ended.run.start());
  assert.is(ended.run.state, "failed");
});

test.run();
