import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Evaluation, Evaluator } from "../../../kernel/evaluate/evaluator.js";

const test = suite("evaluator");
const evaluator = new Evaluator();
const evaluate = (script: string) => evaluator.evaluate(script, "test.ts");

test.after(() => evaluator.close());

async function value(script: string): Promise<unknown> {
  const evaluation = await evaluate(script);
  assert.is(evaluation.kind, "value");
  return (evaluation as Extract<Evaluation, { kind: "value" }>).value;
}

test("values come as they are, objects by identity", async () => {
  const marker = { a: 1 };
  Object.assign(globalThis, { marker });
  assert.is(await value("marker"), marker);
  assert.equal(
    [await value("1"), await value("'a'"), await value("true"), await value("null"), await value("void 0")],
    [1, "a", true, null, undefined],
  );
  assert.ok(Object.is(await value("-0"), -0));
  assert.ok(Number.isNaN(await value("NaN")));
  assert.equal([await value("Infinity"), await value("-Infinity"), await value("12n")], [Infinity, -Infinity, 12n]);
  assert.is(String(await value("Symbol('s')")), "Symbol(s)");
  assert.is(typeof (await value("() => 1")), "function");
});

test("a promise is a value, an awaited one is its result", async () => {
  const evaluation = await evaluate("Promise.resolve(1)");
  assert.instance((evaluation as { value?: unknown }).value, Promise);
  assert.is(await value("await Promise.resolve(1)"), 1);
});

test("variables may be declared again and keep their closures", async () => {
  await value("let n = 1; let read = () => n");
  await value("let n = 5");
  assert.is(await value("read()"), 5);
});

test("what is thrown comes as it is, with the place of a syntax error", async () => {
  const thrown = (await evaluate("throw new RangeError('r')")) as Extract<Evaluation, { kind: "thrown" }>;
  assert.is(thrown.kind, "thrown");
  assert.instance(thrown.error, RangeError);
  const rejected = (await evaluate("await Promise.reject({ code: 4 })")) as Extract<Evaluation, { kind: "thrown" }>;
  assert.equal(rejected.error, { code: 4 });
  const syntax = (await evaluate("1\n  )")) as Extract<Evaluation, { kind: "thrown" }>;
  assert.instance(syntax.error, SyntaxError);
  assert.equal([syntax.line, syntax.column], [2, 3]);
});

test("evaluations that overlap do not mix", async () => {
  const slow = value("await new Promise(done => setTimeout(done, 20, 'slow'))");
  assert.is(await value("'quick'"), "quick");
  assert.is(await slow, "slow");
});

test.run();
