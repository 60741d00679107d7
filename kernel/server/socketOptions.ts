import { chmod } from "node:fs/promises";
import * as zmq from "zeromq";
import { type Connection, channelNames, endpoint } from "../connection.js";

/** A frame larger than this ends the connection that sent it, before it is read (bytes). */
const largestFrameBytes = 256 * 1024 * 1024;
/** How long a closing socket may still send what it holds (ms). */
const lingerMs = 1000;

/** The options that all five sockets of a kernel have: limits, and encryption where the connection file has keys. */
export function socketOptions({ curve, ip }: Connection): zmq.SocketOptions<zmq.Router> {
  const options = { maxMessageSize: largestFrameBytes, linger: lingerMs, ipv6: ip.includes(":") };
  if (!curve) return options;
  if (!zmq.capability.curve)
    throw new Error("the connection file has CURVE keys, but this build of ZeroMQ cannot encrypt");
  return { ...options, curveServer: true, curvePublicKey: curve.publicKey, curveSecretKey: curve.secretKey };
}

/** Closes the socket files of an ipc connection to other users: what a kernel publishes can be read without its key. */
export async function protectSocketFiles(connection: Connection): Promise<void> {
  if (connection.transport !== "ipc" || process.platform === "win32") return;
  const files = channelNames.map((channel) => endpoint(connection, channel).slice("ipc://".length));
  await Promise.all(files.map((file) => chmod(file, 0o600)));
}
