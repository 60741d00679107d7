/**
 * What to run, by the command line of `npm test`: names of stages, and words that the paths of test files must hold.
 * @param {readonly string[]} known all stages
 * @param {readonly string[]} given
 * @returns {{ chosen: readonly string[], words: readonly string[], updatesNames: boolean }}
 */
export function chooseStages(known, given) {
  const updatesNames = given.includes("--update-names");
  const named = given.filter((word) => known.includes(word));
  const words = given.filter((word) => !known.includes(word) && !word.startsWith("--"));
  if (updatesNames) return { chosen: ["unit"], words: ["architecture/publicNames"], updatesNames };
  if (named.length > 0) return { chosen: named, words, updatesNames };
  // Words alone mean test files; a check of all files, or a coverage of a part, would say nothing then.
  const partial = known.filter((name) => !["lint", "types", "coverage"].includes(name));
  return { chosen: words.length > 0 ? partial : known, words, updatesNames };
}

/**
 * The counts as people and programs read them: "12 passed, 0 failed", and what was skipped where anything was.
 * @param {{ passed: number, failed: number, skipped: number }} counts
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
