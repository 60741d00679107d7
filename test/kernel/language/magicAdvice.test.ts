import { suite } from "uvu";
import * as assert from "uvu/assert";
import { magicAdvice } from "../../../kernel/language/magicAdvice.js";

const test = suite("magicAdvice");

test("only lines that begin with % or ! and a word are answered", () => {
  assert.is(magicAdvice("const a = 5 % b", 12), undefined);
  assert.is(magicAdvice("!a", 1)?.ename, "NotTypeScript");
  assert.is(magicAdvice("!!a", 1), undefined);
  assert.match(magicAdvice("a\n  %run lib.ts", 6)?.evalue ?? "", /import "\.\/lib\.ts"/);
});

test.run();
