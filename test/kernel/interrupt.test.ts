import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { begunText, endlessCells, endlessPreparation } from "./endlessCells.js";
import { KernelClient } from "./kernelClient.js";

const test = suite("interrupt");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
  await kernel.run(endlessPreparation);
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

for (const [name, cell] of Object.entries(endlessCells)) {
  test(`${name} is stopped, twice, and the next cell works with the variables kept`, async () => {
    for (let round = 0; round < 2; round++) {
      const id = await kernel.sendCell(`kept++; ${cell}`);
      await kernel.printed(id, begunText);
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
  assert.is((await kernel.run("kept")).result, String(2 * Object.keys(endlessCells).length));
});

test("cells that are queued behind an interrupted one are aborted", async () => {
  const id = await kernel.sendCell("begun(); while (true) {}");
  const queued = await kernel.sendCell("kept = -1");
  await kernel.printed(id, begunText);
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
  await kernel.printed(id, begunText);
  await kernel.interrupt();
  assert.is((await kernel.run("2")).result, "2");
});

for (const [name, file, text] of [
  ["an endless loop in a TypeScript file", "endless.ts", "console.log('begun'); while (true) {}; export {}"],
  ["an endless loop in a JavaScript file", "endless.mjs", "console.log('begun'); while (true) {}"],
  ["a file that waits for ever", "never.mjs", "console.log('begun'); await new Promise(() => {})"],
] as const) {
  test(`${name} that a cell imports is stopped`, async () => {
    writeFileSync(join(kernel.folder, file), text);
    const id = await kernel.sendCell(`await import("./${file}")`);
    await kernel.printed(id, begunText);
    await kernel.interrupt();
    assert.is((await kernel.resultOf(id)).error?.ename, "Interrupted");
    assert.is((await kernel.run("4")).result, "4");
  });
}

test("user expressions that do not end are stopped", async () => {
  for (const expression of ["begun(); while (true) {}", "begun(), await new Promise(() => {})"]) {
    const id = await kernel.sendCell("5", { user_expressions: { endless: expression } });
    await kernel.printed(id, begunText);
    await kernel.interrupt();
    await kernel.resultOf(id);
    assert.is((await kernel.run("6")).result, "6");
  }
});

test("an interrupt right behind another changes nothing", async () => {
  const id = await kernel.sendCell("begun(); while (true) {}");
  await kernel.printed(id, begunText);
  await kernel.interrupt();
  await kernel.interrupt();
  assert.is((await kernel.resultOf(id)).error?.ename, "Interrupted");
  assert.is((await kernel.run("7")).result, "7");
});

test("many interrupts at once are one", async () => {
  const id = await kernel.sendCell("begun(); while (true) {}");
  await kernel.printed(id, begunText);
  await Promise.all(Array.from({ length: 5 }, () => kernel.interrupt()));
  assert.is((await kernel.resultOf(id)).error?.ename, "Interrupted");
  assert.is((await kernel.run("3")).result, "3");
});

test("a timer of a cell that was not interrupted lives on", async () => {
  const early = await kernel.sendCell("const alive = setInterval(() => console.log('alive'), 5); 1");
  await kernel.resultOf(early);
  const id = await kernel.sendCell("begun(); await new Promise(() => {})");
  await kernel.printed(id, begunText);
  await kernel.interrupt();
  await kernel.resultOf(id);
  const printed = () => kernel.published.filter((m) => m.parent.msg_id === early).length;
  const before = printed();
  await kernel.until(() => printed() > before);
  await kernel.run("clearInterval(alive)");
});

test.run();
