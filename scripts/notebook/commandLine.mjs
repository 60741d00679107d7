import path from "node:path";
import { SetupError } from "../setup/setupError.mjs";

export const usage = `npm run notebook -- FILE.ipynb [-p name=value ...] [--out DIR]

  -p name=value   sets a variable of the cell tagged "parameters"; may be given several times.
                  Numbers, true, false and JSON ([1, 2], {"a": 1}, "text") are taken as such, all else as text.
                  A text that names a file, seen from the folder you are in, becomes its full path.
  --out DIR       where FILE.executed.ipynb and FILE.executed.html are written (default: beside FILE.ipynb)`;

/**
 * Reads the command line of \`npm run notebook\`.
 * @param {readonly string[]} given
 * @param {string} folder that paths on the command line are seen from
 * @returns {{ file: string, parameters: Map<string, string>, outFolder: string } | "help"}
 */
export function readCommandLine(given, folder) {
  /** @type {string[]} */
  const files = [];
  /** @type {Map<string, string>} */
  const parameters = new Map();
  let out = /** @type {string | undefined} */ (undefined);
  const rest = [...given];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "-h" || word === "--help") return "help";
    else if (word === "-p" || word === "--parameter") addParameter(parameters, rest.shift());
    else if (word === "--out") out = neededValue(word, rest.shift());
    else if (word.startsWith("--out=")) out = neededValue("--out", word.slice("--out=".length));
    else if (word.startsWith("-")) throw new SetupError(`"${word}" is not known.`, usage);
    else files.push(word);
  }
  const [file, ...others] = files;
  if (!file) throw new SetupError("No notebook was given.", usage);
  if (others.length > 0)
    throw new SetupError(`One notebook at a time, please; there are ${files.length}: ${files.join(", ")}.`, usage);
  const full = path.resolve(folder, file);
  return { file: full, parameters, outFolder: out === undefined ? path.dirname(full) : path.resolve(folder, out) };
}

/**
 * @param {Map<string, string>} parameters
 * @param {string | undefined} word
 */
function addParameter(parameters, word) {
  const match = /^([A-Za-z_$][\w$]*)=(.*)$/s.exec(neededValue("-p", word));
  if (!match) throw new SetupError(`"-p ${word}" is not of the form -p name=value.`, usage);
  parameters.set(/** @type {string} */ (match[1]), /** @type {string} */ (match[2]));
}

/**
 * @param {string} flag
 * @param {string | undefined} value
 */
function neededValue(flag, value) {
  if (value) return value;
  throw new SetupError(`${flag} needs a value.`, usage);
}
