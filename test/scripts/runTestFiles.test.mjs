import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { projectRoot } from "../../scripts/setup/project.mjs";
import { chooseStages, summaryLine } from "../../scripts/testing/chooseStages.mjs";
import { runTestFiles } from "../../scripts/testing/runTestFiles.mjs";

const test = suite("runTestFiles", { folder: "" });
test.before((context) => {
  // Inside the project, so that the samples find uvu.
  fs.mkdirSync(path.join(projectRoot, ".artifacts"), { recursive: true });
  context.folder = fs.mkdtempSync(path.join(projectRoot, ".artifacts", "samples-"));
});
test.after((context) => fs.rmSync(context.folder, { recursive: true, force: true }));

const head = 'import { suite, test } from "uvu"; import * as assert from "uvu/assert";\n';

/**
 * @param {string} folder
 * @param {string} text
 * @param {number} [timeoutS]
 */
async function run(folder, text, timeoutS = 60) {
  const file = path.join(folder, "sample.mjs");
  fs.writeFileSync(file, head + text);
  /** @type {string[]} */
  const lines = [];
  const counts = await runTestFiles([{ name: "sample", file }], { timeoutS, print: (line) => lines.push(line) });
  return { counts, text: lines.join("\n") };
}

test("counts what passes, fails and is skipped", async ({ folder }) => {
  const sample =
    'test("a", () => {}); test("b", () => assert.is(1, 2)); test.skip("c", () => {}); test.run(); const s = suite("s"); s("d", () => {}); s.run();';
  const { counts, text } = await run(folder, sample);
  assert.equal(counts, { passed: 2, failed: 1, skipped: 1 });
  assert.match(text, "FAIL  sample");
  assert.match(text, '"b"');
});

test("a message about skipping is shown, other output of a file that passes is not", async ({ folder }) => {
  const { text } = await run(
    folder,
    'console.log("skipped: no data"); console.log("chatter"); test("a", () => {}); test.run();',
  );
  assert.match(text, "skipped: no data");
  assert.not.match(text, "chatter");
});

test("a file without test.run(), one that throws, one that ends early: each has failed", async ({ folder }) => {
  for (const [sample, message] of [
    ['test("a", () => {});', "registers no test"],
    ['throw new Error("at load");', "at load"],
    ['test("a", () => process.exit(0)); test.run();', "ended before its tests did"],
    ['test("a", () => new Promise(() => {})); test.run();', "ended before its tests did"],
    ['test("a", () => { setTimeout(() => { throw new Error("later"); }, 50); }); test.run();', "later"],
    ['test.before(() => { throw new Error("hook"); }); test("a", () => {}); test.run();', "1 tests did not run"],
  ]) {
    const { counts, text } = await run(folder, /** @type {string} */ (sample));
    assert.is(counts.failed, 1, sample);
    assert.match(text, /** @type {string} */ (message), sample);
  }
});

test("a file that hangs is ended", async ({ folder }) => {
  const { counts, text } = await run(
    folder,
    'test("a", () => new Promise((resolve) => setTimeout(resolve, 60_000))); test.run();',
    1,
  );
  assert.equal(counts, { passed: 0, failed: 1, skipped: 0 });
  assert.match(text, "was ended after 1 s");
});

test("stages are chosen by name, test files by words", () => {
  const known = ["lint", "types", "unit", "kernel", "coverage"];
  assert.equal(chooseStages(known, []), { chosen: known, words: [], updatesNames: false });
  assert.equal(chooseStages(known, ["unit", "lint"]).chosen, ["unit", "lint"]);
  assert.equal(chooseStages(known, ["core/units"]), {
    chosen: ["unit", "kernel"],
    words: ["core/units"],
    updatesNames: false,
  });
  assert.equal(chooseStages(known, ["unit", "units"]), { chosen: ["unit"], words: ["units"], updatesNames: false });
  assert.equal(chooseStages(known, ["--update-names"]).words, ["architecture/publicNames"]);
});

test("the last line names skipped tests only where there are any", () => {
  assert.is(summaryLine({ passed: 12, failed: 0, skipped: 0 }), "12 passed, 0 failed");
  assert.is(summaryLine({ passed: 12, failed: 1, skipped: 2 }), "12 passed, 1 failed, 2 skipped");
});

test.run();
