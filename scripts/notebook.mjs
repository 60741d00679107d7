import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { readCommandLine, usage } from "./notebook/commandLine.mjs";
import { readNotebook } from "./notebook/readNotebook.mjs";
import { SetupError } from "./setup/setupError.mjs";
import { setUpOrExit } from "./setup.mjs";

/** npm runs scripts in the project's folder; the one that the command was typed in is in INIT_CWD. */
const typedIn = process.env.INIT_CWD ?? process.cwd();

let isInterrupted = false;
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.once(signal, () => {
    isInterrupted = true;
  });
}

/** @returns {Promise<boolean>} */
async function main() {
  const command = readCommandLine(process.argv.slice(2), typedIn);
  if (command === "help") {
    console.log(usage);
    return true;
  }
  const notebook = readNotebook(command.file);
  await setUpOrExit();
  // These use packages and the build, which the set-up has just made sure of.
  const { parameterValue } = await import("./notebook/parameterValue.mjs");
  const { withParameters } = await import("./notebook/withParameters.mjs");
  const { executeNotebook } = await import("./notebook/executeNotebook.mjs");
  const values = new Map([...command.parameters].map(([name, text]) => [name, parameterValue(text, typedIn)]));
  const prepared = withParameters(notebook, values);
  console.log(path.relative(typedIn, command.file) || command.file);
  for (const [name, value] of values) console.log(`  ${name} = ${JSON.stringify(value)}`);
  return executeNotebook(prepared, { file: command.file, outFolder: command.outFolder, onEvent: eventPrinter() });
}

/** @returns {(event: import("./notebook/executeNotebook.mjs").NotebookEvent) => void} */
function eventPrinter() {
  let cells = 0;
  const plain = (/** @type {string} */ text) => (process.stderr.isTTY ? text : stripVTControlCharacters(text));
  return (event) => {
    if (event.event === "started") cells = event.cells;
    else if (event.event === "cell") console.log(`  cell ${event.cell} of ${cells}: ${event.seconds.toFixed(1)} s`);
    else if (event.event === "error") console.error(`  cell ${event.cell} of ${cells} failed:\n${plain(event.text)}`);
    else if (event.event === "failed") console.error(isInterrupted ? "  interrupted" : `  failed: ${event.text}`);
    else console.log(`  written: ${path.relative(typedIn, event.file)}`);
  };
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`${error.message}\n${error.fix}`);
  process.exitCode = 2;
}
