import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("em in a cell");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

async function ask(type: string, code: string): Promise<Record<string, unknown>> {
  const { reply } = await kernel.request(type, { code, cursor_pos: code.length, detail_level: 0 });
  return reply.content;
}

test("em is there without an import, and completes", async () => {
  assert.match((await kernel.run("em.version")).result ?? "", /^'\d+\.\d+\.\d+'$/);
  const matches = (await ask("complete_request", "em."))["matches"] as string[];
  assert.ok(matches.includes("open") && matches.includes("version"), matches.join());
});

test("inspection within the brackets shows the documentation, the units and the options", async () => {
  const { found, data } = await ask("inspect_request", "await em.open(");
  const text = (data as Record<string, string>)["text/plain"] ?? "";
  assert.ok(found);
  assert.match(text, /NPY/);
  assert.match(text, /pixelNm\?: number .*nm/);
});

test("a slip is corrected before anything runs", async () => {
  const { error } = await kernel.run('em.opne("x.npy")');
  assert.is(error?.ename, "TS2339");
  assert.match(error?.text ?? "", /did you mean open\?/);
});

test("an EmError shows its tag, what to do, the line of the cell and the cause, and folds the rest", async () => {
  const { error } = await kernel.run('const path = "missing.npy"\nawait em.open(path)');
  assert.is(error?.ename, "EmError[BadFile]");
  assert.match(error?.text ?? "", /^EmError\[BadFile\]: missing\.npy/);
  assert.match(error?.text ?? "", /\nfix: /);
  assert.match(error?.text ?? "", /at cell \[\d+\], line 2, column 1/);
  assert.match(error?.text ?? "", /Caused by:\nError: ENOENT/);
  assert.not.match(error?.text ?? "", /dist.src/);
});

test("an interrupt ends an operation by its signal: the cell's finally runs, and the kernel goes on", async () => {
  await kernel.run("let cleaned = 0; const { micrograph } = em.demo.mxene({ seed: 1 })");
  const cell = "try { console.log('begun'); for (;;) await em.atoms.find(micrograph) } finally { cleaned++ }";
  const id = await kernel.sendCell(cell);
  await kernel.printed(id, "begun");
  await kernel.interrupt();
  assert.match((await kernel.resultOf(id)).error?.ename ?? "", /^EmError\[Aborted\]$|^Interrupted$/);
  assert.is((await kernel.run("cleaned")).result, "1");
});

test("an interrupted operation names the line of the cell that called it", async () => {
  const id = await kernel.sendCell(
    "const first = 1\nfor (;;) {\n  console.log('begun'); await em.atoms.find(micrograph)\n}",
  );
  await kernel.printed(id, "begun");
  await kernel.interrupt();
  const { ename, text } = (await kernel.resultOf(id)).error ?? { ename: "", text: "" };
  // An interrupt that comes between two of them ends the cell by itself.
  if (ename !== "Interrupted") assert.match(text, /^EmError\[Aborted\][\s\S]*▶ 3 │/);
});

test("a cell may call its own variable em", async () => {
  assert.is((await kernel.run("{ const em = 5; em }; (() => { const em = 6; return em })()")).result, "6");
});

test.run();
