import { parseArgs } from "node:util";
import { installKernelspec } from "./kernelspec.js";

const { values } = parseArgs({ options: { prefix: { type: "string" } }, strict: true });
if (!values.prefix) {
  process.stderr.write("usage: node dist/kernel/install.js --prefix FOLDER   (a Python virtual environment)\n");
  process.exit(2);
}
process.stdout.write(`${installKernelspec(values.prefix)}\n`);
