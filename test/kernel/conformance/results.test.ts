import { cellTable } from "./cellTable.js";

cellTable("what a cell shows", {
  "an object that stands alone": [
    ["{ a: 1 }", "{ a: 1 }"],
    ["{ a: 1, b: [2] } // two", "{ a: 1, b: [ 2 ] }"],
    ["{}", "{}"],
    ["{ let inner = 1; inner }", ""],
    ["{ a: 1, b: missing }", /TS2304.*'missing'\.\n {2}at cell \[\d+\], line 1, column 12/],
    ["{\n  a: 1,\n  b: await Promise.resolve(2),\n}", "{ a: 1, b: 2 }"],
    ["const m = 1\n{ m, n: 2 }", /in TypeScript: an object below other lines stands in brackets/],
  ],
  "semicolons and comments behind the value": [
    ["1 + 1;;", "2"],
    ["1 + 1 /* a */; // b", "2"],
    ["; ;", ""],
  ],
  "commas, assignments, await": [
    ["1, 2", "2"],
    ["let q = 1; q = 7", "7"],
    ["q += 1", "8"],
    ["await (async () => 7)()", "7"],
    ["async () => 1", /no error, but \[AsyncFunction/],
    ["(async () => 1)()", /no error, but Promise \{ 1 \}\nWrite await/],
    ["await undefined", ""],
  ],
  "statements show nothing": [
    ["try { throw new Error('x') } catch { 'caught' }", ""],
    ["if (false) { 1 } else { 2 }", ""],
    ["let z = 1", ""],
    ["function f() {}", ""],
    ["type OnlyType = { a: 1 }", ""],
  ],
  "a default export is a value": [
    ["export default 5", "5"],
    ["export default { a: 1 }", "{ a: 1 }"],
    ["export default function named() { return 1 }", ""],
    ["named()", "1"],
    ["export default class Named { n = 2 }", ""],
    ["new Named().n", "2"],
  ],
  "what belongs to files and functions": [
    ["#!/usr/bin/env node\n1 + 1", "2"],
    ["\ufeff1 + 2", "3"],
    ["let a = 1\r\n\r\na + missing", /line 3, column 5/],
    ["this === globalThis", "true"],
    ["return 5", /TS1108/],
    ["arguments", /TS2304/],
    ["'use strict'; let octal = 010", /TS1121/],
  ],
  "wide characters and long lines": [
    ["const größe = 3, 変数 = '🎉'; größe + 変数.length", "5"],
    ["const e = '🎉🎉'; unknownName", /column 19\n.*\n.* {19}\^{11}/],
    [`const long = '${"x".repeat(5000)}'; long.lenght`, /▶ 1 │ .{100,200}\n.*\^{6}/],
    [Array.from({ length: 10_000 }, (_, i) => `let v${i} = ${i}`).join("\n"), ""],
    ["v9999", "9999"],
  ],
});
