import ts from "typescript";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { declarationOf } from "../../../kernel/language/declarationOf.js";

const parse = (source: string) => ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true);

test("finds what each kind of statement declares", () => {
  const cell = parse(
    [
      "const dose = 1; let tilt = 2, arrow = (x: number) => x;",
      "const { a, b: [c], ...rest } = o;",
      "function f() {} class K {} interface I {} type T = number; enum E {} namespace N {}",
      "export const out = function () {};",
    ].join("\n"),
  );
  const kinds = Object.fromEntries(
    ["dose", "tilt", "arrow", "a", "c", "rest", "f", "K", "I", "T", "E", "N", "out"].map((name) => [
      name,
      declarationOf(cell, name)?.kind,
    ]),
  );
  assert.equal(kinds, {
    ...{ dose: "const", tilt: "let", arrow: "function", a: "const", c: "const", rest: "const", f: "function" },
    ...{ K: "class", I: "interface", T: "type", E: "enum", N: "module", out: "function" },
  });
  assert.is(declarationOf(cell, "dose")?.name.getText(cell), "dose");
});

test("the last declaration counts; what is inside others, or imported, is none", () => {
  const cell = parse("var x = 1; function x() {}\nimport { y } from 'y';\n{ let z = 1; }\nf(() => { const w = 1; });");
  assert.is(declarationOf(cell, "x")?.kind, "function");
  for (const name of ["y", "z", "w", "b"]) assert.is(declarationOf(cell, name), undefined, name);
});

test.run();
