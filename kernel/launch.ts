import { parseArgs } from "node:util";
import { EmError } from "../src/core/error.js";
import { readConnection } from "./connectionFile.js";
import { type EngineName, engineFrom, engineNames } from "./engineName.js";
import { moduleUrl } from "./packedModules.js";
import { ServerThread } from "./serverThread.js";

const usage = `usage: node --no-force-async-hooks-checks dist/kernel/main.cjs CONNECTION_FILE [--engine ${engineNames.join("|")}]`;

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

/** Keeps signals until `startKernel` has its own way with them, and sends them again then. */
function holdSignals(): () => void {
  const held = new Set<NodeJS.Signals>();
  const hold = (signal: NodeJS.Signals) => void held.add(signal);
  const signals = ["SIGTERM", "SIGINT"] as const;
  for (const signal of signals) process.on(signal, hold);
  return () => {
    for (const signal of signals) process.off(signal, hold);
    for (const signal of held) process.emit(signal, signal);
  };
}

async function launch(): Promise<void> {
  const { path, engine } = commandLine();
  try {
    const folder = process.cwd();
    const releaseSignals = holdSignals();
    const server = new ServerThread(readConnection(path, { warn: say }), folder, engine);
    // On two cores, what is loaded here meanwhile would hold up the answer that the front end waits for first.
    await server.serving;
    const { startKernel } = (await import(moduleUrl("kernel/kernel.js").href)) as typeof import("./kernel.js");
    startKernel(server, folder, engine);
    releaseSignals();
  } catch (error) {
    say(error);
    process.exit(1);
  }
}

launch();
