import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("outputs");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
});
test.after(async () => {
  await kernel.shutdown();
  assert.is(kernel.processErrors, "");
});

test("console and process streams go to the two streams in order", async () => {
  const cell =
    'console.log("a", { b: 1 }); console.error("c"); process.stdout.write("d"); void process.stderr.write(Buffer.from("é"))';
  const { stdout, stderr, types } = await kernel.run(cell);
  assert.is(stdout, "a { b: 1 }\nd");
  assert.is(stderr, "c\né");
  assert.equal(types, ["busy", "execute_input", "stream", "stream", "stream", "stream", "idle"]);
});

test("100,000 lines arrive whole, in order, in few messages", async () => {
  const { stdout, published } = await kernel.run("for (let i = 0; i < 100_000; i++) console.log(i)");
  assert.ok(stdout === Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join(""), `${stdout.length} characters`);
  assert.ok(published.length < 1000, `${published.length} messages`);
});

test("text is out before the display that follows it", async () => {
  const { published } = await kernel.run('console.log("first"); display(1); console.log("second"); 2');
  const kinds = published.map(({ header }) => header.msg_type).filter((type) => type !== "status");
  assert.equal(kinds.slice(0, 2), ["execute_input", "stream"]);
  assert.is(kinds.at(-1), "execute_result");
});

test("output leaves while the cell is still running", async () => {
  const id = await kernel.sendCell(
    'console.log("begun"); while (!globalThis["go" as never]) await new Promise(r => setTimeout(r, 5))',
  );
  await kernel.printed(id, "begun");
  await kernel.interrupt();
  assert.is((await kernel.resultOf(id)).status, "error");
});

test("what a timer prints after its cell is attached to that cell", async () => {
  const early = await kernel.sendCell('setTimeout(() => console.log("from the first"), 150); 1');
  await kernel.resultOf(early);
  await kernel.run("await new Promise(r => setTimeout(r, 1)); 2");
  await kernel.printed(early, "from the first");
});

test("a display method gives the formats, synchronously or not, as result and by display()", async () => {
  await kernel.run(`class Shown {
    constructor(readonly html: string, readonly isLate = false) {}
    [Symbol.for("Jupyter.display")]() {
      const bundle = { "text/html": this.html, "application/json": { n: 10n } }
      return this.isLate ? new Promise(done => setTimeout(done, 5, bundle)) : bundle
    }
  }`);
  for (const value of ['new Shown("<b>x</b>")', 'new Shown("<b>x</b>", true)']) {
    for (const [cell, type] of [
      [value, "execute_result"],
      [`display(${value})`, "display_data"],
      [`await display(${value}); undefined`, "display_data"],
    ] as const) {
      const { published, types } = await kernel.run(cell);
      assert.equal(types, ["busy", "execute_input", type, "idle"]);
      const data = published[2]?.content["data"] as Record<string, unknown>;
      assert.is(data["text/html"], "<b>x</b>");
      assert.equal(data["application/json"], { n: "10" });
      assert.match(String(data["text/plain"]), /Shown/);
    }
  }
});

test("a display method that throws is shown, and the text takes its place", async () => {
  const cell = '({ [Symbol.for("Jupyter.display")]() { throw new Error("no picture") } })';
  const { status, result, stderr } = await kernel.run(cell);
  assert.is(status, "ok");
  assert.match(result ?? "", /Jupyter\.display/);
  assert.match(stderr, /no picture/);
});

test("an output is updated by its id, and outputs are cleared", async () => {
  const { published } = await kernel.run(
    'display(0, { id: "bar" }); await null; updateDisplay("bar", 1); clearOutput({ wait: true })',
  );
  const shown = published.filter(({ content }) => content["transient"] ?? content["wait"]);
  assert.equal(
    shown.map(({ header, content }) => [header.msg_type, content["transient"] ?? content["wait"]]),
    [
      ["display_data", { display_id: "bar" }],
      ["update_display_data", { display_id: "bar" }],
      ["clear_output", true],
    ],
  );
});

test("large values are summarised", async () => {
  for (const value of [
    "new Float32Array(4_000_000)",
    "Array.from({ length: 1_000_000 }, (_, i) => i)",
    '"x".repeat(1_000_000)',
  ]) {
    const { result = "" } = await kernel.run(value);
    assert.ok(result.length < 12_000, `${value}: ${result.length} characters`);
    assert.match(result, /more (items|characters)|^Float32Array\(4000000\) min 0/);
  }
});

test("circular values print", async () => {
  await kernel.run("const ring: { self?: unknown } = {}; ring.self = ring");
  assert.match((await kernel.run("ring")).result ?? "", /Circular/);
});

test.run();
