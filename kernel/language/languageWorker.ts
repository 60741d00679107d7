import { parentPort, workerData } from "node:worker_threads";
import { serveCalls } from "../rpc.js";
import type { LanguageCalls, LanguageStart } from "../threadMessages.js";

const main = parentPort!;
const { server, folder, emDeclarations } = workerData as LanguageStart;

// The ports are listened to at once; the compiler loads meanwhile, and calls wait for it.
const calls = import("./language.js").then(({ languageCalls }) => languageCalls(folder, emDeclarations));
const methods = calls as Promise<LanguageCalls & Record<string, (...args: never[]) => unknown>>;
serveCalls(server, methods);
serveCalls(main, methods);
main.on("message", (message: { readonly stop?: boolean }) => {
  if (!message.stop) return;
  server.close();
  main.close();
});
