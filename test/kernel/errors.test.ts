import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type CellResult, KernelClient } from "./kernelClient.js";

const test = suite("errors");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
});
test.after(async () => {
  await kernel.shutdown();
  assert.is(kernel.processErrors, "");
});

async function failing(cell: string): Promise<NonNullable<CellResult["error"]> & { count: number }> {
  const { status, reply, error } = await kernel.run(cell);
  assert.is(status, "error");
  assert.is(reply["ename"], error?.ename, "the reply and the published error are the same");
  assert.equal(reply["evalue"], error?.evalue);
  return { ...error!, count: reply["execution_count"] as number };
}

test("a type error has TypeScript's code, the line and a caret, and nothing runs", async () => {
  await kernel.run("function area(radiusNm: number) { return Math.PI * radiusNm ** 2 }");
  const { ename, evalue, text, count } = await failing('console.log("ran")\nlet ran = true\n\narea("wide")');
  assert.is(ename, "TS2345");
  assert.is(evalue, "Argument of type 'string' is not assignable to parameter of type 'number'.");
  assert.ok(text.includes(`at cell [${count}], line 4, column 6`), text);
  assert.ok(text.includes('▶ 4 │ area("wide")\n    │      ^^^^^^'), text);
  assert.is((await kernel.run("ran")).error?.ename, "TS2304", "the cell has declared nothing");
});

test("a misspelt member gets the nearest name", async () => {
  const { ename, evalue } = await failing('"text".lenght');
  assert.is(ename, "TS2551");
  assert.match(evalue, /Did you mean 'length'\?/);
});

test("a forgotten await is named", async () => {
  const { text } = await failing("async function wide() { return 'x' }\nwide().length");
  assert.match(text, /Did you forget to use 'await'\?/);
});

test("types of earlier cells are named without the files that they are kept in", async () => {
  await kernel.run("class Tile { xUm = 0 }");
  const { evalue } = await failing("const tile: Tile = { yUm: 1 }");
  assert.not.match(evalue, /emlab-cell|import\(/);
  assert.match(evalue, /Tile/);
});

test("several errors are shown, many are counted", async () => {
  const { text } = await failing(Array.from({ length: 8 }, (_, i) => `unknown${i}`).join("\n"));
  assert.is(text.match(/^TS2304/gm)?.length, 5);
  assert.match(text, /and 3 more errors/);
});

test("a syntax error comes before type errors", async () => {
  assert.is((await failing("let = 3; missing")).ename.slice(0, 3), "TS1");
});

test("a runtime error shows the cell, the line with a caret and the calls, and folds internals", async () => {
  const callee = await kernel.run("function deep(value: any) {\n  const x = 1\n  return value.inner.length + x\n}");
  const { ename, evalue, text, count } = await failing("// a comment\n[1].map(() =>\n  deep({}))");
  assert.is(ename, "TypeError");
  assert.is(evalue, "Cannot read properties of undefined (reading 'length')");
  assert.ok(text.includes(`at cell [${callee.reply["execution_count"]}], line 3, column 22 in deep`), text);
  assert.ok(text.includes("▶ 3 │   return value.inner.length + x\n    │                      ^"), text);
  assert.ok(text.includes(`called from cell [${count}], line 3, column 3`), text);
  assert.not.match(text, /node:|dist.kernel/);
});

test("lines are right in functions that are hoisted and in cells that the compiler writes", async () => {
  const hoisted = await failing("\nlate()\n\nfunction late() {\n\n  throw new Error('x')\n}");
  assert.match(hoisted.text, /line 6, column 9 in late/);
  assert.match(hoisted.text, /line 2, column 1/);
  const compiled = await failing(
    "enum E { A,\n B }\n\nconst make = () => {\n  throw new Error(String(E.B))\n}\nmake()",
  );
  assert.match(compiled.text, /line 5, column 9 in make/);
  assert.match(compiled.text, /▶ 5 │ {3}throw new Error/);
  assert.match(compiled.text, /line 7, column 1/);
});

test("the cause is printed, and so is a fix", async () => {
  const { text } = await failing(`
const cause = new RangeError("inner")
throw Object.assign(new Error("outer", { cause }), { name: "EmError[BadFile]", fix: "Copy the file again." })`);
  assert.match(text, /^EmError\[BadFile\]: outer\nfix: Copy the file again\./);
  assert.match(text, /Caused by:\nRangeError: inner\n {2}at cell \[\d+\], line 2, column 15/);
});

test("all errors of an AggregateError are listed", async () => {
  const { text } = await failing('await Promise.any([Promise.reject(new Error("a")), Promise.reject(new Error("b"))])');
  assert.match(text, /AggregateError/);
  assert.match(text, / - Error: a\n {2}- Error: b/);
});

test("what is thrown need not be an error", async () => {
  const thrown = await failing('\nthrow { reason: "none" }');
  assert.is(thrown.ename, "Thrown");
  assert.is(thrown.evalue, "{ reason: 'none' }");
  assert.is((await failing("throw null")).evalue, "null");
  assert.is((await failing("await Promise.reject(undefined)")).evalue, "undefined");
});

test("syntax that V8 refuses and TypeScript does not is reported with its line", async () => {
  const { ename, text } = await failing("1\n\n/(?<n>a)(?<n>b)/;");
  assert.match(ename, /SyntaxError|TS\d+/);
  assert.match(text, /line 3/);
});

test("an error in a timer and a rejection that nobody awaits are shown, and the kernel goes on", async () => {
  const late = await kernel.run(
    'setTimeout(() => { throw new Error("late") }, 1); await new Promise(r => setTimeout(r, 40))',
  );
  assert.is(late.status, "ok");
  assert.match(late.stderr, /Error: late\n {2}at cell \[\d+\], line 1/);
  const rejected = await kernel.run('Promise.reject(new Error("nobody")); await new Promise(r => setTimeout(r, 40))');
  assert.match(rejected.stderr, /Error: nobody/);
});

test("stacks that a cell prints itself speak of cells", async () => {
  const { result, reply } = await kernel.run(
    "function here() { return new Error('e').stack! }\nhere().split('\\n')[1]",
  );
  assert.is(result, `'    at here (cell [${reply["execution_count"]}]:1:26)'`);
});

test("percent and exclamation lines are answered with the TypeScript way", async () => {
  const cases: [string, RegExp][] = [
    ["%time work()", /performance\.now\(\)/],
    ["const a = 1\n!ls -l data", /execSync\(`ls -l data`\)/],
    ["!pip install numpy", /npm install numpy/],
    ["%cd data", /process\.chdir\(`data`\)/],
    ["%%bash\nls", /execSync/],
  ];
  for (const [cell, advice] of cases) {
    const { ename, text } = await failing(cell);
    assert.is(ename, "NotTypeScript");
    assert.match(text, advice);
  }
});

test("an expression that begins with an exclamation mark is none of those", async () => {
  await kernel.run("let done = false");
  assert.is((await kernel.run("!done")).result, "true");
});

test("cells that were queued behind an error are aborted, later ones run", async () => {
  const first = kernel.sendCell('throw new Error("first")');
  const queued = await Promise.all([first, kernel.sendCell("let queued = 1"), kernel.sendCell("2")]);
  const [failed, second, third] = await Promise.all(queued.map((id) => kernel.resultOf(id)));
  assert.equal([failed?.status, second?.status, third?.status], ["error", "aborted", "aborted"]);
  assert.equal(third?.types, ["busy", "idle"]);
  assert.is((await kernel.run("3")).result, "3");
  assert.is((await kernel.run("queued")).error?.ename, "TS2304");
});

test("with stop_on_error false the queue goes on", async () => {
  const first = await kernel.sendCell("missing", { stop_on_error: false });
  const second = await kernel.sendCell("5");
  assert.is((await kernel.resultOf(first)).status, "error");
  assert.is((await kernel.resultOf(second)).result, "5");
});

test.run();
