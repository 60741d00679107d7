import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("interrupt");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
  await kernel.run("let kept = 0, turns = 0; const begun = () => console.log('begun')");
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

/** Each of them runs until it is stopped. */
const endless: Readonly<Record<string, string>> = {
  "a loop": "begun(); while (true) {}",
  "a loop after an await": "begun(); await null; while (true) {}",
  "a promise that never settles": "begun(); await new Promise(() => {})",
  "a loop in a timer callback": "setTimeout(() => { begun(); while (true) {} }, 1); await new Promise(() => {})",
  "a loop in every call of an interval":
    "setInterval(() => { begun(); while (true) {} }, 0); await new Promise(() => {})",
  "a catastrophic regular expression": "begun(); /(a+)+$/.test('a'.repeat(40) + 'b')",
  "an infinite loop of microtasks": "begun(); while (true) await null",
  "a loop that waits on timers": "begun(); while (true) { await new Promise(done => setTimeout(done, 1)); turns++ }",
  "a loop that waits on immediates": "begun(); while (true) { await new Promise(setImmediate); turns++ }",
  "a loop that catches everything": "begun(); while (true) { try { while (true) {} } catch {} }",
  "a blocking wait": "begun(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
  "a loop that prints": "while (true) console.log('begun')",
};

for (const [name, cell] of Object.entries(endless)) {
  test(`${name} is stopped, twice, and the next cell works with the variables kept`, async () => {
    for (let round = 0; round < 2; round++) {
      const id = await kernel.sendCell(`kept++; ${cell}`);
      await kernel.printed(id, "begun");
      await kernel.interrupt();
      const { status, error } = await kernel.resultOf(id);
      assert.is(status, "error");
      assert.is(error?.ename, "Interrupted");
      assert.match((await kernel.run("kept")).result ?? "", /^\d+$/);
    }
    const before = (await kernel.run("turns")).result;
    await kernel.run("await new Promise(done => setTimeout(done, 30))");
    assert.is((await kernel.run("turns")).result, before, "the loop does not go on behind the next cell");
  });
}

test("every cell above has run its first line", async () => {
  assert.is((await kernel.run("kept")).result, String(2 * Object.keys(endless).length));
});

test("cells that are queued behind an interrupted one are aborted", async () => {
  const id = await kernel.sendCell("begun(); while (true) {}");
  const queued = await kernel.sendCell("kept = -1");
  await kernel.printed(id, "begun");
  await kernel.interrupt();
  assert.is((await kernel.resultOf(queued)).status, "aborted");
});

test("an interrupt with nothing running changes nothing", async () => {
  await kernel.interrupt();
  await kernel.interrupt();
  assert.is((await kernel.run("1")).result, "1");
});

test("an interrupt with nothing running stops a timer that blocks the kernel", async () => {
  const id = await kernel.sendCell("setInterval(() => { begun(); while (true) {} }, 1); 1");
  await kernel.printed(id, "begun");
  await kernel.interrupt();
  assert.is((await kernel.run("2")).result, "2");
});

test("many interrupts at once are one", async () => {
  const id = await kernel.sendCell("begun(); while (true) {}");
  await kernel.printed(id, "begun");
  await Promise.all(Array.from({ length: 5 }, () => kernel.interrupt()));
  assert.is((await kernel.resultOf(id)).error?.ename, "Interrupted");
  assert.is((await kernel.run("3")).result, "3");
});

test("a timer of a cell that was not interrupted lives on", async () => {
  const early = await kernel.sendCell("const alive = setInterval(() => console.log('alive'), 5); 1");
  await kernel.resultOf(early);
  const id = await kernel.sendCell("begun(); await new Promise(() => {})");
  await kernel.printed(id, "begun");
  await kernel.interrupt();
  await kernel.resultOf(id);
  const printed = () => kernel.published.filter((m) => m.parent.msg_id === early).length;
  const before = printed();
  await kernel.until(() => printed() > before);
  await kernel.run("clearInterval(alive)");
});

test.run();
