import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ForcedStop } from "../../../kernel/evaluate/forcedStop.js";

const test = suite("forcedStop");

test("every hook is called, also after one that fails, and those taken back are not", async () => {
  const failures: unknown[] = [];
  const called: string[] = [];
  const stop = new ForcedStop((error) => failures.push(error));
  stop.add(() => {
    throw new Error("no beam");
  });
  stop.add(async (reason) => void called.push(`first ${reason}`));
  stop.add((reason) => void called.push(`second ${reason}`));
  stop.add(() => void called.push("taken back"))();
  await stop.run("interrupted");
  await stop.run("ending");
  assert.equal(called, ["first interrupted", "second interrupted", "first ending", "second ending"]);
  assert.equal(
    failures.map((error) => (error as Error).message),
    ["no beam", "no beam"],
  );
});

test("a hook that does not end is reported and no longer waited for", async () => {
  const failures: unknown[] = [];
  const stop = new ForcedStop((error) => failures.push(error));
  stop.add(() => new Promise(() => {}));
  // The limit does not keep a process alive, and nothing else does here.
  const alive = setInterval(() => {}, 50);
  await stop.run("ending");
  await stop.settled();
  clearInterval(alive);
  assert.match(String(failures[0]), /did not end within 1200 ms/);
});

test("settled waits for a hook that runs", async () => {
  const stop = new ForcedStop(assert.unreachable as never);
  let release = () => {};
  let isSettled = false;
  stop.add(() => new Promise<void>((done) => (release = done)));
  stop.run("interrupted");
  const settled = stop.settled().then(() => {
    isSettled = true;
  });
  await Promise.resolve();
  assert.is(isSettled, false);
  release();
  await settled;
});

test.run();
