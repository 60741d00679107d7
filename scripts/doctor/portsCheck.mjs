import { once } from "node:events";
import net from "node:net";

/** A kernel listens on this many ports of the machine itself. */
const needed = 5;
const loopback = "127.0.0.1";

/**
 * Listens on ports of this machine and connects to each, as Jupyter does: some firewalls and security programs forbid it.
 * @param {{ listen?: () => net.Server }} [given]
 * @returns {Promise<import("./runChecks.mjs").Finding>}
 */
export async function portsCheck({
  listen = () => net.createServer((socket) => socket.end("emlab")).listen(0, loopback),
} = {}) {
  /** @type {net.Server[]} */
  const servers = [];
  try {
    for (let i = 0; i < needed; i++) {
      const server = listen();
      servers.push(server);
      await once(server, "listening");
      await greeted(/** @type {net.AddressInfo} */ (server.address()).port);
    }
    return { state: "ok", what: `${needed} ports on ${loopback} can be listened on and connected to` };
  } catch (error) {
    return {
      state: "problem",
      what: `Programs of this machine cannot connect to each other on ${loopback}: ${/** @type {Error} */ (error).message}`,
      fix: "Allow node and python in the firewall or security program for connections within this machine.",
    };
  } finally {
    for (const server of servers) server.close();
  }
}

/** @param {number} port */
async function greeted(port) {
  const socket = net.connect(port, loopback);
  socket.setTimeout(5_000, () => socket.destroy(new Error(`no answer from port ${port} within 5 s`)));
  await once(socket, "data");
  socket.destroy();
}
