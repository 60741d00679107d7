import { suite } from "uvu";
import * as assert from "uvu/assert";
import { RunningTakes } from "../../../src/em/instrument/runningTakes.js";

const test = suite("running takes");

const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    const end = () => resolve(`ended: ${(signal.reason as Error).message}`);
    if (signal.aborted) end();
    signal.addEventListener("abort", end);
  });

test("the caller's signal ends its own take alone, with its reason, also when it has fired before", async () => {
  const takes = new RunningTakes();
  const [mine, yours] = [new AbortController(), new AbortController()];
  const first = takes.run(mine.signal, untilAborted);
  const second = takes.run(yours.signal, untilAborted);
  mine.abort(new Error("enough"));
  assert.is(await first, "ended: enough");
  assert.is(await takes.run(mine.signal, untilAborted), "ended: enough");
  yours.abort(new Error("also"));
  assert.is(await second, "ended: also");
});

test("letting go ends all of them and waits until they have; without any it is at once", async () => {
  const takes = new RunningTakes();
  await takes.end(new Error("nothing runs"));
  const order: string[] = [];
  const one = takes.run(undefined, untilAborted).then((text) => order.push(text));
  const failing = takes.run(undefined, async (signal) => {
    await untilAborted(signal);
    throw new Error("the detector is gone");
  });
  const failed = failing.catch((error: Error) => order.push(error.message));
  await takes.end(new Error("let go"));
  await Promise.all([one, failed]);
  assert.equal(order.sort(), ["ended: let go", "the detector is gone"]);
});

test("work around takes is not counted; it ends with them, and alone", async () => {
  const takes = new RunningTakes();
  const first = takes.around(undefined, untilAborted);
  const taking = takes.run(undefined, untilAborted);
  assert.is(takes.count, 1);
  takes.endRuns(new Error("the stage was stopped"));
  assert.is(await first, "ended: the stage was stopped");
  assert.is(takes.count, 1);
  const second = takes.around(undefined, untilAborted);
  await takes.end(new Error("let go"));
  assert.equal(await Promise.all([taking, second]), ["ended: let go", "ended: let go"]);
});

test("nothing of a take stays at the signal of the caller", async () => {
  const takes = new RunningTakes();
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  signal.addEventListener = ((...args: Parameters<typeof addEventListener>) => {
    listeners++;
    addEventListener.apply(signal, args);
  }) as never;
  signal.removeEventListener = ((...args: Parameters<typeof removeEventListener>) => {
    listeners--;
    removeEventListener.apply(signal, args);
  }) as never;
  for (let i = 0; i < 5; i++) await takes.run(signal, async () => i);
  assert.is(listeners, 0);
});

test.run();
