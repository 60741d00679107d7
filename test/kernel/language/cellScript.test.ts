import vm from "node:vm";
import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toSource } from "../../../kernel/evaluate/positions.js";
import { cellScript } from "../../../kernel/language/cellScript.js";
import { decodeMappings } from "../../../kernel/language/sourceMap.js";

const test = suite("cellScript");

function script(source: string) {
  return cellScript(ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true));
}

/** The script without its first line, which is ours. */
function body(source: string): string {
  return script(source).js.split("\n").slice(1).join("\n");
}

/** Where `needle` of the script is in the cell. */
function placeOf(source: string, needle: string) {
  const { js, map } = script(source);
  const lines = js.split("\n");
  const line = lines.findIndex((text) => text.includes(needle));
  return toSource(map, line + 1, lines[line]!.indexOf(needle) + 1);
}

test("types become blanks of the same length", () => {
  assert.is(body("let x: number = 1 as number"), "let x         = 1;         ");
  assert.is(body("f<string>(a!)"), "f        (a )");
  assert.is(body("interface A { b: 1 }").trim(), "");
  assert.is(body("type T = 1").trim().replace(";", ""), "");
});

test("const and var become let at the top level only", () => {
  assert.is(body("const a = 1; var b = 2; let c = 3"), "let   a = 1; let b = 2; let c = 3");
  assert.is(body("{ const a = 1 }"), "{ const a = 1 }");
  assert.is(body("for (const x of y) {}"), "for (const x of y) {}");
  assert.is(body("declare const d: number").trim(), "");
});

test("var in blocks and loops, and a var that is declared twice, are declared at the head", () => {
  const cases: [string, string, string][] = [
    ["{ var b = 2 }", "let b;", "{ 0,  b = 2 }"],
    ["for (var i = 0, n = 5; i < n; i++) {}", "let i, n;", "for (0,  i = 0, n = 5; i < n; i++) {}"],
    ["for (var k of y) {}", "let k;", "for (    k of y) {}"],
    ["for (var { k } in y) {}", "let k;", "for (    { k } in y) {}"],
    ["if (y) var [k] = y", "let k;", "if (y) 0,  [k] = y"],
    ["var x = 1; var x = 2; var x", "let x;", "0,  x = 1; 0,  x = 2; 0,  x"],
    ["var x = 1, z = 2; var x = 3", "let x, z;", "0,  x = 1, z = 2; 0,  x = 3"],
    ["function f() { var inside = 1 }", "let f;", ""],
    ["class A { static { var inside = 1 } }", "", "class A { static { var inside = 1 } }"],
  ];
  for (const [source, head, rest] of cases) {
    const [first, ...lines] = script(source).js.split("\n");
    assert.is(first, `"use strict";${head}`);
    assert.is(lines.at(-1)?.trim(), rest);
  }
});

test("the names that a script leaves behind are those of values", () => {
  const names = (source: string) => script(source).names;
  assert.equal(names("let a = 1; const { b, c: [d] } = x; function f() {} class C {} enum E { A }"), [
    "a",
    "b",
    "d",
    "f",
    "C",
    "E",
  ]);
  assert.equal(names("interface I {} type T = 1; declare const x: 1; declare function g(): void"), []);
  assert.equal(names('import type { T } from "a"; import b, { type U, c as d } from "a"'), ["b", "d"]);
  assert.equal(names("namespace N { export type T = 1 } namespace M { export const a = 1 }"), ["M"]);
  assert.equal(names("for (var i = 0; ; ) { var j = 1; function inner() {} }"), ["i", "j"]);
});

test("import calls and import.meta keep their columns", () => {
  assert.is(body('await import("a")'), 'await emlab$("a")');
  assert.is(body("import.meta.url"), "emlab$.meta.url");
});

test("import declarations become awaited calls with as many lines", () => {
  assert.is(body('import "a"'), 'await emlab$("a");');
  assert.is(body('import * as n from "a"'), 'let n = await emlab$("a");');
  assert.is(body('import d, { b as c, type T } from "a"'), 'let [d, c] = await emlab$.names("a", ["default","b"]);');
  assert.is(
    body('import d, * as n from "a"'),
    'let [d] = await emlab$.names("a", ["default"]);let n = await emlab$("a");',
  );
  assert.is(body('import type { T } from "a"\n1'), "\n1");
  assert.is(body('import {\n  b,\n} from "a"\nb').split("\n").length, 4);
});

test("export words are blank", () => {
  assert.is(body("export const a = 1").trim(), "let   a = 1");
  assert.is(body("const a = 1; export { a }").trim(), "let   a = 1;");
  assert.is(body("export default 5").trim(), "0,      5");
  assert.is(body("export default { a: 1 }").trim(), "0,      { a: 1 }");
  assert.is(body('export * from "fs"').trim(), "");
  assert.is(body("export default function () {}").trim(), "void    function () {}");
});

test("functions are assigned at the top, in strict mode", () => {
  const { js } = script("f()\nfunction f() { return 1 }");
  assert.is(js.split("\n")[0], '"use strict";let f;');
  assert.ok(js.indexOf("f =") < js.indexOf("f()\n"));
});

test("places lead back through functions, blanks and the compiler", () => {
  assert.equal(placeOf("1\n  two", "two"), { line: 2, column: 3 });
  assert.equal(placeOf("a\n\n   function f() {\n  inside\n}\nbelow", "inside"), { line: 4, column: 3 });
  assert.equal(placeOf("a\n\n   function f() {\n  inside\n}\nbelow", "below"), { line: 6, column: 1 });
  assert.equal(placeOf("a; function f() { inside }", "inside"), { line: 1, column: 19 });
  assert.equal(placeOf("enum E {\n A }\n\n  here", "here"), { line: 4, column: 3 });
  assert.equal(placeOf("enum E {\n A }\n\nfunction f() {\n  inside\n}", "inside"), { line: 5, column: 3 });
});

test("lines of our own lead nowhere", () => {
  const { map } = script("function f() {}");
  assert.equal([toSource(map, 1, 1), toSource(map, 2, 1), toSource(map, 99, 1)], [undefined, undefined, undefined]);
});

test("only a last expression is a result", () => {
  const cases: [string, boolean][] = [
    ["1", true],
    ["let a = 1", false],
    ["a = 1", true],
    ["a; function f() {}", false],
    ["if (a) b", false],
    ["1; type T = 2", false],
    ["enum E { A }\nE.A", true],
    ["", false],
    ["1;;", true],
    ["export default 1", true],
    ["export const a = 1", false],
  ];
  for (const [source, expected] of cases) assert.is(script(source).endsInExpression, expected, source);
});

test("every script is JavaScript that V8 accepts", () => {
  const sources = [
    "class A<T> { private x: T; constructor(public y: number) { this.x = y as never } }",
    "abstract class B { abstract f(): void; declare z: number; readonly w = 1 }",
    "const f = async <T,>(x: T, ...rest: T[]): Promise<T> => x satisfies T",
    "namespace N { export const a = 1 }",
    "declare module 'x' { export const y: number }",
    "function over(a: string): string\nfunction over(a: number): number\nfunction over(a: any) { return a }",
    "let a = 1\n;[1].map((x: number) => x)",
    "let v = <any>5",
    "class C { accessor p = 1; static { this.q = 2 } static q: number }",
    "export default function () {}",
    "export default class {}",
    "var x = 1; var x = 2",
    "// comment only",
    "let s = `a`\r\nlet t = 2",
  ];
  for (const source of sources) {
    const { js } = script(source);
    // As an async function body, since scripts of cells may await.
    new vm.Script(`(async () => {${js}\n})`);
  }
});

test("mappings are decoded: columns restart, lines and sources do not", () => {
  const mappings = decodeMappings(JSON.stringify({ mappings: "AAAA,GAAG;;EACC,A" }));
  assert.equal(mappings, [
    [],
    [
      [0, 1, 0],
      [3, 1, 3],
    ],
    [],
    [[2, 2, 4]],
  ]);
});

test.run();
