import { readConnection } from "./connection.js";
import { startKernel } from "./kernel.js";

const path = process.argv[2];
if (!path) {
  process.stderr.write("usage: node --no-force-async-hooks-checks dist/kernel/main.js CONNECTION_FILE\n");
  process.exit(2);
}
try {
  startKernel(readConnection(path), process.cwd());
} catch (error) {
  process.stderr.write(`emlab kernel: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
