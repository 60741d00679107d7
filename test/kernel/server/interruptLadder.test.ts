import { suite } from "uvu";
import * as assert from "uvu/assert";
import { InterruptLadder } from "../../../kernel/server/interruptLadder.js";

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const test = suite("interruptLadder");

function ladder(answer: (rung: number, climb: InterruptLadder, sequence: number) => void) {
  const log: string[] = [];
  let rung = 0;
  const climb: InterruptLadder = new InterruptLadder({
    ask: (sequence, forced) => {
      rung += 1;
      log.push(forced ? "ask again" : "ask");
      answer(rung, climb, sequence);
    },
    terminate: async () => {
      log.push("terminate");
    },
    terminated: () => log.push("terminated"),
  });
  return { climb, log };
}

test("a thread that answers is not terminated", async () => {
  const { climb, log } = ladder((_, me, sequence) => queueMicrotask(() => me.seen(sequence)));
  assert.is(await climb.climb(), true);
  assert.equal(log, ["ask"]);
});

test("one that does not is terminated until it does, and is told of it once", async () => {
  const { climb, log } = ladder((rung, me, sequence) => {
    if (rung === 3) queueMicrotask(() => me.seen(sequence));
  });
  assert.is(await climb.climb(), true);
  assert.equal(log, ["ask", "terminate", "ask again", "terminate", "ask again", "terminated"]);
});

test("calls during a climb join it, and settled waits for it", async () => {
  const { climb, log } = ladder((rung, me, sequence) => {
    if (rung === 2) queueMicrotask(() => me.seen(sequence));
  });
  const both = [climb.climb(), climb.climb()];
  let isSettled = false;
  climb.settled().then(() => {
    isSettled = true;
  });
  await pause(1);
  assert.is(isSettled, false);
  assert.equal(await Promise.all(both), [true, true]);
  await climb.settled();
  assert.is(log.filter((entry) => entry === "ask").length, 1);
});

test("an answer to an earlier climb does not end this one, stopping does", async () => {
  const { climb, log } = ladder((rung, me, sequence) => {
    me.seen(sequence - 1);
    if (rung === 2) me.stop();
  });
  assert.is(await climb.climb(), true);
  assert.ok(log.includes("terminate"));
});

test.run();
