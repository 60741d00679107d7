import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { SetupError } from "../setup/setupError.mjs";
import { setUpOrExit } from "../setup.mjs";
import { notebookUsage, readCommandLine } from "./commandLine.mjs";
import { readNotebook } from "./readNotebook.mjs";

/**
 * Runs the notebook that a command line names, and tells on the terminal what happens.
 * @param {readonly string[]} given
 * @param {{ folder: string, command: string }} where folder: that paths are seen from; command: as the user has typed it
 * @returns {Promise<number>} the exit code: 0 when every cell ran, 1 when one failed, 2 when the command line is wrong
 */
export async function runNotebook(given, { folder, command }) {
  const usage = notebookUsage(command);
  try {
    const asked = readCommandLine(given, folder, usage);
    if (asked !== "help") return (await execute(asked, folder)) ? 0 : 1;
    console.log(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`${error.message}\n${error.fix}`);
    return 2;
  }
}

/**
 * @param {import("./commandLine.mjs").NotebookRun} asked
 * @param {string} folder
 */
async function execute({ file, parameters, target }, folder) {
  const notebook = readNotebook(file);
  await setUpOrExit();
  // These use packages and the build, which the set-up has just made sure of.
  const { parameterValue } = await import("./parameterValue.mjs");
  const { withParameters } = await import("./withParameters.mjs");
  const { executeNotebook } = await import("./executeNotebook.mjs");
  const values = new Map([...parameters].map(([name, text]) => [name, parameterValue(text, folder)]));
  const prepared = withParameters(notebook, values);
  console.log(path.relative(folder, file) || file);
  for (const [name, value] of values) console.log(`  ${name} = ${JSON.stringify(value)}`);
  return executeNotebook(prepared, { file, target, onEvent: eventPrinter(folder) });
}

/**
 * @param {string} folder
 * @returns {(event: import("./executeNotebook.mjs").NotebookEvent) => void}
 */
function eventPrinter(folder) {
  let cells = 0;
  let isInterrupted = false;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, () => {
      isInterrupted = true;
    });
  }
  const plain = (/** @type {string} */ text) => (process.stderr.isTTY ? text : stripVTControlCharacters(text));
  return (event) => {
    if (event.event === "started") cells = event.cells;
    else if (event.event === "cell") console.log(`  cell ${event.cell} of ${cells}: ${event.seconds.toFixed(1)} s`);
    else if (event.event === "error") console.error(`  cell ${event.cell} of ${cells} failed:\n${plain(event.text)}`);
    else if (event.event === "failed") console.error(isInterrupted ? "  interrupted" : `  failed: ${event.text}`);
    else console.log(`  written: ${path.relative(folder, event.file)}`);
  };
}
