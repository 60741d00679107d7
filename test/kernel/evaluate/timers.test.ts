import { promisify } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CellTimers } from "../../../kernel/evaluate/timers.js";

const test = suite("timers");
const { setTimeout, setInterval, setImmediate } = globalThis;
let owner = 1;
const ran: number[] = [];
const cellTimers = new CellTimers({
  owner: () => owner,
  within: (of, callback) => {
    ran.push(of);
    callback();
  },
});

test.before.each(() => {
  ran.length = 0;
  owner = 1;
  cellTimers.install();
});
test.after.each(() => {
  Object.assign(globalThis, { setTimeout, setInterval, setImmediate });
});

test("callbacks run as part of the run that set them, with their arguments", async () => {
  const given = await new Promise((done) => {
    globalThis.setTimeout((...args: unknown[]) => done(args), 1, "a", "b");
    owner = 2;
  });
  assert.equal(given, ["a", "b"]);
  assert.equal(ran, [1]);
});

test("those of one run are cleared, those of another run stay", async () => {
  const fired: string[] = [];
  globalThis.setTimeout(() => fired.push("one"), 1);
  globalThis.setImmediate(() => fired.push("immediate of one"));
  globalThis.setInterval(() => fired.push("interval of one"), 1);
  owner = 2;
  const second = new Promise((done) => globalThis.setTimeout(done, 5));
  cellTimers.clear(1);
  await second;
  assert.equal(fired, []);
});

test("the promise forms work, and clearing by hand too", async () => {
  assert.is(await promisify(globalThis.setTimeout)(1, "value"), "value");
  assert.is(await promisify(globalThis.setImmediate)("at once"), "at once");
  const timer = globalThis.setTimeout(() => assert.unreachable(), 1);
  clearTimeout(timer);
  const interval = globalThis.setInterval(() => assert.unreachable(), 1);
  clearInterval(interval);
  await new Promise((done) => setTimeout(done, 10));
  cellTimers.clear();
});

test("what is no function is refused as ever", () => {
  assert.throws(() => globalThis.setTimeout("code" as never, 1), /callback/);
});

test.run();
