import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DebugClient, type ShownStop, type ShownVariable, valuesOf } from "./debugClient.js";

const test = suite("debugger: variables");
let client: DebugClient;

test.before(async () => {
  client = await DebugClient.start();
  await client.attach();
});
test.after(async () => {
  assert.is(await client.kernel.shutdown(), 0);
  assert.is(client.kernel.processErrors, "");
});

let cellsStopped = 0;

/** Stops behind the given lines in a function and calls `look`; then lets the cell end. */
async function stoppedAfter(lines: string, look: (stop: ShownStop) => Promise<void>): Promise<unknown> {
  cellsStopped += 1;
  const name = `f${cellsStopped}`;
  const code = `function ${name}(): unknown {\n${lines}\nreturn 0;\n}\n${name}()`;
  await client.breakAt(code, lines.split("\n").length + 2);
  const id = await client.kernel.sendCell(code);
  const stop = await client.stopped();
  try {
    await look(stop);
  } finally {
    await client.ask("continue", { threadId: 1 });
  }
  return (await client.kernel.resultOf(id)).status;
}

async function localNamed(name: string, stop: ShownStop): Promise<ShownVariable> {
  const [scope] = await client.scopes(stop.frames[0]!.id);
  const found = (await client.variables(scope!.variablesReference)).find((variable) => variable.name === name);
  assert.ok(found, name);
  return found!;
}

const declared = `class Point { #hidden = 3; constructor(public x: number, public y: number) {} get far() { return this.x * 10; } }
const all = { int: 3, half: 0.5, negative: -0, big: 10n, text: "it's", yes: true, none: undefined, nothing: null };
const point = new Point(1, 2);
const list = [1, "two", [3]];
const typed = new Float32Array([1.5, 2.5]);
const table = new Map<string, unknown>([["a", 1], ["b", { c: 2 }]]);
const set = new Set([1, 2]);
const when = new Date(0);
const failure = new RangeError("too far");
const pattern = /a+b/g;
const act = (n: number) => n;
const kept = Promise.resolve(4);
const never = new Promise(() => {});
const long = "x".repeat(5000);
const circular: Record<string, unknown> = { name: "me" };
circular["self"] = circular;
const symbol = Symbol("s");`;

test("values are shown on one line in the way of Node's inspect", async () => {
  const status = await stoppedAfter(declared, async (stop) => {
    const values = await client.valuesIn("Local", stop);
    const { long, all, ...others } = values;
    assert.is(long?.length, 200);
    assert.match(all!, "int: 3, half: 0.5");
    assert.equal(others, {
      Point: "[class Point]",
      point: "Point { #hidden: 3, x: 1, y: 2 }",
      list: "[ 1, 'two', Array(1) ]",
      typed: "Float32Array(2) [ 1.5, 2.5 ]",
      table: "Map(2) { 'a' => 1, 'b' => Object }",
      set: "Set(2) { 1, 2 }",
      when: "1970-01-01T00:00:00Z",
      failure: "[RangeError: too far]",
      pattern: "/a+b/g",
      act: "[Function (anonymous)]",
      kept: "Promise { 4 }",
      never: "Promise { <pending> }",
      circular: "{ name: 'me', self: Object }",
      symbol: "Symbol(s)",
    });
    const members = valuesOf(await client.variables((await localNamed("all", stop)).variablesReference));
    assert.equal(members, {
      int: "3",
      half: "0.5",
      negative: "-0",
      big: "10n",
      text: `"it's"`,
      yes: "true",
      none: "undefined",
      nothing: "null",
    });
  });
  assert.is(status, "ok");
});

test("objects open step by step, getters are called only when they are opened", async () => {
  const lines = `let calls = 0;
const object = { deep: { deeper: [10, 20] }, get lazy() { calls += 1; return 5; }, get broken(): number { throw new Error("no"); } };`;
  await stoppedAfter(lines, async (stop) => {
    const object = await localNamed("object", stop);
    const members = await client.variables(object.variablesReference);
    assert.equal(valuesOf(members), { deep: "{ deeper: Array(2) }", lazy: "(…)", broken: "(…)" });
    assert.is((await localNamed("calls", stop)).value, "0");
    const [deep, lazy, broken] = members;
    const [deeper] = await client.variables(deep!.variablesReference);
    assert.is(deeper?.evaluateName, "object.deep.deeper");
    const elements = await client.variables(deeper!.variablesReference);
    assert.equal(valuesOf(elements), { 0: "10", 1: "20", length: "2" });
    assert.is(elements[1]?.evaluateName, "object.deep.deeper[1]");
    assert.equal(valuesOf(await client.variables(lazy!.variablesReference)), { lazy: "5" });
    assert.is((await localNamed("calls", stop)).value, "1");
    const failed = await client.respond("variables", { variablesReference: broken!.variablesReference });
    assert.equal([failed["success"], failed["message"]], [false, "Error: no"]);
  });
});

test("long arrays open in ranges, or page by page where the front end asks so", async () => {
  const lines =
    "const image = Float32Array.from({ length: 1_000_000 }, (_, i) => i); const few = Array.from({ length: 101 }, (_, i) => i);";
  await stoppedAfter(lines, async (stop) => {
    const image = await localNamed("image", stop);
    assert.match(image.value, /^Float32Array\(1000000\) \[ 0, 1, 2, .*…/);
    const ranges = await client.variables(image.variablesReference);
    assert.is(ranges.length, 100);
    assert.is(ranges[99]?.name, "[990000 … 999999]");
    const inner = await client.variables(ranges[99]!.variablesReference);
    assert.is(inner.at(-1)?.name, "[999900 … 999999]");
    const elements = await client.variables(inner.at(-1)!.variablesReference);
    assert.equal(elements.at(-1), {
      ...elements.at(-1)!,
      name: "999999",
      value: "999999",
      evaluateName: "image[999999]",
    });
    const page = await client.variables(image.variablesReference, { filter: "indexed", start: 500, count: 3 });
    assert.equal(valuesOf(page), { 500: "500", 501: "501", 502: "502" });
    const few = await client.variables((await localNamed("few", stop)).variablesReference);
    assert.equal(
      few.map(({ name }) => name),
      ["[0 … 99]", "[100 … 100]"],
    );
  });
});

test("scopes: names of blocks before those of the function, closures, and the cells", async () => {
  const code = `const shared = "cell";
function outer(a: number) {
  const kept = a + 1;
  return (b: number) => {
    for (let a = 100; a < 101; a += 1) {
      const c = a + b + kept;
      console.log(c, shared);
    }
  };
}
outer(1)(2)`;
  await client.breakAt(code, 7);
  const id = await client.kernel.sendCell(code);
  const stop = await client.stopped();
  const scopes = await client.scopes(stop.frames[0]!.id);
  assert.equal(
    scopes.map(({ name }) => name),
    ["Local", "Closure (outer)", "Cells"],
  );
  assert.equal(await client.valuesIn("Local", stop), { c: "104", a: "100", b: "2" });
  assert.equal(await client.valuesIn("Closure", stop), { kept: "2" });
  const cells = await client.valuesIn("Cells", stop);
  assert.is(cells["shared"], "'cell'");
  assert.equal(
    Object.keys(cells).filter((name) => name.includes("emlab")),
    [],
  );
  await client.ask("continue", { threadId: 1 });
  await client.kernel.resultOf(id);
});

test("evaluation in a frame reads, assigns and says what it threw; a loop is stopped", async () => {
  const code = "function scaled(n: number) {\n  let factor = 2;\n  return n * factor;\n}\nscaled(21)";
  await client.breakAt(code, 3);
  const id = await client.kernel.sendCell(code);
  const stop = await client.stopped();
  assert.is(await client.evaluate("n * factor", stop), "42");
  assert.is(await client.evaluate("factor = 10", stop), "10");
  assert.is((await client.valuesIn("Local", stop))["factor"], "10", "the view shows what was assigned");
  assert.is(await client.evaluate("({ n })", stop), "{ n: 21 }");
  const frameId = stop.frames[0]!.id;
  const failed = await client.respond("evaluate", { expression: "missing + 1", frameId });
  assert.equal([failed["success"], failed["message"]], [false, "ReferenceError: missing is not defined"]);
  const endless = await client.respond("evaluate", { expression: "while (true) {}", frameId });
  assert.match(String(endless["message"]), "more than 5 s");
  await client.ask("continue", { threadId: 1 });
  assert.is((await client.kernel.resultOf(id)).result, "210");
  const late = await client.respond("variables", { variablesReference: 1 });
  assert.match(String(late["message"]), "stop that is over");
});

test("with nothing stopped, the names of the cells are listed, opened and evaluated", async () => {
  await client.kernel.run("const idle = { a: [1, 2] };");
  await client.kernel.run("let unset = (() => { throw new Error('no value') })();");
  type Globals = { readonly variables: readonly ShownVariable[] };
  const { variables } = await client.ask<Globals>("inspectVariables");
  const idle = variables.find(({ name }) => name === "idle")!;
  assert.is(idle.value, "{ a: Array(2) }");
  assert.is(variables.find(({ name }) => name === "unset")?.value, "undefined");
  assert.equal(valuesOf(await client.variables(idle.variablesReference)), { a: "[ 1, 2 ]" });
  assert.is(await client.evaluate("idle.a[1] + 1"), "3");
  const both = await Promise.all([client.ask<Globals>("inspectVariables"), client.ask<Globals>("inspectVariables")]);
  assert.is(both[0].variables.length, both[1].variables.length);
});

test("the rich view shows a value in its own formats", async () => {
  await client.kernel.run(
    `const shown = { [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>5</b>", "text/plain": "five" }) };
const slow = { [Symbol.for("Jupyter.display")]: async () => ({ "text/plain": "waited" }) };`,
  );
  const rich = async (variableName: string, frameId?: number) =>
    (await client.ask<{ data: unknown }>("richInspectVariables", { variableName, frameId })).data;
  assert.equal(await rich("shown"), { "text/html": "<b>5</b>", "text/plain": "five" });
  assert.equal(await rich("slow"), { "text/plain": "waited" });
  assert.equal(await rich("1n"), { "text/plain": "1n" });
  await stoppedAfter("const mine = shown;", async (stop) => {
    assert.equal(await rich("mine", stop.frames[0]!.id), { "text/html": "<b>5</b>", "text/plain": "five" });
    assert.match(JSON.stringify(await rich("slow", stop.frames[0]!.id)), "Jupyter.display");
  });
});

test("JupyterLab, which shows types for values, gets types that show values", async () => {
  await client.ask("disconnect");
  await client.attach("jupyterlab");
  await client.kernel.run("const n = 3, r = 0.5, s = 'text', b = true, o = { k: 1 }, u = undefined;");
  const { variables } = await client.ask<{ variables: readonly ShownVariable[] }>("inspectVariables");
  const types = Object.fromEntries(variables.map(({ name, type }) => [name, type]));
  const { n, r, s, b, o, u } = types;
  assert.equal([n, r, s, b, o, u], ["int", "float", "str", "bool", "{ k: 1 }", "undefined"]);
  const failed = await client.ask<{ result: string }>("evaluate", { expression: "missing" });
  assert.is(failed.result, "ReferenceError: missing is not defined");
  await stoppedAfter("let inner = 1;", async (stop) => {
    assert.is(await client.evaluate("inner = 2", stop), "2");
    const { stackFrames } = await client.ask<{ stackFrames: { id: number }[] }>("stackTrace", { threadId: 1 });
    assert.is.not(stackFrames[0]!.id, stop.frames[0]!.id, "a new id, or JupyterLab shows no variables");
  });
});

test.run();
