import { parentPort, workerData } from "node:worker_threads";
import type { MainToServer, ServerStart, ServerToMain } from "../threadMessages.js";
import { LanguageThread } from "./languageThread.js";

const main = parentPort!;
const start = workerData as ServerStart;
// Before anything else: the first cell waits longest for the compiler.
const language = new LanguageThread(start.language);
const server = import("./kernelServer.js").then(async ({ KernelServer }) => {
  const serving = await KernelServer.start(start, main, language);
  main.postMessage({ type: "serving" } satisfies ServerToMain);
  return serving;
});
// Subscribed at once: a message that comes before the sockets are bound waits for them.
main.on("message", async (message: MainToServer) => (await server).onMain(message));
server.catch((error: unknown) => {
  throw error;
});
