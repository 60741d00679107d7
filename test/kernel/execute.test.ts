import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("execute");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

async function results(...cells: string[]): Promise<(string | undefined)[]> {
  const shown: (string | undefined)[] = [];
  for (const cell of cells) {
    const { status, result, error } = await kernel.run(cell);
    assert.is(status, "ok", error?.text);
    shown.push(result);
  }
  return shown;
}

test("the last expression is the result, undefined and declarations are none", async () => {
  assert.equal(await results("1+1", "undefined", "let a = 5", "a;", "a // the value", "if (a) { a }", "void 0"), [
    "2",
    undefined,
    undefined,
    "5",
    "5",
    undefined,
    undefined,
  ]);
});

test("values that JSON cannot carry arrive whole", async () => {
  assert.equal(await results("NaN", "-0", "10n ** 20n", "null", 'Symbol("s")', "[undefined]", '"text"'), [
    "NaN",
    "-0",
    "100000000000000000000n",
    "null",
    "Symbol(s)",
    "[ undefined ]",
    "'text'",
  ]);
});

test("a name may change its kind and its type from cell to cell", async () => {
  const kinds = [
    "let v: number = 1",
    'const v = "text"',
    "class v { a = 1 }",
    "function v() { return 2 }",
    "var v = [1]",
    "enum v { A = 3 }",
    "type v = number",
    "interface v { b: string }",
  ];
  for (const first of kinds) for (const second of kinds) await results(first, second);
  assert.equal(await results("let v = 4", "v + 1"), [undefined, "5"]);
});

test("a cell that is edited and run again changes what later cells see", async () => {
  await results("const step = 2", "function scaled(x: number) { return x * step }");
  assert.equal(await results("scaled(3)"), ["6"]);
  await results("const step = 10");
  assert.equal(await results("scaled(3)"), ["30"]);
  await results('function scaled(x: string) { return x + "!" }');
  assert.equal(await results('scaled("a")'), ["'a!'"]);
  assert.is((await kernel.run("scaled(3)")).error?.ename, "TS2345");
});

test("closures and later cells share variables", async () => {
  await results("let count = 0; function increase() { return ++count }", "count = 10");
  assert.equal(await results("increase()", "count"), ["11", "11"]);
});

test("what a cell declares before it throws stays known", async () => {
  const failed = await kernel.run('const before = 7; throw new Error("on purpose"); const after = 1');
  assert.is(failed.error?.ename, "Error");
  assert.equal(await results("before"), ["7"]);
});

test("a variable whose initializer threw can be declared again", async () => {
  assert.is((await kernel.run("const late = JSON.parse('{')")).error?.ename, "SyntaxError");
  assert.match(
    (await kernel.run("late")).error?.text ?? "",
    /^TS2304.*\nfix: cell \[\d+\] declares late, but ended before/,
  );
  assert.equal(await results("const late = 3; late"), ["3"]);
});

test("await, for await and destructuring work at top level", async () => {
  assert.equal(
    await results(
      "await Promise.resolve(42)",
      "let sum = 0; for await (const x of [1, Promise.resolve(2)]) sum += x; sum",
      "const { p, q: [r], ...rest } = { p: 1, q: [2], s: 3, t: 4 }",
      "[p, r, rest]",
      "await new Promise(done => setTimeout(done, 5)); sum",
    ),
    ["42", "3", undefined, "[ 1, 2, { s: 3, t: 4 } ]", "3"],
  );
});

test("functions are there before their line, and call each other", async () => {
  const cell = `even(10)
function even(n: number): boolean { return n === 0 || odd(n - 1) }
function odd(n: number): boolean { return n !== 0 && even(n - 1) }`;
  assert.equal(await results(cell, "even(7)", `${cell}\neven(4)`), [undefined, "false", "true"]);
});

test("syntax that needs the compiler: enum, parameter property, namespace, using, decorator", async () => {
  assert.equal(
    await results(
      "enum Mode { Tem = 1, Stem }\nMode.Stem",
      "class Point { constructor(readonly x: number, private y = 2) {} sum() { return this.x + this.y } }\nnew Point(3).sum()",
      "new Point(4).x + Mode.Tem",
      "namespace Units { export const nmPerUm = 1000 }\nUnits.nmPerUm",
      "let log = ''; { using held = { [Symbol.dispose]() { log += 'freed' } }; log += 'held ' } log",
      "function twice(f: () => number, _: ClassMethodDecoratorContext) { return () => 2 * f() }\nclass D { @twice v() { return 4 } }\nnew D().v()",
    ),
    ["2", "5", "5", "1000", "'held freed'", "8"],
  );
});

test("interfaces, types and generics carry over to later cells", async () => {
  await results("interface Atom { readonly xNm: number; element?: 'Ti' | 'C' }", "type Pair<T> = [T, T]");
  assert.equal(await results("const pair: Pair<Atom> = [{ xNm: 1 }, { xNm: 2, element: 'C' }]; pair[1].element"), [
    "'C'",
  ]);
  assert.is((await kernel.run("const wrong: Atom = { xNm: 1, element: 'O' }")).error?.ename, "TS2322");
});

test("a list that is declared in one cell is filled in another", async () => {
  assert.equal(await results("const rows = []", "rows.push(1); rows"), [undefined, "[ 1 ]"]);
});

test("a promise as result comes with the advice to await it", async () => {
  assert.match((await kernel.run("Promise.resolve(3)")).result ?? "", /Promise \{ 3 \}\nWrite await/);
});

test("export is accepted and means nothing", async () => {
  assert.equal(await results("export const shared = 1; export function twofold() { return 2 * shared }", "twofold()"), [
    undefined,
    "2",
  ]);
});

test("an empty cell and one of comments are fine", async () => {
  assert.equal(await results("", "  \n", "// nothing", "/* nothing */"), [undefined, undefined, undefined, undefined]);
});

test("counts go up, silent cells are neither counted nor shown", async () => {
  const first = (await kernel.run("1")).reply["execution_count"] as number;
  const silent = await kernel.run("const hidden = 5; hidden", { silent: true });
  assert.equal(silent.types, ["busy", "idle"]);
  const next = await kernel.run("hidden");
  assert.is(next.result, "5");
  assert.is(next.reply["execution_count"], first + 1);
});

test("user expressions are evaluated after the cell", async () => {
  const { reply } = await kernel.run("let u = 2", { user_expressions: { good: "u * 2", bad: "missing" } });
  const { good, bad } = reply["user_expressions"] as Record<string, Record<string, unknown>>;
  assert.equal(good?.["data"], { "text/plain": "4" });
  assert.is(bad?.["ename"], "ReferenceError");
});

test("process.exit does not end the kernel", async () => {
  assert.match((await kernel.run("process.exit(3)")).error?.evalue ?? "", /Restart/);
  assert.equal(await results("1"), ["1"]);
});

test.run();
