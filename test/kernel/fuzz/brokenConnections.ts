import { once } from "node:events";
import { connect } from "node:net";
import { seededRandom } from "../../../src/core/random.js";

/** What ZeroMQ's version 3 says first: signature, version, the NULL mechanism. */
const greeting = Buffer.concat([
  Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]),
  Buffer.from("NULL".padEnd(20, "\0")),
  Buffer.alloc(32),
]);
const ready = Buffer.from("\x04\x29\x05READY\x0bSocket-Type\0\0\0\x06DEALER\x08Identity\0\0\0\0", "latin1");

/** Things that are no ZeroMQ at all, begin like it, or claim a frame of 2^62 bytes. */
const openings: readonly Buffer[] = [
  Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
  Buffer.from("<IDS|MSG>"),
  Buffer.alloc(0),
  greeting.subarray(0, 11),
  greeting,
  Buffer.concat([greeting, ready]),
  Buffer.concat([greeting, ready, Buffer.from([2, 0x40, 0, 0, 0, 0, 0, 0, 0]), Buffer.from("x")]),
  Buffer.concat([greeting, ready, Buffer.from([3, 0, 0, 0, 0, 0x40, 0, 0, 0]), Buffer.from("x")]),
  Buffer.concat([greeting, ready, Buffer.alloc(300, 0xff)]),
];

/** Opens a connection for each of them, and for some random bytes, to a port, and cuts it off again. */
export async function brokenConnections(port: number, seed: number): Promise<void> {
  const { below } = seededRandom(seed, "broken-connections");
  const noise = Array.from({ length: 20 }, () => Buffer.from(Array.from({ length: below(300) }, () => below(256))));
  for (const bytes of [...openings, ...noise]) {
    const socket = connect(port, "127.0.0.1");
    // The kernel may cut it off first, which is as good.
    socket.on("error", () => {});
    await once(socket, "connect");
    await new Promise((written) => socket.write(bytes, written));
    socket.destroy();
  }
}
