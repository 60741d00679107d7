import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { habitAdvice } from "../../../kernel/language/habitAdvice.js";

const test = suite("habitAdvice");

/** The advice on the first syntax error. */
function adviceOn(source: string): string {
  const { diagnostics = [] } = ts.transpileModule(source, { reportDiagnostics: true });
  const [first] = diagnostics;
  if (!first) return "no error";
  return habitAdvice(source, { code: first.code, message: "", start: first.start ?? 0, length: 1 }) ?? "none";
}

test("lines of Python are answered", () => {
  const cases: [string, RegExp][] = [
    ["def f(x):\n  return x", /function name/],
    ["import numpy as np", /import \* as name/],
    ["from os import path", /import \{ name \}/],
    ["for i in range(3):\n  pass", /for \(const x of xs\)/],
    ["if a == 1:\n  b", /with brackets/],
    ["if (a) {\n} elif (b) {}", /none|else if/],
    ["elif a:", /else if/],
    ["try:\n  a", /catch/],
    ["raise ValueError('x')", /throw new Error/],
    ["# a comment", /\/\/ begins/],
    ["const s = f'x'", /template/],
    ["a = b and c", /&& and/],
    ["y = lambda x: x", /\(x\) =>/],
    ["class A(B):\n  pass", /extends/],
    ["with open('x') as f:", /em\.open/],
    ["x = [a for a in b]", /xs\.map/],
    ["const m = 1\n{ m, n: 2 }", /\(\{ a, b \}\)/],
  ];
  for (const [source, advice] of cases) assert.match(adviceOn(source), advice, source);
});

test("names and members of Python are answered where TypeScript does not know them", () => {
  const at = (source: string, name: string, code: number) =>
    habitAdvice(source, { code, message: "", start: source.indexOf(name), length: name.length });
  assert.match(at("print(1)", "print", 2304) ?? "", /console\.log/);
  assert.match(at("x = None", "None", 2304) ?? "", /undefined or null/);
  assert.match(at("[1].append(2)", "append", 2339) ?? "", /push/);
  assert.is(at("constructor", "constructor", 2304), undefined, "names of Object are none of the table");
  assert.is(at("print", "print", 2322), undefined, "only where the name is the error");
});

test.run();
