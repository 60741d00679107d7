import { EmError } from "../src/core/error.js";
import { readConnection } from "./connectionFile.js";
import { startKernel } from "./kernel.js";

const path = process.argv[2];
if (!path) {
  process.stderr.write("usage: node --no-force-async-hooks-checks dist/kernel/main.js CONNECTION_FILE\n");
  process.exit(2);
}
try {
  const warn = (sentence: string) => process.stderr.write(`emlab kernel: ${sentence}\n`);
  startKernel(readConnection(path, { warn }), process.cwd());
} catch (error) {
  const fix = error instanceof EmError ? `\n${error.fix}` : "";
  process.stderr.write(`emlab kernel: ${error instanceof Error ? error.message : String(error)}${fix}\n`);
  process.exit(1);
}
