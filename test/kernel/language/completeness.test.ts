import { suite } from "uvu";
import * as assert from "uvu/assert";
import { completeness } from "../../../kernel/language/completeness.js";

const test = suite("completeness");

test("open strings, brackets and operators ask for more", () => {
  for (const source of [
    "foo(",
    "[1, 2",
    "const a =",
    "a +",
    "class A {",
    "if (x)",
    "/* a",
    "`a\nb",
    "function f() {\n  return 1",
    "x =>",
  ]) {
    assert.is(completeness(source).status, "incomplete", source);
  }
});

test("what more text cannot repair is invalid", () => {
  for (const source of ["foo)", "let 1a", "a b c;", "'open string\nnext"])
    assert.is(completeness(source).status, "invalid", source);
});

test("the indent follows the last line", () => {
  assert.equal(completeness("  if (a) {"), { status: "incomplete", indent: "    " });
  assert.equal(completeness("  foo(1,"), { status: "incomplete", indent: "  " });
});

test.run();
