import { parentPort, workerData } from "node:worker_threads";
import type { MainToServer, ServerStart, ServerToMain } from "../threadMessages.js";
import { LanguageThread } from "./languageThread.js";
import { warmUpWire } from "./warmUpWire.js";

/** A front end that waits has asked and been answered so long after the sockets are bound (ms). */
const firstAnswerMs = 12;
/** When the compiler is loading and no cell can have come this far (ms). */
const warmUpMs = 35;

const main = parentPort!;
const start = workerData as ServerStart;
// Before anything else: the first cell waits longest for the compiler.
const language = new LanguageThread(start.language);
const server = import("./kernelServer.js").then(async ({ KernelServer }) => {
  const serving = await KernelServer.start(start, main, language);
  // The first answer goes out before the main thread loads: three threads at once on two cores hold one another up.
  setTimeout(() => main.postMessage({ type: "serving" } satisfies ServerToMain), firstAnswerMs);
  setTimeout(() => warmUpWire(), warmUpMs).unref();
  return serving;
});
// Subscribed at once: a message that comes before the sockets are bound waits for them.
main.on("message", async (message: MainToServer) => (await server).onMain(message));
server.catch((error: unknown) => {
  throw error;
});
