import { projectRoot } from "../setup/project.mjs";
import { readStamp } from "../setup/stamps.mjs";
import { kernelSteps } from "../setup/steps.mjs";

/**
 * The npm packages and the build: there, complete, and made from the sources as they are now.
 * @param {{ root?: string, steps?: readonly import("../setup/steps.mjs").SetupStep[] }} [given]
 * @returns {import("./runChecks.mjs").Finding[]}
 */
export function installationCheck({ root = projectRoot, steps = kernelSteps } = {}) {
  const fix = `npm start in ${root} (it sets up what is missing), or without JupyterLab: node scripts/setup.mjs`;
  return steps.map((step) => {
    const problem = step.problem(root);
    if (problem) return { state: "problem", what: `${step.title}: ${problem}`, fix };
    if (readStamp(root, step.name) === step.key(root)) return { state: "ok", what: `${step.title} in ${root}` };
    return { state: "note", what: `${step.title}: older than the sources in ${root}`, fix };
  });
}
