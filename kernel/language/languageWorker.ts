import { parentPort, workerData } from "node:worker_threads";
import { languageHalves } from "../engines/languageHalves.js";
import { serveCalls } from "../rpc.js";
import type { LanguageCalls, LanguageStart } from "../threadMessages.js";

const server = parentPort!;
const start = workerData as LanguageStart;

// The port is listened to at once; the compiler loads meanwhile, and calls wait for it.
const calls = load();
serveCalls(server, calls as Promise<LanguageCalls & Record<string, (...args: never[]) => unknown>>);

async function load(): Promise<LanguageCalls> {
  const languageHalf = await languageHalves[start.engine]();
  const loaded = languageHalf(start);
  server.postMessage({ ready: true });
  return loaded;
}
