import { test } from "uvu";
import * as assert from "uvu/assert";
import { fileExtent, functionExtents, isTable, quantile, tooLong } from "./shape.js";
import { sourceFiles } from "./sourceFiles.js";

const code = sourceFiles(["src", "kernel", "bench", "scripts", "extension/src"], /\.(ts|mjs)$/).filter(
  (file) => !isTable(file),
);
const tests = sourceFiles(["test"], /\.(ts|mjs)$/);
const lines = (count: number) => "a;\n".repeat(count);

test("files are short: median at most 120 lines, nine of ten at most 300, none over 500", () => {
  const extents = code.map(fileExtent);
  assert.equal(tooLong([...extents, ...tests.map(fileExtent)], 500), []);
  assert.ok(quantile(extents, 0.5) <= 120, `the median is ${quantile(extents, 0.5)}`);
  assert.ok(quantile(extents, 0.9) <= 300, `nine of ten are up to ${quantile(extents, 0.9)}`);
});

test("functions are short: median at most 12 lines, none over 100", () => {
  const extents = code.flatMap(functionExtents);
  assert.ok(extents.length > 100);
  assert.equal(tooLong(extents, 100), []);
  assert.ok(quantile(extents, 0.5) <= 12, `the median is ${quantile(extents, 0.5)}`);
});

test("the check measures files and every kind of function", () => {
  assert.is(fileExtent({ path: "a.ts", text: lines(501) }).lines, 501);
  assert.is(tooLong([fileExtent({ path: "a.ts", text: lines(501) })], 500).length, 1);
  const text =
    "class A {\n  get b() {\n    return 1;\n  }\n}\nconst f = () => 1;\nfunction g() {\n}\ndeclare function h(): void;";
  assert.equal(functionExtents({ path: "a.ts", text }), [
    { where: "a.ts:2", lines: 3 },
    { where: "a.ts:6", lines: 1 },
    { where: "a.ts:7", lines: 2 },
  ]);
  const long = { path: "long.ts", text: `function f() {\n${lines(99)}}` };
  assert.equal(tooLong(functionExtents(long), 100), ["long.ts:1 has 101 lines, the most is 100"]);
});

test("quantiles, and tables that are not measured", () => {
  const extents = [3, 1, 2, 10].map((count) => ({ where: "", lines: count }));
  assert.is(quantile(extents, 0.5), 3);
  assert.is(quantile(extents, 0.9), 10);
  assert.is(quantile([], 0.5), 0);
  assert.ok(isTable({ path: "a.ts", text: "// @table of scattering factors\n" }));
  assert.not.ok(isTable({ path: "a.ts", text: "const a = 1; // @table\n" }));
});

test.run();
