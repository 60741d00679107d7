import { test } from "uvu";
import * as assert from "uvu/assert";
import { readPublicTypes, readSample } from "./publicTypes.js";
import { sourceFiles } from "./sourceFiles.js";
import { fieldsWithoutUnit } from "./unitNames.js";

test("every public number tells its unit, or says that it has none", () => {
  const paths = sourceFiles(["src"], /\.ts$/).map((file) => file.path);
  const types = readPublicTypes(paths.filter((path) => !path.startsWith("src/numeric/assembly/")));
  assert.equal(fieldsWithoutUnit(types), []);
});

const missing = (text: string) => fieldsWithoutUnit(readSample(text)).map((field) => field.replace(/^.* /, ""));

test("the check sees numbers in interfaces, type aliases and classes, and holders of numbers", () => {
  const text = `
    type Length = number;
    export interface A { width: number; height?: number; list: readonly number[]; pair: [number, number]; data: Float32Array; alias: Length }
    export type B = { readonly speed: number | undefined } & { inner: { depth: number } };
    export class C { gain = 1; get power(): number { return 1; } private hidden = 2; #secret = 3; }`;
  const expected = [
    "A.width",
    "A.height",
    "A.list",
    "A.pair",
    "A.data",
    "A.alias",
    "speed",
    "depth",
    "C.gain",
    "C.power",
  ];
  assert.equal(missing(text), expected);
});

test("the check takes units, @unitless, words, and what is not public", () => {
  const text = `
    export interface A {
      widthPx: number; doseEPerA2?: number; title: string; isCounts: boolean; counts: Float64Array; mode: 1 | 2;
      /** Row-major values. @unitless */
      data: Float32Array;
      find(width: number): number;
    }
    /** One of many. @unitless row, column */
    export interface B { row: number; column: number }
    interface Inner { width: number }
    export function f(width: number): Inner { const a: { width: number } = { width }; return a; }`;
  assert.equal(missing(text), []);
});

test("names after @unitless count alone, not the type's other fields", () => {
  assert.equal(missing("/** @unitless row */\nexport interface B { row: number; column: number }"), ["B.column"]);
});

test.run();
