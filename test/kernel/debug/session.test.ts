import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DebugClient } from "./debugClient.js";

const test = suite("debugger: sessions");
let client: DebugClient;
let folder: string;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), "emlab-debug-"));
  client = await DebugClient.start({ cwd: folder });
});
test.after(async () => {
  assert.is(await client.kernel.shutdown(), 0);
  assert.is(client.kernel.processErrors, "");
  rmSync(folder, { recursive: true, force: true });
});
test.before.each(() => client.attach());
test.after.each(() => client.ask("disconnect", {}));

/** Runs a cell that stops at this line; gives its stop and the cell's id. */
async function runTo(code: string, line: number) {
  await client.breakAt(code, line);
  const id = await client.kernel.sendCell(code);
  return { id, stop: await client.stopped() };
}

async function finish(id: string) {
  await client.ask("continue", { threadId: 1 });
  return client.kernel.resultOf(id);
}

test("debugInfo says how cells are named, with the debugger on and off", async () => {
  const on = await client.ask("debugInfo");
  assert.equal([on["isStarted"], on["hashMethod"], on["tmpFileSuffix"]], [true, "Murmur2", ".ts"]);
  await client.ask("disconnect");
  const off = await client.ask("debugInfo");
  assert.is(off["isStarted"], false);
  assert.is(off["tmpFilePrefix"], on["tmpFilePrefix"]);
  const refused = await client.respond("stackTrace", { threadId: 1 });
  assert.equal([refused["success"], /off/.test(String(refused["message"]))], [false, true]);
});

test("unknown and wrong requests are refused with a reason", async () => {
  const message = async (command: string, given = {}) => String((await client.respond(command, given))["message"]);
  assert.match(await message("stepBack"), 'no debug request "stepBack"');
  assert.match(await message("constructor"), "no debug request");
  assert.match(await message("dumpCell"), 'no text "code"');
  assert.match(await message("setBreakpoints", { source: { path: "/a" }, breakpoints: [{}] }), "no line");
  assert.match(await message("source", { source: { path: "/etc/passwd" } }), "no script was loaded");
  assert.match(await message("continue"), "no cell is stopped");
  assert.match(await message("exceptionInfo"), "nothing has stopped");
  assert.match(await message("variables", { variablesReference: 99_999 }), "is over");
  assert.match(await message("evaluate", {}), 'no text "expression"');
});

test("while a cell is stopped, heartbeat, completion and inspection work, and cells wait", async () => {
  const { id } = await runTo("let held = 5;\nheld + 1", 2);
  await client.kernel.heartbeat();
  const complete = await client.kernel.request("complete_request", { code: "Math.ma", cursor_pos: 7 });
  assert.ok((complete.reply.content["matches"] as string[]).includes("max"));
  const inspect = await client.kernel.request("inspect_request", { code: "Math.max", cursor_pos: 8, detail_level: 0 });
  assert.is(inspect.reply.content["found"], true);
  const next = await client.kernel.sendCell("held * 2");
  assert.equal((await client.ask("debugInfo"))["stoppedThreads"], [1]);
  assert.is((await finish(id)).result, "6");
  assert.is((await client.kernel.resultOf(next)).result, "10");
  assert.equal((await client.ask("debugInfo"))["stoppedThreads"], []);
});

test("an interrupt ends a stopped cell: what stands after the stop does not run, the next cell does", async () => {
  const sync = "let after = 0;\nafter = 1;\nafter = 2;";
  const awaiting = "let later = 0;\nconst work = async () => { await null;\nlater = 1; };\nawait work();\nlater = 2;";
  const timer = "let fired = 0;\nsetTimeout(() => {\nfired = 1; }, 1);\nawait new Promise(() => {});";
  for (const [code, line, name, value] of [
    [sync, 3, "after", "1"],
    [awaiting, 3, "later", "0"],
    [timer, 3, "fired", "0"],
  ] as const) {
    const { id } = await runTo(code, line);
    const startMs = performance.now();
    await client.kernel.interrupt();
    assert.is((await client.kernel.resultOf(id)).error?.ename, "Interrupted");
    assert.ok(performance.now() - startMs < 5000, "well before the server gives up");
    assert.is((await client.kernel.run(name)).result, value);
  }
  const { id, stop } = await runTo(`${sync} // again`, 2);
  assert.match(stop.at, /:2$/, "breakpoints stop again after an interrupt");
  assert.is((await finish(id)).status, "ok");
});

test("terminate ends the stopped cell and keeps the debugger", async () => {
  const { id } = await runTo("let t1 = 1;\nt1 = 2;", 2);
  await client.ask("terminate", {});
  assert.is((await client.kernel.resultOf(id)).error?.ename, "Interrupted");
  assert.is((await client.ask("debugInfo"))["isStarted"], true);
});

test("disconnecting lets a stopped cell go on to its end, without further stops", async () => {
  const code = "let go = 1;\ngo += 1;\ngo += 1;\ngo";
  await client.breakAt(code, 2, 3);
  const id = await client.kernel.sendCell(code);
  await client.stopped();
  await client.ask("disconnect");
  assert.is((await client.kernel.resultOf(id)).result, "3");
  assert.is((await client.kernel.run(code)).result, "3");
});

test("pause stops a running loop, and a cell that waits for a timer", async () => {
  const spin = await client.kernel.sendCell("console.log('spinning');\nlet on = true;\nwhile (on) {\n  on = on;\n}");
  await client.kernel.printed(spin, "spinning");
  await client.ask("pause", { threadId: 1 });
  const stop = await client.stopped();
  assert.is(stop.reason, "pause");
  assert.match(stop.at, /^cell .*:[34]$/);
  assert.is(await client.evaluate("on = false", stop), "false");
  assert.is((await finish(spin)).status, "ok");

  // Where the callback of the timer has passed when the thread hears of the pause is chance: often enough to meet it.
  for (let round = 0; round < 10; round += 1) {
    const wait = await client.kernel.sendCell(
      "console.log('waiting');\nlet ticks = 0;\nwhile (ticks < 1e6) {\n  await new Promise((done) => setTimeout(done, 2));\n  ticks += 1;\n}",
    );
    await client.kernel.printed(wait, "waiting");
    await client.ask("pause", { threadId: 1 });
    const waited = await client.stopped();
    assert.match(waited.at, /cell \[\d+\]\)?:[345]$/);
    await client.evaluate("ticks = 1e6", waited);
    assert.is((await finish(wait)).status, "ok");
  }
});

test("a debugger statement stops", async () => {
  const id = await client.kernel.sendCell("let before = 1;\ndebugger;\nbefore + 1");
  assert.match((await client.stopped()).at, /:2$/);
  assert.is((await finish(id)).result, "2");
});

test("breakpoints in a local TypeScript file stop there, with its own text", async () => {
  const path = join(folder, "optics.ts");
  const text =
    "enum Unit { Nm }\nexport interface Lens {\n  f: number;\n}\nexport function focal(lens: Lens): number {\n  const f = lens.f * 2;\n  return f + Unit.Nm;\n}\n";
  writeFileSync(path, text);
  await client.ask("setBreakpoints", { source: { path }, breakpoints: [{ line: 7 }] });
  const id = await client.kernel.sendCell('import { focal } from "./optics";\nfocal({ f: 4 })');
  const stop = await client.stopped();
  assert.is(stop.at, "focal (optics.ts):7");
  assert.equal(stop.frames.map(({ source }) => source.name)[0], "optics.ts");
  assert.is((await client.valuesIn("Local", stop))["f"], "8");
  const source = await client.ask("source", { source: { path }, sourceReference: 0 });
  assert.is(source["content"], text);
  const { modules } = await client.ask<{ modules: { path: string }[] }>("modules");
  assert.ok(modules.some((module) => module.path === path));
  assert.is((await finish(id)).result, "8");
  await client.ask("setBreakpoints", { source: { path }, breakpoints: [] });
  const step = "import { focal } from './optics';\nfocal({ f: 5 })";
  const stepping = await runTo(step, 2);
  assert.is((await client.move("stepIn")).at, "focal (optics.ts):6");
  assert.is((await finish(stepping.id)).result, "10");
});

test("steps into em and into packages go over them", async () => {
  const code = "const parts = [3, 1, 2];\nconsole.log(parts);\nparts.sort((a, b) => a - b);\nparts";
  const { id } = await runTo(code, 2);
  assert.match((await client.move("stepIn")).at, /^cell .*:3$/);
  assert.match((await client.move("stepIn")).at, /^\(anonymous\) .*:3$/);
  await client.ask("setBreakpoints", { source: { path: "/nowhere" }, breakpoints: [] });
  assert.is((await finish(id)).result, "[ 1, 2, 3 ]");
});

test("a restart of the kernel while a cell is stopped ends the process", async () => {
  const other = await DebugClient.start();
  await other.attach();
  await other.breakAt("let s = 1;\ns = 2;", 2);
  await other.kernel.sendCell("let s = 1;\ns = 2;");
  await other.stopped();
  assert.is(await other.kernel.shutdown(), 0);
  assert.is(other.kernel.processErrors, "");
});

test.run();
