import { fileURLToPath } from "node:url";
import type { EngineName } from "../../../kernel/engineName.js";
import { kernelspec } from "../../../kernel/kernelspec.js";
import { KernelClient } from "../kernelClient.js";

const entry = fileURLToPath(new URL("../../../kernel/main.cjs", import.meta.url));

/** Starts a kernel with an engine, as its kernelspec does. */
export function startEngine(engine: EngineName, cwd?: string): Promise<KernelClient> {
  const argv = kernelspec(process.execPath, entry, { engine })["argv"] as readonly string[];
  return KernelClient.start({ argv, ...(cwd === undefined ? {} : { cwd }) });
}
