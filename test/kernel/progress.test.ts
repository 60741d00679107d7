import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("progress in cells");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
});
test.after(async () => {
  await kernel.shutdown();
  assert.is(kernel.processErrors, "");
});

/** The states that a request's bars have had, each as text. */
function states(id: string): string[] {
  const own = kernel.published.filter(({ parent, content }) => parent.msg_id === id && content["transient"]);
  return own.map(({ content }) => (content["data"] as Record<string, string>)["text/plain"] ?? "");
}

const ways = {
  "in a loop that computes":
    "for (const i of progress(new Uint8Array(1000), { unit: 'frames' })) { const t = Date.now(); while (Date.now() - t < 20); }",
  "in a loop that waits":
    "for (const i of progress(new Uint8Array(1000), { unit: 'frames' })) await new Promise(r => setTimeout(r, 20))",
  "over items that come one by one":
    "async function* frames() { for (;;) { await new Promise(r => setTimeout(r, 20)); yield 1 } }\nfor await (const i of progress(frames(), { unit: 'frames', total: 1000 })) ;",
  "moved by hand":
    "using bar = progress(1000, { unit: 'frames' }); for (;;) { await new Promise(r => setTimeout(r, 20)); bar.advance() }",
};

for (const [way, code] of Object.entries(ways)) {
  test(`an interrupt ends a bar ${way}: it says where`, async () => {
    const id = await kernel.sendCell(code);
    await kernel.until(() => states(id).some((state) => / [1-9]\d* of 1,000/.test(state)));
    await kernel.interrupt();
    const { error, types } = await kernel.resultOf(id);
    assert.is(error?.ename, "Interrupted");
    assert.match(states(id).at(-1) ?? "", /interrupted at \d+ of 1,000 frames \(\d %\) after/);
    assert.equal(types.slice(-3), ["update_display_data", "error", "idle"]);
  });
}

test("an interrupt runs the cell's finally, and its error can be caught", async () => {
  const id = await kernel.sendCell(`async function* never() { await new Promise(() => {}); yield 1 }
let said = ""
try { console.log("begun"); for await (const x of progress(never())) ; } catch (error) { said = String(error); throw error } finally { said += ", cleaned" }`);
  await kernel.printed(id, "begun");
  await kernel.interrupt();
  assert.is((await kernel.resultOf(id)).status, "error");
  assert.is((await kernel.run("said")).result, "'Interrupted: the cell was interrupted, cleaned'");
});

test("the last state is there before the reply, also of bars that stay open", async () => {
  const { published, types } = await kernel.run("const open = progress(10); open.advance(3); undefined");
  assert.equal(types.slice(-2), ["update_display_data", "idle"]);
  assert.match(JSON.stringify(published.at(-2)?.content["data"]), "3 of 10, 30 %");
});

test("an error in the cell stops its bars", async () => {
  const { published } = await kernel.run('const hand = progress(10); hand.advance(3); throw new Error("own")');
  assert.match(JSON.stringify(published.at(-3)?.content["data"]), "stopped at 3 of 10");
});

test("bars and displays of a timer go to the cell that set it, after it has ended and while another runs", async () => {
  const early = await kernel.sendCell(`const later = progress(5, { label: "later" });
setTimeout(() => { later.set(5); later.done(); for (const x of progress([1, 2], { label: "timer" })); display.html("<b>from</b> the timer") }, 100); 1`);
  await kernel.resultOf(early);
  const other = await kernel.sendCell("await new Promise(r => setTimeout(r, 300)); 2");
  const shown = (id: string) =>
    kernel.published.filter((m) => m.parent.msg_id === id).map((m) => JSON.stringify(m.content["data"] ?? ""));
  await kernel.until(() => shown(early).some((data) => data.includes("from the timer")));
  await kernel.resultOf(other);
  assert.ok(states(early).some((state) => /^later: .* 5 of 5 in/.test(state)));
  assert.ok(states(early).some((state) => /^timer: .* 2 of 2 in/.test(state)));
  assert.equal(states(other), []);
});

test("an interrupt of a timer that spins ends the bars that timers were to move", async () => {
  const id = await kernel.sendCell(
    "const stuck = progress(10); setTimeout(() => { stuck.advance(); console.log('spinning'); for (;;); }, 20); 1",
  );
  await kernel.printed(id, "spinning");
  await kernel.interrupt();
  await kernel.until(() => states(id).some((state) => state.includes("interrupted at 1 of 10")));
  assert.is((await kernel.run("1 + 1")).result, "2");
});

test("what is given wrongly is a type error, and bad values tell what is expected", async () => {
  assert.match((await kernel.run("display.html(5)")).error?.ename ?? "", "TS2345");
  assert.match((await kernel.run("progress({})")).error?.ename ?? "", "TS2769");
  const { error } = await kernel.run("display.png(new Uint8Array([1, 2, 3]))");
  assert.is(error?.ename, "EmError[BadOption]");
  assert.match(error?.text ?? "", /no PNG \(it begins with 010203\)\nfix: Give the content of a PNG file/);
});

test("an error that is a value is text with the cell's line, its cause and its fields", async () => {
  const { status, result = "" } = await kernel.run(
    'Object.assign(new RangeError("too far", { cause: new Error("deeper") }), { code: "E1" })',
  );
  assert.is(status, "ok");
  assert.match(result, /^RangeError: too far\n {2}at cell \[\d+\], line 1, column 15\n▶ 1 │ Object/);
  assert.match(result, "Caused by:\nError: deeper");
  assert.match(result, "{ code: 'E1' }");
  const nested = (await kernel.run('({ error: new Error("inside") })')).result ?? "";
  assert.match(nested, /^\{\n {2}error: Error: inside\n {6}at cell \[\d+\]:1:11\n\}$/);
});

test("an array of objects is a table as result and by display, and text by console.log", async () => {
  const { published, stdout } = await kernel.run(
    'const rows = [{ a: 1, b: "<i>" }]; console.log(rows); display(rows); rows',
  );
  assert.is(stdout, "[ { a: 1, b: '<i>' } ]\n");
  const shown = published
    .filter(({ content }) => content["data"])
    .map(({ content }) => content["data"] as Record<string, string>);
  assert.is(shown.length, 2);
  for (const data of shown) {
    assert.match(data["text/html"] ?? "", "<table>");
    assert.match(data["text/html"] ?? "", "&lt;i&gt;");
    assert.is(data["text/plain"], "   a  b\n0  1  <i>\n1 row, 2 columns");
  }
});

test("the console writes large values short", async () => {
  const { stdout } = await kernel.run(`console.log(Array.from({ length: 1_000_000 }, (_, i) => i))
console.log({ frame: new Float32Array(1_000_000) })
console.log(Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => ["k" + i, i])))
console.table(Array.from({ length: 100_000 }, (_, i) => ({ i })))`);
  assert.ok(stdout.length < 8000, `${stdout.length} characters`);
  for (const part of ["999900 more items", "Float32Array(1000000) min 0", "99,900 more keys", "99,900 more rows"]) {
    assert.match(stdout, part);
  }
});

test.run();
