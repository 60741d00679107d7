import { parentPort, workerData } from "node:worker_threads";
import type { MainToServer, ServerStart } from "../threadMessages.js";
import { KernelServer } from "./kernelServer.js";

const main = parentPort!;
const server = KernelServer.start(workerData as ServerStart, main);
// Subscribed at once: a message that comes before the sockets are bound waits for them.
main.on("message", async (message: MainToServer) => (await server).onMain(message));
server.catch((error: unknown) => {
  throw error;
});
