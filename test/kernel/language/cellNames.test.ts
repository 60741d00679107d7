import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { augmentsOthers, declaredNames, exportedNames, identifiersIn } from "../../../kernel/language/cellNames.js";

const parse = (source: string) => ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true);

const test = suite("cellNames");

test("all kinds of declarations are seen, inner ones are not", () => {
  const source = `const a = 1, { b, c: [d, ...e] } = x; let f; var g
function h() { const inner = 1 } class I {} enum J {} namespace K {} interface L {} type M = 1
import n, { o as p } from "x"; import * as q from "y"; import "z"; { let r }`;
  assert.equal(Object.fromEntries(declaredNames(parse(source))), {
    ...{ a: "const", b: "const", d: "const", e: "const", f: "let", g: "let" },
    ...{ h: "symbol", I: "symbol", J: "symbol", K: "symbol", L: "symbol", M: "symbol" },
    ...{ n: "symbol", p: "symbol", q: "symbol" },
  });
});

test("a variable and a type of one name are imported together", () => {
  assert.is(declaredNames(parse("const a = 1; interface a {}")).get("a"), "symbol");
});

test("exports, identifiers and augmentations", () => {
  assert.equal(
    [...exportedNames(parse("export const a = 1, [b] = c; export { d }; export class E {} const f = 1"))],
    ["a", "b", "d", "E"],
  );
  assert.equal([...identifiersIn(parse("a.b(c => c)"))], ["a", "b", "c"]);
  assert.ok(augmentsOthers(parse("declare global { var x: 1 }")));
  assert.ok(augmentsOthers(parse('declare module "x" {}')));
  assert.not.ok(augmentsOthers(parse("namespace N {}")));
});

test.run();
