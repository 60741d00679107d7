import fs from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { exportProblems, nameProblem } from "./fileNames.js";
import { projectRoot, sourceFiles } from "./sourceFiles.js";

const files = sourceFiles(["src", "kernel", "bench", "scripts", "test", "extension/src"], /\.(ts|mjs)$/);

test("every file and folder is named after what it holds", () => {
  assert.ok(files.length > 50);
  assert.equal(files.map((file) => nameProblem(file.path)).filter(Boolean), []);
});

/** The files from whose default export JupyterLab takes the parts of an extension, as its package.json names them. */
function extensionEntries(): string[] {
  const manifest = JSON.parse(fs.readFileSync(path.join(projectRoot, "extension", "package.json"), "utf8"));
  const compiled: unknown[] = [manifest.main, manifest.jupyterlab.mimeExtension];
  return compiled
    .filter((file) => typeof file === "string")
    .map((file) => file.replace(/^lib\//, "").replace(/\.js$/, ".ts"));
}

test("nothing is exported without a name, and there are no enums", () => {
  const entries = extensionEntries();
  assert.ok(entries.includes("extension/src/index.ts"));
  assert.equal(files.filter((file) => !entries.includes(file.path)).flatMap(exportProblems), []);
});

test("the check refuses names that say nothing", () => {
  for (const path of [
    "src/util.ts",
    "src/utils/a.ts",
    "src/core/arrayHelpers.ts",
    "kernel/sessionManager.ts",
    "src/common/x.ts",
    "src/misc.ts",
  ]) {
    assert.ok(nameProblem(path), path);
  }
  for (const path of ["src/core/Micrograph.ts", "src/core/micro_graph.ts", "src/core/2d.ts"])
    assert.ok(nameProblem(path), path);
  for (const path of [
    "src/core/micrograph.ts",
    "test/core/micrograph.test.ts",
    "src/ops/atoms/find.ts",
    "src/a/commonality.ts",
  ]) {
    assert.is(nameProblem(path), undefined);
  }
});

test("the check sees default exports and enums, but not in texts and comments", () => {
  const problems = (text: string) => exportProblems({ path: "a.ts", text }).length;
  assert.is(problems("export default function f() {}"), 1);
  assert.is(problems("export { a as default };"), 1);
  assert.is(problems("export enum A { B }\nconst enum C { D }"), 1);
  assert.is(problems('// export default a\nconst a = "enum A {";'), 0);
});

test.run();
