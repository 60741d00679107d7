import { parentPort, workerData } from "node:worker_threads";
import { serveCalls } from "../rpc.js";
import type { LanguageCalls, LanguageStart } from "../threadMessages.js";
import { loadBundledCompiler } from "./bundledCompiler.js";

const server = parentPort!;
const { folder, emDeclarations } = workerData as LanguageStart;

// The port is listened to at once; the compiler loads meanwhile, and calls wait for it.
const calls = load();
serveCalls(server, calls as Promise<LanguageCalls & Record<string, (...args: never[]) => unknown>>);

async function load(): Promise<LanguageCalls> {
  const bundled = loadBundledCompiler();
  const { languageCalls } = await import("./language.js");
  const loaded = languageCalls(folder, emDeclarations);
  server.postMessage({ ready: true });
  bundled?.keepCode();
  return loaded;
}
