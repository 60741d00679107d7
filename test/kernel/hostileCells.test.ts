import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("hostile cells");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

async function errorOf(cell: string): Promise<string> {
  return (await kernel.run(cell)).error?.text ?? "no error";
}

test("functions of the language that a cell destroys are put back, and it is told", async () => {
  const cells = [
    ["JSON.stringify", "(JSON as any).stringify = null"],
    ["Array.prototype.map", "(Array.prototype as any).map = undefined"],
    ["Promise.prototype.then", "delete (Promise.prototype as any).then"],
    ["Promise", "(globalThis as any).Promise = 5"],
    ["Map.prototype.get", "(Map.prototype as any).get = {}"],
  ];
  for (const [name, cell] of cells) {
    const { stderr, error } = await kernel.run(`${cell}; 0`);
    assert.is(error, undefined, cell);
    assert.ok(stderr.startsWith(`${name}: put back`), `${cell}: ${stderr}`);
    assert.is((await kernel.run("await Promise.resolve([1].map(x => x + 1))")).result, "[ 2 ]");
  }
});

test("another function in the place of one is the user's affair", async () => {
  const { stderr } = await kernel.run("const { max } = Math; Math.max = (...all) => max(...all) + 1; Math.max(1, 2)");
  assert.is(stderr, "");
  assert.is((await kernel.run("Math.max(1, 2)")).result, "3");
  await kernel.run("Math.max = max");
});

test("what is added to all objects disturbs nobody", async () => {
  await kernel.run("const every = Object.prototype as any; every.added = 1; every.get = () => 5; every.value = 7");
  assert.is((await kernel.run("1 + 1")).result, "2");
  assert.match(await errorOf("throw new Error('all the same')"), /^Error: all the same\n {2}at cell/);
  await kernel.run("delete every.added; delete every.get; delete every.value");
});

test("errors whose own code fails are shown as far as they can be", async () => {
  const thrown = (body: string) => errorOf(`throw new (class extends Error { ${body} })("told")`);
  const nameless = await errorOf("throw new (class extends Error { get message(): string { throw 1 } })()");
  assert.match(nameless, /^Error: its message cannot be read\n {2}at cell/);
  assert.match(await thrown("get cause(): string { throw 1 }"), /^Error: told\n {2}at cell/);
  assert.match(await thrown("get stack(): string { throw 1 }"), /^Error: told/);
  assert.match(await errorOf("throw Object.freeze(new Error('frozen'))"), /^Error: frozen\n {2}at cell/);
  assert.match(await errorOf("throw new Proxy(new Error('proxied'), {})"), /^Error: proxied/);
  assert.match(await errorOf("throw Symbol('s')"), /Symbol\(s\)/);
});

test("long messages, deep recursion and impossible arrays end short", async () => {
  assert.ok((await errorOf("throw new Error('x'.repeat(1e6))")).length < 25_000);
  const deep = await errorOf("function deep(n: number): number { return deep(n + 1) + 1 }\ndeep(0)");
  assert.match(deep, /RangeError: Maximum call stack[\s\S]*\(\d+ times\)/);
  assert.ok(deep.length < 1000);
  assert.match(await errorOf("new Array(1e10)"), /RangeError/);
});

test("an error that nobody waits for is shown also when a cell has taken the listeners away", async () => {
  const { stderr } = await kernel.run(`process.removeAllListeners("uncaughtException")
process.removeAllListeners("unhandledRejection")
process.nextTick(() => { throw new Error("tick") }); Promise.reject(new Error("rejected"))
await new Promise(done => setTimeout(done, 30))`);
  assert.match(stderr, /Error: tick/);
  assert.match(stderr, /Error: rejected/);
});

test("a listener of the user's own is called too, and may fail", async () => {
  const { stdout, stderr } =
    await kernel.run(`process.on("uncaughtException", (e) => { console.log("mine", e.message); throw new Error("second") })
queueMicrotask(() => { throw new Error("first") })
await new Promise(done => setTimeout(done, 30)); process.removeAllListeners("uncaughtException")`);
  assert.is(stdout, "mine first\n");
  assert.match(stderr, /Error: first[\s\S]*Error: second/);
});

test("a promise that is rejected during a later cell is shown under the cell that it comes from", async () => {
  const early = await kernel.sendCell(
    "let reject = (_: Error) => {}; (async () => { await new Promise((_, r) => { reject = r }); })(); const make = () => new Error('from the first'); 1",
  );
  await kernel.resultOf(early);
  await kernel.run("reject(make()); await new Promise(done => setTimeout(done, 30))");
  const late = await kernel.sendCell(
    "(async () => { await new Promise(done => setTimeout(done, 20)); throw new Error('from the second') })(); 2",
  );
  await kernel.resultOf(late);
  await kernel.run("await new Promise(done => setTimeout(done, 60))");
  const shown = kernel.published.find(({ content }) => String(content["text"]).includes("from the second"));
  assert.is(shown?.parent.msg_id, late);
});

test("an error that repeats itself does not flood", async () => {
  const { stderr } = await kernel.run(`let times = 0
const id = setInterval(() => { if (++times > 110) clearInterval(id); throw new Error("again") }, 0)
while (times < 110) await new Promise(done => setTimeout(done, 5))`);
  assert.is(stderr.split("Error: again").length, 2);
  assert.match(stderr, /the same error, 10 times so far\n.*the same error, 100 times so far/s);
});

test.run();
