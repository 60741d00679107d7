import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isPlain } from "../../../kernel/language/plainCell.js";
import { ts } from "../../../kernel/language/ts.js";

const test = suite("isPlain");
const plain = (code: string) => isPlain(ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ESNext, true));

test("reckoning and naming of results", () => {
  for (const code of [
    "1+1",
    "const fovNm: number = 512 * 0.02; let name = 'a'",
    "-(a ** 2) / 3 % b",
    "a === 1 && !b || 'c' !== d",
    "x = y > 2 ? `\u0024{x} nm` : 'none'",
    "n++",
    "",
  ]) {
    assert.ok(plain(code), code);
  }
});

test("what looks at a member, calls, waits or repeats", () => {
  for (const code of [
    ...["a.b", "a['b']", "f(1)", "new A()", "[1]", "[...a]", "({ a: 1 })", "await a", "import 'a'", "/a/"],
    ...["for (const a of b) a", "function f() {}", "() => 1", "class A {}", "const { a } = b", "a as string", "a!"],
    ...["f`a`", "a in b", "a instanceof B", "delete a.b", "typeof a", "a, b", "a ??= 1", "1n", "null", "this"],
    ...["const a: A = 1", "enum E { A }", "export const a = 1", "while (a) {}", "a?.b", "async () => {}"],
  ]) {
    assert.not.ok(plain(code), code);
  }
});

test.run();
