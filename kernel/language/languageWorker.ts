import { parentPort, workerData } from "node:worker_threads";
import { serveCalls } from "../rpc.js";
import type { LanguageCalls, LanguageStart } from "../threadMessages.js";
import { loadBundledCompiler } from "./bundledCompiler.js";

const main = parentPort!;
const { server, folder, emDeclarations } = workerData as LanguageStart;

// The ports are listened to at once; the compiler loads meanwhile, and calls wait for it.
const calls = load();
const methods = calls as Promise<LanguageCalls & Record<string, (...args: never[]) => unknown>>;
serveCalls(server, methods);
serveCalls(main, methods);
main.on("message", (message: { readonly stop?: boolean }) => {
  if (!message.stop) return;
  server.close();
  main.close();
});

async function load(): Promise<LanguageCalls> {
  const bundled = loadBundledCompiler();
  const { languageCalls } = await import("./language.js");
  const loaded = languageCalls(folder, emDeclarations);
  bundled?.keepCode();
  return loaded;
}
