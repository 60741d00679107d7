import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cellCode } from "../../../kernel/language/cellCode.js";

const test = suite("cellCode");

test("what is an object when it is read as an expression is one", () => {
  for (const source of [
    "{ a: 1 }",
    "{}",
    "{ a }",
    " // c\n{ a: 1, ...b } // d",
    "/* c */ { 'x': await y }",
    "{ f() {} }",
  ]) {
    assert.equal(cellCode(source), { code: `(\n${source}\n)`, shift: 2 }, source);
  }
});

test("blocks and everything else stay as they are", () => {
  for (const source of [
    "{ a; }",
    "{ let a = 1 }",
    "{ f() }",
    "{ a: 1 };",
    "{ a } { b }",
    "let a = { b: 1 }",
    "",
    "{",
  ]) {
    assert.equal(cellCode(source), { code: source, shift: 0 }, source);
  }
});

test("a hashbang is a comment of the same length", () => {
  assert.is(cellCode("#!/usr/bin/env node\n1").code, "///usr/bin/env node\n1");
  assert.is(cellCode("\ufeff#!x\n1").code, "\ufeff//x\n1");
});

test.run();
