import type { Runtime } from "node:inspector";
import { Session } from "node:inspector";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { resultText, valueText } from "../../../kernel/debug/valueText.js";
import { elementCount, typeName } from "../../../kernel/debug/valueTypes.js";

const test = suite("debugger: text of values");
const session = new Session();

test.before(() => session.connect());
test.after(() => session.disconnect());

/** What V8 says of the value of an expression. */
function remote(expression: string): Runtime.RemoteObject {
  let found: Runtime.RemoteObject | undefined;
  session.post("Runtime.evaluate", { expression, generatePreview: true }, (_, reply) => {
    found = reply?.result;
  });
  return found!;
}

test("each kind of value has its line", () => {
  const texts: Readonly<Record<string, string>> = {
    "1 / 3": "0.3333333333333333",
    "-0": "-0",
    NaN: "NaN",
    "-Infinity": "-Infinity",
    "2n ** 70n": "1180591620717411303424n",
    "'a\\nb'": "'a\\nb'",
    null: "null",
    undefined: "undefined",
    "Symbol('s')": "Symbol(s)",
    "({})": "{}",
    "[]": "[]",
    "[,1]": "[ 1 ]",
    "({ 'a b': 1, ok: 2 })": "{ 'a b': 1, ok: 2 }",
    "({ get a() { return 1 } })": "{ a: [Getter] }",
    "({ f() {}, u: undefined, d: new Date(0) })": "{ f: [Function], u: undefined, d: 1970-01-01T00:00:00Z }",
    "new Date(NaN)": "Invalid Date",
    "new Date(1.5e12)": "2017-07-14T02:40:00Z",
    "new (class Stage { constructor() { this.x = 1 } })": "Stage { x: 1 }",
    "Object.assign(new (class List extends Array {}), [1])": "List(1) [ 1 ]",
    "new Map([[1, 'x']])": "Map(1) { 1 => 'x' }",
    "new Set(['y'])": "Set(1) { 'y' }",
    "new Uint8Array(3)": "Uint8Array(3) [ 0, 0, 0 ]",
    "(function named() {})": "[Function: named]",
    "(async function* steps() {})": "[Function: steps]",
    "(() => 1)": "[Function (anonymous)]",
    "(async (a) => a)": "[Function (anonymous)]",
    "(class {})": "[class (anonymous)]",
    "(class Lens {})": "[class Lens]",
    "new TypeError('bad\\nworse')": "[TypeError: bad]",
    "/x/y": "/x/y",
    "Promise.resolve({ a: 1 })": "Promise { Object }",
    "new Promise(() => {})": "Promise { <pending> }",
  };
  for (const [expression, text] of Object.entries(texts)) assert.is(valueText(remote(expression)), text, expression);
});

test("a rejected promise says so", () => {
  assert.match(valueText(remote("{ const p = Promise.reject(7); p.catch(() => {}); p }")), "<rejected> 7");
});

test("long values are cut on one line, and whole where they were asked for by name", () => {
  assert.is(valueText(remote("'x'.repeat(10_000)")).length, 200);
  assert.is(resultText(remote("'x'.repeat(5_000)")).length, 5_002);
  assert.is(resultText(remote("'x'.repeat(1e6)")).length, 10_000);
  assert.match(valueText(remote("Array.from({ length: 1000 }, (_, i) => i)")), /…/);
  assert.match(resultText(remote("new Error('with stack')")), /Error: with stack\n +at /);
});

test("JupyterLab gets the names of types by which it shows values, others V8's", () => {
  const type = (expression: string, isJupyterLab: boolean) => {
    const value = remote(expression);
    return typeName(value, valueText(value), isJupyterLab);
  };
  assert.equal(
    ["3", "0.5", "'s'", "true", "null"].map((text) => type(text, true)),
    ["int", "float", "str", "bool", "null"],
  );
  assert.is(type("new Map()", true), "Map(0) {}");
  assert.equal(
    ["3", "null", "new Map()"].map((text) => type(text, false)),
    ["number", "null", "Map"],
  );
});

test("only arrays and typed arrays count elements", () => {
  assert.equal(
    ["[1, 2]", "new Float64Array(1e6)", "new Map([[1, 2]])", "({ length: 3 })"].map(remote).map(elementCount),
    [2, 1_000_000, undefined, undefined],
  );
});

test.run();
