import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("history_request");
const folder = mkdtempSync(join(tmpdir(), "emlab-history-"));
test.after(() => rmSync(folder, { recursive: true }));

const start = () => KernelClient.start({ env: { EMLAB_HISTORY: folder } });

async function rows(kernel: KernelClient, request: Record<string, unknown>): Promise<unknown[]> {
  const { reply } = await kernel.request("history_request", { output: false, raw: true, ...request });
  assert.equal([reply.header.msg_type, reply.content["status"]], ["history_reply", "ok"]);
  return reply.content["history"] as unknown[];
}

test("cells of this session and of earlier ones are found, with their outputs; silent and unstored ones are not", async () => {
  const first = await start();
  await first.run("const nmPerUm = 1000");
  await first.run("nmPerUm * 2");
  await first.run("hidden = 1", { silent: true });
  await first.run("'not stored'", { store_history: false });
  await first.run("throw new Error('on purpose')");
  const own = [
    [1, 1, ["const nmPerUm = 1000", null]],
    [1, 2, ["nmPerUm * 2", "2000"]],
    [1, 3, ["throw new Error('on purpose')", null]],
  ];
  assert.equal(await rows(first, { hist_access_type: "tail", n: 9, output: true }), own);
  assert.equal(await rows(first, { hist_access_type: "range", session: 0, start: 2, stop: 3 }), [
    [1, 2, "nmPerUm * 2"],
  ]);
  assert.is(await first.shutdown(), 0);

  const second = await start();
  assert.equal(await rows(second, { hist_access_type: "tail", n: 9, output: true }), own, "written at shutdown");
  await second.run("nmPerUm2 = 5", { stop_on_error: false });
  assert.equal(await rows(second, { hist_access_type: "search", pattern: "*nmPerUm*", n: 2 }), [
    [1, 2, "nmPerUm * 2"],
    [2, 1, "nmPerUm2 = 5"],
  ]);
  assert.equal(await rows(second, { hist_access_type: "range", session: -1, start: 1, stop: 2 }), [
    [1, 1, "const nmPerUm = 1000"],
  ]);
  await second.shutdown();
  assert.equal([first.processErrors, second.processErrors], ["", ""]);
});

test("it answers while a cell spins, and knows that cell", async () => {
  const kernel = await start();
  const id = await kernel.sendCell('console.log("begun"); while (true) {}');
  await kernel.printed(id, "begun");
  const [row] = (await rows(kernel, { hist_access_type: "tail", n: 1 })) as [number, number, string][];
  assert.is(row?.[2], 'console.log("begun"); while (true) {}');
  await kernel.interrupt();
  await kernel.resultOf(id);
  await kernel.shutdown();
});

test("what a killed kernel was asked last is kept", async () => {
  const kernel = await start();
  await kernel.run("1");
  const id = await kernel.sendCell('console.log("last words"); while (true) {}');
  await kernel.printed(id, "last words");
  await rows(kernel, { hist_access_type: "tail", n: 1 });
  kernel.process.kill("SIGKILL");
  await kernel.ended();
  const next = await start();
  const found = (await rows(next, { hist_access_type: "search", pattern: "*last words*" })) as unknown[];
  assert.is(found.length, 1);
  await next.shutdown();
});

test("switched off, a kernel keeps the cells of its session and writes nothing", async () => {
  const kernel = await KernelClient.start({ env: { EMLAB_HISTORY: "off", XDG_DATA_HOME: join(folder, "data") } });
  await kernel.run("11");
  assert.equal(await rows(kernel, { hist_access_type: "tail", n: 5, output: true }), [[1, 1, ["11", "11"]]]);
  assert.is(await kernel.shutdown(), 0);
  assert.not.ok(readdirSync(folder).includes("data"));
});

test("a folder that cannot be made is said on the terminal, not in the notebook", async () => {
  const kernel = await KernelClient.start({ env: { EMLAB_HISTORY: join(process.execPath, "history") } });
  assert.is((await kernel.run("1")).stderr, "");
  assert.is((await rows(kernel, { hist_access_type: "tail", n: 5 })).length, 1);
  assert.is(await kernel.shutdown(), 0);
  assert.match(kernel.processErrors, /^emlab kernel: cells are not added to the history: .*\n$/);
});

test.run();
