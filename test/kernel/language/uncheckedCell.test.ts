import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isUnchecked, uncheckedAdvice } from "../../../kernel/language/uncheckedCell.js";

const test = suite("uncheckedCell");

test("a line of its own among the comments at the top switches the check off", () => {
  for (const source of ["// @emlab-nocheck", "//@ts-nocheck", "\r\n// first\r\n  // @emlab-nocheck: old code\r\nx"]) {
    assert.ok(isUnchecked(source), source);
  }
  for (const source of ["x // @emlab-nocheck", "x\n// @emlab-nocheck", "// @nocheck", "'// @emlab-nocheck'", ""]) {
    assert.not.ok(isUnchecked(source), source);
  }
});

test("what was meant to is answered", () => {
  for (const source of [
    "// @nocheck",
    "// @emlab-no-check",
    "// emlab-nocheck",
    "x // @ts-nocheck",
    "x # type: ignore",
  ]) {
    assert.match(uncheckedAdvice(source) ?? source, /@emlab-nocheck as a line of its own/);
  }
  assert.is(uncheckedAdvice("// check"), undefined);
});

test.run();
