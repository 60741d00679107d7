import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type HandlerHost, HandlerRuns } from "../../../kernel/frontEnd/handlerRuns.js";

const test = suite("runs of handlers");

function runs() {
  /** What happened, in order. */
  const log: unknown[] = [];
  const host: HandlerHost = {
    calledBack: undefined,
    within(owner, callback) {
      const outer = host.calledBack;
      host.calledBack = owner;
      callback();
      host.calledBack = outer;
    },
    reportBackground: (error) => log.push([host.calledBack, String(error)]),
  };
  const handlers = new HandlerRuns(host, {
    post: (message) => message.type === "commHandled" && log.push([message.owner, message.isOver ? "over" : "called"]),
    abandon: (owner) => log.push([owner, "abandoned"]),
  });
  /** Resolves when something more has happened. */
  const more = async () => {
    const before = log.length;
    while (log.length === before) await new Promise((done) => setImmediate(done));
  };
  return { handlers, host, log, more };
}

test("handlers that end at once are over at once; one that fails is shown under its request and stops no other", () => {
  const { handlers, host, log } = runs();
  handlers.run(-1, () => {
    handlers.call(() => log.push(["first", host.calledBack]));
    handlers.call(
      () => {
        throw new Error("wrong");
      },
      () => log.push("failed"),
    );
    handlers.call(() => log.push("third"));
  });
  assert.equal(log, [["first", -1], [-1, "Error: wrong"], "failed", "third", [-1, "over"]]);
  assert.is(host.calledBack, undefined);
});

test("promises of handlers are waited for; their failures are shown too", async () => {
  const { handlers, log, more } = runs();
  let finish = () => {};
  handlers.run(-2, () => {
    handlers.call(() => new Promise<void>((resolve) => (finish = resolve)));
    handlers.call(
      async () => {
        throw new RangeError("late");
      },
      () => log.push("failed"),
    );
  });
  assert.equal(log, [[-2, "called"]]);
  await more();
  assert.equal(log.splice(0), [[-2, "called"], [-2, "RangeError: late"], "failed"]);
  finish();
  await more();
  assert.equal(log, [[-2, "over"]]);
});

test("a promise that a handler leaves behind fails under its request, any other under what is running", () => {
  const { handlers, log } = runs();
  let left: Promise<unknown> | undefined;
  handlers.run(-8, () => {
    handlers.call(() => {
      left = Promise.resolve();
    });
  });
  handlers.reportUnhandled(new Error("left"), left!);
  handlers.reportUnhandled(new Error("other"), Promise.resolve());
  assert.equal(log.slice(1), [
    [-8, "Error: left"],
    [undefined, "Error: other"],
  ]);
});

test("a handler finds its signal, also after an await; outside of handlers there is none", async () => {
  const { handlers, log, more } = runs();
  const signals: (AbortSignal | undefined)[] = [handlers.signal];
  handlers.run(-3, () => {
    handlers.call(async () => {
      signals.push(handlers.signal);
      await null;
      signals.push(handlers.signal);
    });
  });
  signals.push(handlers.signal);
  await more();
  assert.equal(
    signals.map((signal) => signal?.aborted),
    [undefined, false, undefined, false],
  );
  assert.equal(log.at(-1), [-3, "over"]);
});

test("an interrupt fires the signal, and gives up what does not end", async () => {
  const { handlers, log, more } = runs();
  handlers.run(-4, () => {
    handlers.call(async () => {
      const { signal } = handlers;
      await new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    });
  });
  handlers.run(-5, () => handlers.call(() => new Promise(() => {})));
  log.length = 0;
  assert.is(handlers.interrupt(), false, "nothing was terminated");
  await more();
  const reason = "Interrupted: the handler of a comm message was interrupted";
  assert.equal(log.splice(0), [
    [-4, reason],
    [-4, "over"],
  ]);
  await more();
  assert.equal(log, [
    [-5, "abandoned"],
    [-5, reason],
    [-5, "over"],
  ]);
});

test("a handler whose end was skipped by a termination is told apart, and the next one works", () => {
  const { handlers, host, log } = runs();
  const { within } = host;
  host.within = (owner) => {
    // As after a termination: neither the rest of the handler nor any `finally` has run.
    host.calledBack = owner;
    throw new Error("terminated");
  };
  assert.throws(() => handlers.run(-6, () => {}), "terminated");
  host.within = within;
  assert.is(handlers.interrupt(), true);
  assert.equal(log, [[-6, "Interrupted: the handler of a comm message was interrupted"]]);
  host.calledBack = undefined;
  assert.is(handlers.interrupt(), false);
  handlers.run(-7, () => handlers.call(() => {}));
  assert.equal(log.at(-1), [-7, "over"]);
});

test.run();
