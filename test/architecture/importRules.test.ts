import fs from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  allowedImports,
  forbiddenImports,
  importCycles,
  importsOutOfTiltMaths,
  impurities,
  localImports,
  roomOf,
} from "./importRules.js";
import { projectRoot, sourceFiles } from "./sourceFiles.js";

const sources = sourceFiles(["src", "kernel", "extension/src"], /\.ts$/).filter(
  (file) => !file.path.startsWith("src/numeric/assembly/"),
);
const imports = sources.flatMap(localImports);
const sample = (file: string, text: string) => localImports({ path: file, text });

test("every import goes in an allowed direction", () => {
  assert.ok(imports.length > 20);
  assert.equal(forbiddenImports(imports), []);
});

test("no imports go round in a circle", () => {
  assert.equal(importCycles(imports), []);
});

test("every room that exists has its rule", () => {
  for (const { path: file } of sources) assert.ok(roomOf(file) in allowedImports, `${file} is in no known room`);
});

test("every imported file exists", () => {
  for (const { from, to } of imports) assert.ok(fs.existsSync(path.join(projectRoot, to)), `${from} imports ${to}`);
});

test("operations are pure, and nothing draws unseeded random numbers", () => {
  const pure = sources.filter(({ path: file }) => roomOf(file) === "ops");
  assert.equal(pure.flatMap(impurities), []);
  const random = sources.filter(({ path: file, text }) => roomOf(file) !== "kernel" && /\bMath\.random\(/.test(text));
  assert.equal(
    random.map(({ path: file }) => file),
    [],
  );
});

test("what runs in the browser needs nothing of Node", () => {
  const inBrowser = new Set(sources.map(({ path: file }) => file).filter((file) => roomOf(file) === "extension"));
  // A set is walked with what is added meanwhile: imports of imports too.
  for (const file of inBrowser) for (const { from, to } of imports) if (from === file) inBrowser.add(to);
  assert.ok(inBrowser.has("src/display/scaleBar.ts"));
  const ofNode = sources.filter(({ path: file, text }) => inBrowser.has(file) && /from "node:|\bBuffer\b/.test(text));
  assert.equal(
    ofNode.map(({ path: file }) => file),
    [],
  );
});

test("the check sees imports of values, of types, by import(), by URL and re-exports", () => {
  for (const text of [
    'import { a } from "../em/a.js";',
    'import type { A } from "../em/a.js";',
    'export * from "../em/a.js";',
    'const a = await import("../em/a.js");',
    'let a: import("../em/a.js").A;',
    'new Worker(new URL("../em/a.js", import.meta.url));',
  ]) {
    assert.equal(sample("src/core/b.ts", text), [{ from: "src/core/b.ts", to: "src/em/a.ts" }], text);
    assert.match(forbiddenImports(sample("src/core/b.ts", text))[0] ?? "", "src/core/b.ts imports src/em/a.ts");
  }
});

test("the check does not take an example in a comment for an import", () => {
  const text = '/**\n * new URL("../em/a.js", import.meta.url)\n */\n// let a: import("../em/a.js").A;\nconst b = 1;';
  assert.equal(sample("src/core/b.ts", text), []);
});

test("the front end shares the messages with the kernel's half of widgets, and how things look with still pictures", () => {
  const from = (file: string, to: string) => forbiddenImports(sample(file, `import type { A } from "${to}";`)).length;
  assert.is(from("extension/src/widgets/image/view.ts", "../../../../src/messages/imageState.js"), 0);
  assert.is(from("extension/src/widgets/image/view.ts", "../../../../src/widgets/widgetModel.js"), 1);
  assert.is(from("extension/src/canvas/scaleBarLayer.ts", "../../../src/display/scaleBar.js"), 0);
  assert.is(from("extension/src/canvas/scaleBarLayer.ts", "../../../src/core/units.js"), 1);
  assert.is(from("src/messages/imageState.ts", "../core/image.js"), 1);
  assert.is(from("src/widgets/widgetModel.ts", "../../extension/src/index.js"), 1);
});

test("the front end may import the maths of tilts, and no other operation", () => {
  const from = (to: string) =>
    forbiddenImports(sample("extension/src/widgets/tiltMap/view.ts", `import { a } from "${to}";`)).length;
  assert.is(from("../../../../src/ops/carto/tilt.js"), 0);
  assert.is(from("../../../../src/core/vector3.js"), 0);
  assert.is(from("../../../../src/ops/crystal/cell.js"), 1);
  assert.is(from("../../../../src/ops/atoms/findAtoms.js"), 1);
  assert.is(from("../../../../src/core/image.js"), 1);
});

test("the maths of tilts reaches nothing that browsers do not have", () => {
  assert.equal(importsOutOfTiltMaths(imports), []);
  assert.is(importsOutOfTiltMaths(sample("src/ops/carto/a.ts", 'import "../../numeric/fft.js";')).length, 1);
  assert.is(importsOutOfTiltMaths(sample("src/ops/crystal/a.ts", 'import "../../core/random.js";')).length, 1);
  assert.is(importsOutOfTiltMaths(sample("src/ops/carto/a.ts", 'import "../crystal/cell.js";')).length, 0);
  assert.is(importsOutOfTiltMaths(sample("src/ops/carto/a.ts", 'import type { A } from "../atoms/a.js";')).length, 1);
});

test("the check allows what the table allows, and one bootstrap of the kernel", () => {
  assert.equal(forbiddenImports(sample("src/ops/atoms/find.ts", 'import "../../numeric/fft.js"; import "uvu";')), []);
  const first = sample("kernel/bootstrap.ts", 'import "../src/em/index.js";');
  assert.equal(forbiddenImports(first), []);
  assert.is(forbiddenImports([...first, ...sample("kernel/other.ts", 'import "../src/em/index.js";')]).length, 1);
  assert.is(forbiddenImports(sample("kernel/wire.ts", 'import "../src/io/npy.js";')).length, 1);
});

test("the check sees a circle, also one of types alone", () => {
  const circle = [
    ...sample("src/core/a.ts", 'import type { B } from "./b.js";'),
    ...sample("src/core/b.ts", 'import { c } from "./c.js";'),
    ...sample("src/core/c.ts", 'import { a } from "./a.js";'),
  ];
  assert.equal(importCycles(circle), [["src/core/a.ts", "src/core/b.ts", "src/core/c.ts"]]);
  assert.equal(importCycles(circle.slice(0, 2)), []);
});

test("the check sees a clock or a file in an operation, but not in its comments", () => {
  const impure = 'import fs from "node:fs"; const t = performance.now(); // Math.random';
  assert.is(impurities({ path: "src/ops/a.ts", text: impure }).length, 2);
});

test.run();
