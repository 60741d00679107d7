import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { kernelspec } from "../../kernel/kernelspec.js";
import { KernelClient } from "./kernelClient.js";

const test = suite("safety hook");
const session = new URL("../../src/em/session.js", import.meta.url).href;
/** The kernel as it is without being packed: there the module of the session can be reached by its own URL. */
const entry = fileURLToPath(new URL("../../kernel/launch.js", import.meta.url));
const argv = kernelspec(process.execPath, entry)["argv"] as readonly string[];
/** Registers hooks as `em` does: through the very module that the kernel has given its own to. */
const preparation = `
import { appendFileSync } from "node:fs"
const begun = () => console.log("begun")
const where: string = ${JSON.stringify(`data:text/javascript,export * from "${session}"`)}
const { onForcedStop } = await import(where)
let calls: string[] = [], cleaned = 0`;

let folder: string;
let kernel: KernelClient;

test.before.each(async () => {
  folder = mkdtempSync(join(tmpdir(), "emlab-safety-"));
  kernel = await KernelClient.start({ cwd: folder, argv });
  const { error } = await kernel.run(preparation);
  assert.is(error, undefined, error?.text);
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

async function interrupted(cell: string): Promise<void> {
  const id = await kernel.sendCell(cell);
  await kernel.printed(id, "begun");
  await kernel.interrupt();
  assert.is((await kernel.resultOf(id)).status, "error");
}

test("it is called where finally does not run, and the next cell waits for it", async () => {
  await kernel.run(
    "onForcedStop(async (reason: string) => { await new Promise(r => setTimeout(r, 30)); calls.push(reason) })",
  );
  await interrupted("try { begun(); while (true) {} } finally { cleaned++ }");
  assert.is((await kernel.run("[calls, cleaned]")).result, "[ [ 'interrupted' ], 0 ]");
  await interrupted("try { begun(); await new Promise(() => {}) } finally { cleaned++ }");
  assert.is((await kernel.run("[calls.length, cleaned]")).result, "[ 2, 0 ]");
  assert.is(await kernel.shutdown(), 0);
});

test("one that fails is shown, and the others are called", async () => {
  await kernel.run(
    'onForcedStop(() => { throw new Error("stage does not answer") }); onForcedStop(() => calls.push("x"))',
  );
  await interrupted("begun(); while (true) {}");
  assert.is((await kernel.run("calls.length")).result, "1");
  const shown = () => kernel.published.some(({ content }) => String(content["text"]).includes("stage does not answer"));
  await kernel.until(shown);
  assert.is(await kernel.shutdown(), 0);
});

test("it is called when the kernel ends, also while a cell spins", async () => {
  const file = join(folder, "stopped.txt");
  await kernel.run(`onForcedStop((reason: string) => appendFileSync(${JSON.stringify(file)}, reason + " "))`);
  await kernel.printed(await kernel.sendCell("begun(); while (true) {}"), "begun");
  assert.not.ok(existsSync(file));
  assert.is(await kernel.shutdown(), 0);
  assert.match(readFileSync(file, "utf8"), /ending/);
});

test("a kernel that is told to end by SIGTERM calls it too", async () => {
  const file = join(folder, "stopped.txt");
  await kernel.run(`onForcedStop((reason: string) => appendFileSync(${JSON.stringify(file)}, reason))`);
  kernel.process.kill("SIGTERM");
  await kernel.ended();
  assert.is(readFileSync(file, "utf8"), "ending");
});

test.run();
