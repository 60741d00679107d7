import { SetupError } from "../setup/setupError.mjs";

/**
 * What a check has found. note: something to know that keeps nothing from working. fix: what to do.
 * @typedef {{ state: "ok" | "note" | "problem", what: string, fix?: string | undefined }} Finding
 * @typedef {() => Finding | Finding[] | Promise<Finding | Finding[]>} Check
 */

/**
 * Runs checks one after the other; one that throws has found a problem.
 * @param {readonly Check[]} checks
 * @param {(finding: Finding) => void} [tell] at once, since the last ones take seconds
 * @returns {Promise<Finding[]>}
 */
export async function runChecks(checks, tell = () => {}) {
  const all = [];
  for (const check of checks) {
    for (const finding of await outcomeOf(check)) {
      tell(finding);
      all.push(finding);
    }
  }
  return all;
}

/**
 * @param {Check} check
 * @returns {Promise<Finding[]>}
 */
async function outcomeOf(check) {
  try {
    const found = await check();
    return Array.isArray(found) ? found : [found];
  } catch (error) {
    if (error instanceof SetupError) return [{ state: "problem", what: error.message, fix: error.fix }];
    return [{ state: "problem", what: error instanceof Error ? error.message : String(error) }];
  }
}

/**
 * A finding as lines for the terminal: the fix below it, indented.
 * @param {Finding} finding
 * @returns {string[]}
 */
export function findingLines({ state, what, fix }) {
  const [first = "", ...rest] = what.split("\n");
  const more = [
    ...rest,
    ...(fix ?? "")
      .split("\n")
      .filter(Boolean)
      .map((line, i) => (i === 0 ? `fix: ${line}` : `     ${line}`)),
  ];
  return [`${state.padEnd(9)}${first}`, ...more.map((line) => `${" ".repeat(9)}${line}`)];
}
