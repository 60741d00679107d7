import { parseArgs } from "node:util";
import { EmError } from "../src/core/error.js";
import { readConnection } from "./connectionFile.js";
import { type EngineName, engineFrom, engineNames } from "./engineName.js";
import { startKernel } from "./kernel.js";

const usage = `usage: node --no-force-async-hooks-checks dist/kernel/main.js CONNECTION_FILE [--engine ${engineNames.join("|")}]`;

/** What the command line says; ends the process with code 2 when it says something else. */
function commandLine(): { readonly path: string; readonly engine: EngineName } {
  try {
    const engine = { type: "string", default: engineNames[0] } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { engine } });
    const [path] = positionals;
    if (path !== undefined) return { path, engine: engineFrom(values.engine) };
  } catch (error) {
    say(error);
  }
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}

function say(error: unknown): void {
  const fix = error instanceof EmError ? `\n${error.fix}` : "";
  process.stderr.write(`emlab kernel: ${error instanceof Error ? error.message : String(error)}${fix}\n`);
}

const { path, engine } = commandLine();
try {
  startKernel(readConnection(path, { warn: say }), process.cwd(), engine);
} catch (error) {
  say(error);
  process.exit(1);
}
