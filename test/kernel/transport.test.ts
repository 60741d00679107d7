import { existsSync, statSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as zmq from "zeromq";
import { Wire } from "../../kernel/wire.js";
import { clientSecurity, KernelClient } from "./kernelClient.js";

const test = suite("transport");

test("an encrypted kernel does everything that a plain one does", async () => {
  const kernel = await KernelClient.start({ curve: true });
  assert.is((await kernel.run("6 * 7")).result, "42");
  assert.is((await kernel.request("kernel_info_request", {}, "control")).reply.content["status"], "ok");
  await kernel.heartbeat();
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

/** What a socket hears when it sends a signed request to a channel. */
async function asked(socket: zmq.Dealer, address: string, key: string): Promise<string> {
  socket.connect(address);
  await socket.send(new Wire(key).encode({ type: "kernel_info_request", content: {} }) as Buffer[]);
  try {
    return String((await socket.receive()).length > 5 && "answered");
  } catch {
    return "nothing";
  } finally {
    socket.close();
  }
}

test("without the kernel's public key a client gets nothing, though it signs rightly", async () => {
  const kernel = await KernelClient.start({ curve: true });
  const key = String(kernel.connection["key"]);
  const serverKey = String(kernel.connection["curve_publickey"]);
  // The right client shows how long an answer takes; the wrong ones wait as long as a valid round trip after it.
  const options = { linger: 0, receiveTimeout: 1500, sendTimeout: 1500 };
  assert.is(
    await asked(new zmq.Dealer({ ...options, ...clientSecurity(serverKey) }), kernel.address("shell"), key),
    "answered",
  );
  const stranger = clientSecurity(zmq.curveKeyPair().publicKey);
  // The statuses of the right client's request have come when this cell has ended.
  await kernel.run("0");
  const before = kernel.published.length;
  for (const channel of ["shell", "control"] as const) {
    const wrong = [new zmq.Dealer(options), new zmq.Dealer({ ...options, ...stranger })];
    const heard = await Promise.all(wrong.map((socket) => asked(socket, kernel.address(channel), key)));
    assert.equal(heard, ["nothing", "nothing"], channel);
  }
  assert.is(kernel.published.length, before, "nothing was done for them either");

  const ears = [{}, stranger].map((security) => new zmq.Subscriber({ receiveTimeout: 500, linger: 0, ...security }));
  for (const ear of ears) {
    ear.connect(kernel.address("iopub"));
    ear.subscribe();
  }
  assert.is((await kernel.run('console.log("secret"); 1')).stdout, "secret\n");
  for (const ear of ears) {
    assert.is(await ear.receive().then(String, (error: NodeJS.ErrnoException) => error.code), "EAGAIN");
    ear.close();
  }
  await kernel.heartbeat();
  await kernel.shutdown();
  assert.is(kernel.processErrors, "");
});

test("socket files work as ports do, are closed to other users, and are gone at the end", async () => {
  if (!zmq.capability.ipc || process.platform === "win32") return console.log("skipped: no ipc sockets on this system");
  for (const curve of [false, true]) {
    const kernel = await KernelClient.start({ ipc: true, curve });
    const files = (["shell", "iopub", "stdin", "control", "hb"] as const).map((name) => kernel.address(name).slice(6));
    for (const file of files) assert.is(statSync(file).mode & 0o777, 0o600, file);
    assert.is((await kernel.run("6 * 7")).result, "42");
    await kernel.heartbeat();
    assert.is(await kernel.shutdown(), 0);
    assert.equal(files.filter(existsSync), []);
    assert.is(kernel.processErrors, "");
  }
});

test("an empty key means messages without signature, and a word on the terminal", async () => {
  const kernel = await KernelClient.start({ key: "" });
  assert.is((await kernel.run("6 * 7")).result, "42");
  await kernel.sendFrames([Buffer.from("<IDS|MSG>"), ...["", "{}", "{}", "{}", "["].map((text) => Buffer.from(text))]);
  assert.is((await kernel.run("6 * 8")).result, "48");
  assert.is(await kernel.shutdown(), 0);
  assert.match(kernel.processErrors, /^emlab kernel: the connection file .* has no key: everyone who reaches .*\n$/);
});

test.run();
