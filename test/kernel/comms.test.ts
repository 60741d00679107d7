import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Message } from "../../kernel/wire.js";
import { KernelClient } from "./kernelClient.js";
import { kernelComms } from "./kernelComms.js";

const test = suite("comms");
let kernel: KernelClient;

type Extras = Parameters<KernelClient["send"]>[3];

test.before(async () => {
  kernel = await KernelClient.start();
  await define(`let got: unknown[] = []; const begun = () => console.log("begun")
    comms.registerTarget("echo", (comm, opening) => {
      console.log("opened", JSON.stringify(opening))
      comm.onMessage(({ data, metadata, buffers }) => {
        got.push(data); console.log("got"); comm.send({ back: data }, { metadata, buffers })
      })
      comm.onClose(({ data }) => console.log("closed", JSON.stringify(data)))
    })
    comms.registerTarget("quiet", (comm) => { comm.onMessage(({ data }) => comm.send(data)) })
    comms.registerTarget("spin", (comm) => { comm.onMessage(() => { begun(); while (true) {} }) })`);
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

async function define(code: string): Promise<void> {
  assert.is((await kernel.run(`${code}; undefined`)).error?.text, undefined);
}

async function open(id: string, target: string, data: unknown = {}, extras: Extras = {}): Promise<Message[]> {
  return kernel.publishedFor(
    await kernel.send("comm_open", { comm_id: id, target_name: target, data }, "shell", extras),
  );
}

/** Sends a message without waiting for what comes of it; returns its id. */
function message(id: string, data: unknown, extras: Extras = {}): Promise<string> {
  return kernel.send("comm_msg", { comm_id: id, data }, "shell", extras);
}

async function exchange(id: string, data: unknown, extras: Extras = {}): Promise<Message[]> {
  return kernel.publishedFor(await message(id, data, extras));
}

async function close(id: string, data: unknown = {}): Promise<Message[]> {
  return kernel.publishedFor(await kernel.send("comm_close", { comm_id: id, data }));
}

function types(published: readonly Message[]): string[] {
  return published.map(({ header, content }) => String(content["execution_state"] ?? header.msg_type));
}

function text(published: readonly Message[]): string {
  return published.map(({ content }) => String(content["text"] ?? "")).join("");
}

async function openComms(target?: string): Promise<Record<string, unknown>> {
  const { reply } = await kernel.request("comm_info_request", target === undefined ? {} : { target_name: target });
  return reply.content["comms"] as Record<string, unknown>;
}

test("a comm of the front end: what its handlers print and send comes between busy and idle, with it as parent", async () => {
  const opened = await open("a", "echo", { x: 1 }, { metadata: { version: "2.1.0" }, buffers: [Buffer.from("ab")] });
  assert.equal(types(opened), ["busy", "stream", "idle"]);
  const bytes = '"buffers":[{"0":97,"1":98}]';
  assert.is(text(opened), `opened {"data":{"x":1},"metadata":{"version":"2.1.0"},${bytes}}\n`);
  const answered = await exchange("a", { y: 2 }, { metadata: { m: 3 }, buffers: [Buffer.alloc(0), Buffer.from([7])] });
  assert.equal(types(answered), ["busy", "stream", "comm_msg", "idle"]);
  assert.equal(answered[2]?.content, { comm_id: "a", data: { back: { y: 2 } } });
  assert.equal(answered[2]?.metadata, { m: 3 });
  assert.equal(answered[2]?.buffers, [Buffer.alloc(0), Buffer.from([7])]);
  assert.is(text(await close("a", { z: 3 })), 'closed {"z":3}\n');
  assert.equal(types(await exchange("a", {})), ["busy", "idle"], "it is gone");
});

test("comm_info lists the open comms, of one target or of all", async () => {
  await open("b", "echo");
  await open("c", "quiet");
  assert.equal(await openComms(), { b: { target_name: "echo" }, c: { target_name: "quiet" } });
  assert.equal(await openComms("quiet"), { c: { target_name: "quiet" } });
  assert.equal(await openComms("none"), {});
  await close("b");
  await close("c");
  assert.equal(await openComms(), {});
});

test("an unknown target is closed, messages for unknown comms and malformed ones are ignored", async () => {
  const refused = await open("d", "no such target");
  assert.equal(types(refused), ["busy", "comm_close", "idle"]);
  assert.equal(refused[1]?.content, { comm_id: "d", data: {} });
  for (const type of ["comm_open", "comm_msg", "comm_close"]) {
    for (const content of [{}, { comm_id: 5 }, { comm_id: "e", target_name: 5 }, { comm_id: "e", data: [1] }]) {
      assert.equal(types(await kernel.publishedFor(await kernel.send(type, content))), ["busy", "idle"], type);
    }
  }
  assert.equal(types(await exchange("unknown", {})), ["busy", "idle"]);
  assert.equal(types(await close("unknown")), ["busy", "idle"]);
  assert.equal(await openComms(), {});
});

test("the kernel opens comms, hears them and closes them, with its cell as parent", async () => {
  const cell = `const own = comms.open("front", { data: { a: 1 }, metadata: { v: 2 }, buffers: [new Uint16Array([1, 2])] })
    own.onMessage(({ data }) => console.log("heard", data["n"])); own.onClose(() => console.log("over")); undefined`;
  const { published } = await kernel.run(cell);
  const opening = published.find(({ header }) => header.msg_type === "comm_open");
  const id = String(opening?.content["comm_id"]);
  assert.equal(opening?.content, { comm_id: id, target_name: "front", data: { a: 1 } });
  assert.equal([opening?.metadata, opening?.buffers], [{ v: 2 }, [Buffer.from([1, 0, 2, 0])]]);
  assert.is(text(await exchange(id, { n: 5 })), "heard 5\n");
  const closed = await kernel.run("own.close({ why: 1 }); own.close(); own.send({}); own.isClosed");
  assert.equal(closed.types, ["busy", "execute_input", "comm_close", "stream", "execute_result", "idle"]);
  assert.equal(closed.published[2]?.content, { comm_id: id, data: { why: 1 } });
  assert.equal([closed.stdout, closed.result], ["over\n", "true"]);
});

test("an error of a handler is shown under its message and ends nothing; one of an opening handler refuses the comm", async () => {
  await define(`comms.registerTarget("bad", (comm, { data }) => {
    if (data["refuse"]) throw new Error("not wanted")
    comm.onMessage(() => { throw new RangeError("first") })
    comm.onMessage(async () => { await null; throw new RangeError("second") })
    comm.onMessage(() => console.log("third"))
  })`);
  await open("f", "bad");
  const shown = text(await exchange("f", {}));
  for (const part of ["RangeError", "first", "second", "third", "cell ["]) assert.match(shown, part);
  const refused = await open("g", "bad", { refuse: true });
  assert.match(text(refused), "not wanted");
  assert.ok(types(refused).includes("comm_close"));
  assert.equal(await openComms("bad"), { f: { target_name: "bad" } });
  const again = await open("f", "bad");
  assert.match(text(again), /comm f, which is open already/);
  await close("f");
});

test("a promise that a handler leaves behind and a timer that it sets fail under its message", async () => {
  await define(`comms.registerTarget("leaves", (comm) => { comm.onMessage(() => {
    void Promise.reject(new Error("left behind"))
    setTimeout(() => { throw new Error("in a timer") }, 1)
  }) })`);
  await open("j", "leaves");
  const id = await message("j", {});
  await kernel.printed(id, "left behind");
  await kernel.printed(id, "in a timer");
  await close("j");
});

test("binary data of 16 MB goes both ways intact, and what JSON cannot hold is refused with advice", async () => {
  const frame = new Uint32Array(4 * 1024 * 1024).map((_, i) => Math.imul(i, 2654435761));
  const bytes = Buffer.from(frame.buffer);
  await define(`comms.registerTarget("frames", (comm) => { comm.onMessage(({ buffers: [pixels] }) => {
    const image = new Uint32Array(pixels!.buffer)
    const checked = image.every((value, i) => value === Math.imul(i, 2654435761) >>> 0)
    comm.send({ checked }, { buffers: [image, image.subarray(1, 2)] })
    image.fill(0) // What was sent is a copy.
  }) })`);
  await open("h", "frames");
  const [, sent] = await exchange("h", {}, { buffers: [bytes] });
  assert.equal(sent?.content["data"], { checked: true });
  assert.ok(sent?.buffers[0]?.equals(bytes));
  assert.ok(sent?.buffers[1]?.equals(bytes.subarray(4, 8)));
  await close("h");
  const { error } = await kernel.run('comms.open("x", { data: { pixels: new Float32Array(2) } })');
  assert.match(error?.text ?? "", /"pixels" in the data of a comm message is a Float32Array; put it into.* buffers/);
  assert.equal(await openComms(), {}, "nothing is left of it");
});

test("closed comms leave no comm, handle or listener behind", async () => {
  const { wrong, openLeft, handlesAdded, listenersAdded, badEnd } = await kernelComms(50, () => {});
  assert.equal([wrong, openLeft, handlesAdded, listenersAdded, badEnd], [0, 0, 0, 0, ""]);
});

test("when the kernel ends, handlers hear that their comms close; the front end keeps its widgets, so it is not told", async () => {
  const other = await KernelClient.start();
  await other.run('const last = comms.open("front"); last.onClose(() => console.log("let go")); undefined');
  assert.is(await other.shutdown(), 0);
  assert.ok(!other.published.some(({ header }) => header.msg_type === "comm_close"));
  assert.match(text(other.published), "let go");
});

test.run();
