import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { kernelEntry } from "../kernelspec/installKernelspec.mjs";

/**
 * Starts a kernel of its own as the kernelspec says, runs one cell, ends the kernel, and gives the text of the result. Rejects with what
 * the kernel printed when it ends early, or when it is silent for too long.
 * @param {string} code
 * @param {{ node?: string, entry?: string, patienceMs?: number }} [given]
 * @returns {Promise<string>}
 */
export async function runInKernel(code, { node = process.execPath, entry = kernelEntry(), patienceMs = 60_000 } = {}) {
  const { kernelspec } = await import(new URL("../../dist/kernel/kernelspec.js", import.meta.url).href);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "emlab-doctor-"));
  const connection = await writeConnection(folder);
  const { argv, env } = kernelspec(node, entry);
  const [program, ...args] = argv.map((/** @type {string} */ word) =>
    word === "{connection_file}" ? connection.file : word,
  );
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (data) => (errors += data));
  const ended = once(child, "exit").then(([exitCode, signal]) => {
    throw new Error(`it ended (${signal ?? `code ${exitCode}`}) before it answered.\n${errors.trim()}`);
  });
  ended.catch(() => {});
  const late = new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`it did not answer and end within ${patienceMs / 1000} s.\n${errors.trim()}`)),
      patienceMs,
    ).unref();
  });
  const client = await connect(connection);
  try {
    const answer = await Promise.race([ask(client, code), ended, late]);
    await Promise.race([ended.catch(() => {}), late]);
    return /** @type {string} */ (answer);
  } finally {
    client.shell.close();
    client.iopub.close();
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} folder
 * @returns {Promise<{ file: string, key: string, shell_port: number, iopub_port: number }>}
 */
async function writeConnection(folder) {
  const servers = Array.from({ length: 5 }, () => net.createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => /** @type {net.AddressInfo} */ (server.address()).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  const [shell_port = 0, iopub_port = 0, stdin_port, control_port, hb_port] = ports;
  const key = randomUUID();
  const own = { shell_port, iopub_port, stdin_port, control_port, hb_port, key };
  const file = path.join(folder, "connection.json");
  const content = { ...own, ip: "127.0.0.1", transport: "tcp", signature_scheme: "hmac-sha256" };
  fs.writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
  return { file, key, shell_port, iopub_port };
}

/**
 * The client's end of a kernel's sockets.
 * @param {{ key: string, shell_port: number, iopub_port: number }} connection
 */
async function connect({ key, shell_port, iopub_port }) {
  const zmq = await import("zeromq");
  const { Wire } = await import(new URL("../../dist/kernel/wire.js", import.meta.url).href);
  const shell = new zmq.Dealer({ linger: 0 });
  const iopub = new zmq.Subscriber({ linger: 0 });
  iopub.connect(`tcp://127.0.0.1:${iopub_port}`);
  iopub.subscribe();
  shell.connect(`tcp://127.0.0.1:${shell_port}`);
  return { wire: new Wire(key), shell, iopub };
}

/**
 * Sends the cell, waits for its result, and asks the kernel to end.
 * @param {Awaited<ReturnType<typeof connect>>} client
 * @param {string} code
 * @returns {Promise<string>}
 */
async function ask({ wire, shell, iopub }, code) {
  // What is published before the subscription has arrived is lost: the welcome says that it has.
  await first(iopub, wire, "iopub_welcome");
  await shell.send(wire.encode({ type: "execute_request", content: { code, silent: false } }));
  const [result, reply] = await Promise.all([
    first(iopub, wire, "execute_result", "error"),
    first(shell, wire, "execute_reply"),
  ]);
  await shell.send(wire.encode({ type: "shutdown_request", content: { restart: false } }));
  await first(shell, wire, "shutdown_reply");
  return result.content.data?.["text/plain"] ?? `${reply.content.ename}: ${reply.content.evalue}`;
}

/**
 * The first message of one of these types.
 * @param {AsyncIterable<Buffer[]>} socket
 * @param {{ decode(frames: Buffer[]): any }} wire
 * @param {...string} types
 */
async function first(socket, wire, ...types) {
  for await (const frames of socket) {
    const message = wire.decode(frames);
    if (message && types.includes(message.header.msg_type)) return message;
  }
  throw new Error("the socket was closed");
}
