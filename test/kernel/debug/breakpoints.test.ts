import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DebugClient } from "./debugClient.js";

const test = suite("debugger: breakpoints");
let client: DebugClient;

test.before(async () => {
  client = await DebugClient.start();
});
test.after(async () => {
  assert.is(await client.kernel.shutdown(), 0);
  assert.is(client.kernel.processErrors, "");
});
test.before.each(() => client.attach());
test.after.each(() => client.ask("disconnect", {}));

/** Runs a cell that is expected to stop; gives its stop and the cell's id. */
async function runTo(code: string) {
  const id = await client.kernel.sendCell(code);
  return { id, stop: await client.stopped() };
}

/** Lets the cell end and gives its result. */
async function finish(id: string) {
  await client.ask("continue", { threadId: 1 });
  return client.kernel.resultOf(id);
}

test("a breakpoint that is set before the cell runs stops it there, with the values so far", async () => {
  const code = "let first: number = 1;\nlet second = first + 1;\nlet third = second * 10;\nthird";
  const path = await client.breakAt(code, 3);
  const { id, stop } = await runTo(code);
  assert.is(stop.reason, "breakpoint");
  assert.match(stop.at, /^cell \[\d+\]:3$/);
  assert.is(stop.frames[0]?.source.path, path);
  const cells = await client.valuesIn("Cells", stop);
  assert.is(cells["second"], "2");
  assert.is(cells["third"], "undefined");
  assert.is((await finish(id)).result, "20");
});

test("a function of an earlier cell stops when a later cell calls it", async () => {
  const code = "function inc(x: number) {\n  const y = x + 1;\n  return y;\n}";
  await client.kernel.run(code);
  await client.breakAt(code, 3);
  const { id, stop } = await runTo("inc(41)");
  assert.match(stop.at, /^inc \(cell \[\d+\]\):3$/);
  assert.is(stop.frames.length, 2);
  assert.equal(await client.valuesIn("Local", stop), { "(return value)": "42", x: "41", y: "42" });
  assert.is((await finish(id)).result, "42");
});

test("the header of a function and lines without code lead to the next line that has some", async () => {
  const code =
    "function header(x: number) {\n  // a remark\n\n  return x;\n}\ninterface Unused {\n  a: number;\n}\nheader(2)";
  await client.breakAt(code, 1, 6);
  const { id, stop } = await runTo(code);
  assert.match(stop.at, /:9$/);
  assert.match((await client.move("continue")).at, /^header .*:4$/);
  assert.is((await finish(id)).result, "2");
});

test("in a loop it stops in every round; a condition, a count and a log message choose", async () => {
  const code = (n: number) => `let sum${n} = 0;\nfor (let i = 0; i < 5; i++) {\n  sum${n} += i;\n}\nsum${n}`;
  await client.breakAt(code(1), 3);
  const each = await runTo(code(1));
  for (let i = 0; i < 4; i += 1) await client.move("continue");
  assert.is((await finish(each.id)).result, "10");

  await client.breakAt(code(2), { line: 3, condition: "i === 3" });
  const one = await runTo(code(2));
  assert.is((await client.valuesIn("Local", one.stop))["i"], "3");
  assert.is((await finish(one.id)).result, "10");

  await client.breakAt(code(3), { line: 3, hitCondition: "== 2" });
  const second = await runTo(code(3));
  assert.is((await client.valuesIn("Local", second.stop))["i"], "1");
  assert.is((await finish(second.id)).result, "10");

  await client.breakAt(code(4), { line: 3, logMessage: "round {i}: {sum4}" });
  const logged = await client.kernel.run(code(4));
  assert.is(logged.stdout, "round 0 : 0\nround 1 : 0\nround 2 : 1\nround 3 : 3\nround 4 : 6\n");
});

test("an async function stops after its await, and so does the cell", async () => {
  const code =
    "async function later() {\n  await new Promise((done) => setTimeout(done, 5));\n  const got = 7;\n  return got;\n}\nconst value = await later();\nvalue * 2";
  await client.breakAt(code, 4, 7);
  const { id, stop } = await runTo(code);
  assert.match(stop.at, /^later .*:4$/);
  assert.is((await client.valuesIn("Local", stop))["got"], "7");
  assert.match((await client.move("continue")).at, /^cell .*:7$/);
  assert.is((await finish(id)).result, "14");
});

test("a cell that the compiler has rewritten stops at the lines of its text", async () => {
  const code =
    "enum Mode {\n  Image,\n  Probe = 5,\n}\nclass Lens {\n  constructor(readonly mode: Mode) {}\n  name(): string {\n    const text = Mode[this.mode];\n    return text;\n  }\n}\nnew Lens(Mode.Probe).name()";
  await client.breakAt(code, 9, 12);
  const { id, stop } = await runTo(code);
  assert.match(stop.at, /^cell .*:12$/);
  const inside = await client.move("continue");
  assert.match(inside.at, /^name .*:9$/);
  assert.equal(await client.valuesIn("Local", inside), {
    this: "Lens { mode: 5 }",
    "(return value)": "'Probe'",
    text: "'Probe'",
  });
  assert.is((await finish(id)).result, "'Probe'");
});

test("an edited cell does not stop at the breakpoints of its former text; the same text does, run again", async () => {
  const code = "let edited = 1;\nedited += 1;";
  await client.breakAt(code, 2);
  for (let round = 0; round < 2; round += 1) {
    const { id, stop } = await runTo(code);
    assert.match(stop.at, /:2$/);
    assert.is((await finish(id)).status, "ok");
  }
  assert.is((await client.kernel.run(`${code} // edited`)).status, "ok");
});

test("removed breakpoints do not stop, and debugInfo lists the others", async () => {
  const code = "let left = 1;\nleft += 1;\nleft";
  const path = await client.breakAt(code, 2, 3);
  const info = await client.ask<{ breakpoints: { source: string; breakpoints: { line: number }[] }[] }>("debugInfo");
  const own = info.breakpoints.find(({ source }) => source === path);
  assert.equal(
    own?.breakpoints.map(({ line }) => line),
    [2, 3],
  );
  await client.ask("setBreakpoints", { source: { path }, breakpoints: [] });
  assert.is((await client.kernel.run(code)).result, "2");
});

test("two cells: a step into the function of another cell and out again", async () => {
  const first = "const twice = (n: number) => {\n  const m = n * 2;\n  return m;\n};";
  const second = "let a = 1;\nlet b = twice(a);\nb + 1";
  await client.kernel.run(first);
  await client.breakAt(second, 2);
  const { id, stop } = await runTo(second);
  assert.match(stop.at, /^cell .*:2$/);
  const inside = await client.move("stepIn");
  assert.match(inside.at, /^twice .*:2$/);
  assert.match((await client.move("next")).at, /^twice .*:3$/);
  const back = await client.move("stepOut");
  assert.match(back.at, /^cell .*:[23]$/);
  assert.is((await finish(id)).result, "3");
});

test("steps over an await and a call of the kernel stay in the cell, and the last one ends it", async () => {
  const code = "let at = 0;\nawait new Promise((done) => setTimeout(done, 5));\nconsole.log('printed');\nat = 3;\nat";
  await client.breakAt(code, 2);
  const { id, stop } = await runTo(code);
  assert.match(stop.at, /:2$/);
  const seen: string[] = [];
  for (let i = 0; i < 5; i += 1) {
    const next = await client.move("next");
    if (seen.at(-1) !== next.at) seen.push(next.at);
    if (/:5$/.test(next.at)) break;
  }
  assert.equal(
    seen.map((at) => at.replace(/^.*:/, "")),
    ["3", "4", "5"],
  );
  await client.ask("next", { threadId: 1 });
  const { status, result, stdout } = await client.kernel.resultOf(id);
  assert.equal([status, result, stdout], ["ok", "3", "printed\n"]);
  assert.is((await client.kernel.run("at + 1")).result, "4", "the step does not go on in the next cell");
});

test.run();
