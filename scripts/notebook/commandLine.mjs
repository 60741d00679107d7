import path from "node:path";
import { SetupError } from "../setup/setupError.mjs";

/**
 * What to run. target: the path of the executed notebook without its ending.
 * @typedef {{ file: string, parameters: Map<string, string>, target: string }} NotebookRun
 */

/**
 * @param {string} command as the user has typed it
 */
export function notebookUsage(command) {
  return `${command} FILE.ipynb [-p name=value ...] [-o OUT]

  -p name=value   sets a variable of the cell tagged "parameters"; may be given several times.
                  Numbers, true, false and JSON ([1, 2], {"a": 1}, "text") are taken as such, all else as text.
                  A text that names a file, seen from the folder you are in, becomes its full path.
  -o, --out OUT   the executed notebook, OUT.ipynb, or a folder for it; an HTML page is written beside it
                  (default: FILE.executed.ipynb and FILE.executed.html beside FILE.ipynb)`;
}

/**
 * Reads the command line that runs a notebook.
 * @param {readonly string[]} given
 * @param {string} folder that paths on the command line are seen from
 * @param {string} usage
 * @returns {NotebookRun | "help"}
 */
export function readCommandLine(given, folder, usage) {
  /** @type {string[]} */
  const files = [];
  /** @type {Map<string, string>} */
  const parameters = new Map();
  let out = /** @type {string | undefined} */ (undefined);
  const rest = [...given];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "-h" || word === "--help") return "help";
    else if (word === "-p" || word === "--parameter")
      addParameter(parameters, neededValue("-p", rest.shift(), usage), usage);
    else if (word === "-o" || word === "--out") out = neededValue(word, rest.shift(), usage);
    else if (word.startsWith("--out=")) out = neededValue("--out", word.slice("--out=".length), usage);
    else if (word.startsWith("-")) throw new SetupError(`"${word}" is not known.`, usage);
    else files.push(word);
  }
  const [file, ...others] = files;
  if (!file) throw new SetupError("No notebook was given.", usage);
  if (others.length > 0)
    throw new SetupError(`One notebook at a time, please; there are ${files.length}: ${files.join(", ")}.`, usage);
  const full = path.resolve(folder, file);
  return { file: full, parameters, target: targetOf(full, out === undefined ? undefined : path.resolve(folder, out)) };
}

/**
 * Where the executed notebook goes, without its ending.
 * @param {string} file
 * @param {string | undefined} out a folder, or a path that ends in .ipynb
 */
function targetOf(file, out) {
  if (out === undefined || !/\.ipynb$/i.test(out)) {
    return path.join(out ?? path.dirname(file), `${path.basename(file, ".ipynb")}.executed`);
  }
  if (out !== file) return out.slice(0, -".ipynb".length);
  throw new SetupError(
    `-o names the notebook itself: ${file} would be written over.`,
    "Give another name; without -o it is NAME.executed.ipynb.",
  );
}

/**
 * @param {Map<string, string>} parameters
 * @param {string} word
 * @param {string} usage
 */
function addParameter(parameters, word, usage) {
  const match = /^([A-Za-z_$][\w$]*)=(.*)$/s.exec(word);
  if (!match) throw new SetupError(`"-p ${word}" is not of the form -p name=value.`, usage);
  parameters.set(/** @type {string} */ (match[1]), /** @type {string} */ (match[2]));
}

/**
 * @param {string} flag
 * @param {string | undefined} value
 * @param {string} usage
 */
function neededValue(flag, value, usage) {
  if (value) return value;
  throw new SetupError(`${flag} needs a value.`, usage);
}
