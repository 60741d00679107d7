import { parentPort, workerData } from "node:worker_threads";
import type { MainToServer, ServerStart } from "../threadMessages.js";
import { LanguageThread } from "./languageThread.js";

const main = parentPort!;
const start = workerData as ServerStart;
// First of all: the compiler takes longest to load. The sockets' modules load meanwhile.
const language = new LanguageThread(start.language);
const server = import("./kernelServer.js").then(({ KernelServer }) => KernelServer.start(start, main, language));
// Subscribed at once: a message that comes before the sockets are bound waits for them.
main.on("message", async (message: MainToServer) => (await server).onMain(message));
server.catch((error: unknown) => {
  throw error;
});
