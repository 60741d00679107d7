import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { setupProgress } from "../../scripts/setup/progress.mjs";
import { SetupError } from "../../scripts/setup/setupError.mjs";
import { setUp } from "../../scripts/setup.mjs";

const test = suite("setUp", { root: "" });
test.before.each((context) => {
  context.root = fs.mkdtempSync(path.join(os.tmpdir(), "emlab set up "));
});
test.after.each((context) => fs.rmSync(context.root, { recursive: true, force: true }));

const progress = setupProgress({ stream: { write: () => true } });
const freeMb = () => 10_000;

/**
 * Two steps that write files; the second fails while `broken` is set.
 * @param {{ keyOfFirst: string, broken: boolean }} state
 * @returns {import("../../scripts/setup/steps.mjs").SetupStep[]}
 */
function twoSteps(state) {
  /** @param {string} name */
  const made = (name) => (/** @type {string} */ root) =>
    fs.existsSync(path.join(root, name)) ? undefined : `${name} is missing`;
  return [
    {
      name: "one",
      title: "One",
      key: () => state.keyOfFirst,
      problem: made("a"),
      run: async (root) => fs.writeFileSync(path.join(root, "a"), ""),
    },
    {
      name: "two",
      title: "Two",
      key: () => "2",
      problem: made("b"),
      async run(root) {
        if (state.broken) throw new SetupError("two broke", "mend it");
        fs.writeFileSync(path.join(root, "b"), "");
      },
    },
  ];
}

test("runs all steps once, and none when nothing changed", async ({ root }) => {
  const steps = twoSteps({ keyOfFirst: "1", broken: false });
  assert.equal(await setUp({ root, steps, progress, freeMb }), ["one", "two"]);
  assert.equal(await setUp({ root, steps, progress, freeMb }), []);
});

test("goes on with the step that failed", async ({ root }) => {
  const state = { keyOfFirst: "1", broken: true };
  const steps = twoSteps(state);
  /** @type {unknown} */
  let error;
  await setUp({ root, steps, progress, freeMb }).catch((reason) => (error = reason));
  assert.match(String(error), "two broke");
  state.broken = false;
  assert.equal(await setUp({ root, steps, progress, freeMb }), ["two"]);
});

test("repeats a step whose key changed or whose product was deleted, and only that", async ({ root }) => {
  const state = { keyOfFirst: "1", broken: false };
  const steps = twoSteps(state);
  await setUp({ root, steps, progress, freeMb });
  state.keyOfFirst = "1 changed";
  assert.equal(await setUp({ root, steps, progress, freeMb }), ["one"]);
  fs.rmSync(path.join(root, "b"));
  assert.equal(await setUp({ root, steps, progress, freeMb }), ["two"]);
});

test("a tolerated failure does not keep the later steps from running, and is tried again", async ({ root }) => {
  const state = { keyOfFirst: "1", broken: true };
  const steps = [...twoSteps(state)].reverse();
  assert.equal(await setUp({ root, steps, progress, freeMb, tolerated: ["two"] }), ["one"]);
  state.broken = false;
  assert.equal(await setUp({ root, steps, progress, freeMb }), ["two"]);
});

test("two at once: the second waits, then finds nothing to do", async ({ root }) => {
  const steps = twoSteps({ keyOfFirst: "1", broken: false });
  const slow = {
    ...steps[0],
    run: async (/** @type {string} */ folder) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await steps[0]?.run(folder);
    },
  };
  const both = [/** @type {import("../../scripts/setup/steps.mjs").SetupStep} */ (slow)];
  const [first, second] = await Promise.all([
    setUp({ root, steps: both, progress, freeMb }),
    setUp({ root, steps: both, progress, freeMb }),
  ]);
  assert.equal([...first, ...second], ["one"]);
  assert.not.ok(fs.existsSync(path.join(root, ".setup", "lock")));
});

test("too little space is said before anything is downloaded", async ({ root }) => {
  const steps = twoSteps({ keyOfFirst: "1", broken: false });
  /** @type {unknown} */
  let error;
  await setUp({ root, steps, progress, freeMb: () => 300 }).catch((reason) => (error = reason));
  assert.match(String(error), "Only 300 MB are free");
  assert.not.ok(fs.existsSync(path.join(root, "a")));
});

test("a step that ends well but makes nothing is an error, not a stamp", async ({ root }) => {
  const step = { name: "one", title: "One", key: () => "1", problem: () => "a is missing", run: async () => {} };
  /** @type {unknown} */
  let error;
  await setUp({ root, steps: [step], progress, freeMb }).catch((reason) => (error = reason));
  assert.match(String(error), "a is missing although the step ended well");
});

test("a folder that may not be written is said with its name", async ({ root }) => {
  const file = path.join(root, "a-file");
  fs.writeFileSync(file, "");
  /** @type {unknown} */
  let error;
  await setUp({
    root: path.join(file, "below"),
    steps: twoSteps({ keyOfFirst: "1", broken: false }),
    progress,
    freeMb,
  }).catch((reason) => (error = reason));
  assert.match(String(error), "a-file");
});

test.run();
