import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../setup/project.mjs";
import { SetupError } from "../setup/setupError.mjs";
import { didYouMean } from "./didYouMean.mjs";
import { doctor } from "./doctor.mjs";
import { install } from "./install.mjs";
import { run } from "./run.mjs";
import { uninstall } from "./uninstall.mjs";

/**
 * One word after `emlab`.
 * @typedef {object} Command
 * @property {string} name
 * @property {string} summary one line of the overview
 * @property {string} usage
 * @property {(given: readonly string[], where: Where) => Promise<number>} run gives the exit code; throws SetupError for what the user can mend
 *
 * folder: that paths are seen from; say: prints a line
 * @typedef {{ folder: string, say: (line: string) => void }} Where
 */

/** @type {readonly Command[]} */
const commands = [install, uninstall, run, doctor];

const overview = `emlab COMMAND [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`).join("\n")}

  emlab COMMAND --help   says more; emlab --version prints the version`;

/**
 * Runs `emlab WORD …`.
 * @param {readonly string[]} given
 * @param {Where} where
 * @returns {Promise<number>} the exit code
 */
export async function runCommandLine(given, where) {
  const [word, ...rest] = given;
  if (word === undefined || ["-h", "--help", "help"].includes(word)) {
    const asked = commands.find(({ name }) => name === rest[0]);
    where.say(asked?.usage ?? overview);
    return 0;
  }
  if (["-v", "-V", "--version", "version"].includes(word)) {
    where.say(`emlab ${JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8")).version}`);
    return 0;
  }
  const command = commands.find(({ name }) => name === word);
  if (!command) {
    const near = await didYouMean(
      word,
      commands.map(({ name }) => name),
    );
    throw new SetupError(`"emlab ${word}" is not known.${near}`, overview);
  }
  if (rest.includes("-h") || rest.includes("--help")) {
    where.say(command.usage);
    return 0;
  }
  return command.run(rest, where);
}
