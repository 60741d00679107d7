import { parentPort, workerData } from "node:worker_threads";
import type { MainToServer, ServerStart, ServerToMain } from "../threadMessages.js";
import { LanguageThread } from "./languageThread.js";

const main = parentPort!;
const start = workerData as ServerStart;
const server = import("./kernelServer.js").then(async ({ KernelServer }) => {
  // Not before these modules: the front end waits for the first answer before it sends a cell to be checked.
  const language = new LanguageThread(start.language);
  const serving = await KernelServer.start(start, main, language);
  main.postMessage({ type: "serving" } satisfies ServerToMain);
  return serving;
});
// Subscribed at once: a message that comes before the sockets are bound waits for them.
main.on("message", async (message: MainToServer) => (await server).onMain(message));
server.catch((error: unknown) => {
  throw error;
});
