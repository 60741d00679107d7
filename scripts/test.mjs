import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./setup/project.mjs";
import { setUpOrExit } from "./setup.mjs";
import { chooseStages, summaryLine } from "./testing/chooseStages.mjs";
import { stages, sumOf } from "./testing/stages.mjs";

// npm test [-- stage ...] [-- word ...]: sets up, runs the stages (all, or those named), ends with "N passed, N failed".
const { chosen, words, updatesNames } = chooseStages(
  stages.map((stage) => stage.name),
  process.argv.slice(2),
);
if (updatesNames) process.env.EMLAB_UPDATE_NAMES = "1";

// What tests run is not what the user has typed.
process.env.EMLAB_HISTORY = "off";

// Type errors fail the stage that looks for them; the tests run all the same on what the compiler made.
await setUpOrExit({ tolerated: ["build", "extension"] });
const coverageFolder = path.join(projectRoot, ".artifacts", "v8");
fs.rmSync(coverageFolder, { recursive: true, force: true });

const counts = [];
for (const stage of stages.filter(({ name }) => chosen.includes(name))) {
  const startedAt = Date.now();
  console.log(`\n${stage.title}`);
  const count = await runStage(stage);
  counts.push(count);
  console.log(`  ${summaryLine(count)} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}
const sum = sumOf(counts);
console.log(`\n${summaryLine(sum)}`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;

/**
 * A stage that throws, or that has nothing to run, counts as failed; the later ones still run.
 * @param {import("./testing/stages.mjs").Stage} stage
 */
async function runStage(stage) {
  try {
    const count = await stage.run({ words, coverageFolder });
    if (words.length > 0 || count.passed + count.failed + count.skipped > 0) return count;
    console.error("  nothing was found to run");
    return { passed: 0, failed: 1, skipped: 0 };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
