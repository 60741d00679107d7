import { checks } from "../doctor/checks.mjs";
import { findingLines, runChecks } from "../doctor/runChecks.mjs";
import { readOptions } from "./commandOptions.mjs";

const usage = `emlab doctor

Looks at everything that the kernel needs and says what is wrong and how to mend it. It changes nothing.
It ends with code 0 when there is no problem, otherwise with 1.`;

/** @type {import("./commands.mjs").Command} */
export const doctor = {
  name: "doctor",
  summary: "checks that everything is in its place, and says how to mend what is not",
  usage,
  async run(given, { say }) {
    await readOptions(given, {}, usage);
    const findings = await runChecks(checks, (finding) => {
      for (const line of findingLines(finding)) say(line);
    });
    const problems = findings.filter(({ state }) => state === "problem").length;
    say(problems === 0 ? "\nNo problem was found." : `\n${problems} ${problems === 1 ? "problem" : "problems"} found.`);
    return problems === 0 ? 0 : 1;
  },
};
