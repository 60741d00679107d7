import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Message } from "../../kernel/wire.js";
import { KernelClient } from "./kernelClient.js";

const test = suite("what is served while user code runs");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
  const targets = `let go = true, gone = 0; const begun = () => console.log("begun")
    const pause = () => new Promise((done) => setTimeout(done, 1))
    const targets: Record<string, (data: Readonly<Record<string, unknown>>) => unknown> = {
      echo: (data) => data,
      spin: () => { begun(); while (true) {} },
      spinLater: async () => { await null; begun(); while (true) {} },
      wait: async () => { begun(); try { for (;;) await pause() } finally { gone += 1 } },
      never: () => { begun(); return new Promise(() => {}) },
      stop: () => { go = false },
      late: async ({ name }) => { await pause(); console.log("late", name); await pause(); return { name } },
    }
    for (const [name, work] of Object.entries(targets)) {
      comms.registerTarget(name, (comm) => { comm.onMessage(async ({ data }) => {
        const result = await work(data); if (result) comm.send(result as typeof data)
      }) })
    }
    undefined`;
  assert.is((await kernel.run(targets)).error?.text, undefined);
  for (const name of ["echo", "spin", "spinLater", "wait", "never", "stop", "late"]) {
    await kernel.publishedFor(await kernel.send("comm_open", { comm_id: name, target_name: name, data: {} }));
  }
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

function message(id: string, data: unknown = {}): Promise<string> {
  return kernel.send("comm_msg", { comm_id: id, data });
}

async function exchange(id: string, data: unknown = {}): Promise<Message[]> {
  return kernel.publishedFor(await message(id, data));
}

function types(published: readonly Message[]): string[] {
  return published.map(({ header, content }) => String(content["execution_state"] ?? header.msg_type));
}

function text(published: readonly Message[]): string {
  return published.map(({ content }) => String(content["text"] ?? "")).join("");
}

test("while a cell awaits: 200 comm messages are answered, each under its own parent, and completion and inspection work", async () => {
  const cell = "begun(); let turns = 0; for (go = true; go; turns++) await pause(); 'ended'";
  const id = await kernel.sendCell(cell);
  await kernel.printed(id, "begun");
  const sent: string[] = [];
  for (let value = 0; value < 200; value += 1) sent.push(await message("echo", { value }));
  for (const [value, request] of sent.entries()) {
    const published = await kernel.publishedFor(request);
    assert.equal(types(published), ["busy", "comm_msg", "idle"]);
    assert.equal(published[1]?.content["data"], { value });
  }
  const complete = await kernel.request("complete_request", { code: "Math.ab", cursor_pos: 7 });
  assert.ok((complete.reply.content["matches"] as string[]).includes("abs"));
  const inspect = await kernel.request("inspect_request", { code: "turns", cursor_pos: 2, detail_level: 0 });
  assert.is(inspect.reply.content["found"], true);
  assert.ok(!kernel.published.some(({ header, parent }) => parent.msg_id === id && header.msg_type === "comm_msg"));
  await exchange("stop");
  assert.is((await kernel.resultOf(id)).result, "'ended'");
});

test("while a cell spins: heartbeat, control and interrupt work, and comm messages wait and keep their order", async () => {
  const id = await kernel.sendCell("begun(); while (true) {}");
  await kernel.printed(id, "begun");
  const sent: string[] = [];
  for (let value = 0; value < 20; value += 1) sent.push(await message("echo", { value }));
  await kernel.heartbeat();
  assert.is((await kernel.request("kernel_info_request", {}, "control")).reply.content["status"], "ok");
  const { reply } = await kernel.request("comm_info_request", { target_name: "echo" });
  assert.equal(reply.content["comms"], { echo: { target_name: "echo" } }, "answered without the main thread");
  const isIdle = (request: string) =>
    kernel.published.some(({ parent, content }) => parent.msg_id === request && content["execution_state"] === "idle");
  assert.is(sent.filter(isIdle).length, 0, "none is done before its handler has run");
  await kernel.interrupt();
  assert.is((await kernel.resultOf(id)).error?.ename, "Interrupted");
  for (const request of sent) await kernel.publishedFor(request);
  const answers = kernel.published.filter(
    ({ header, parent }) => header.msg_type === "comm_msg" && sent.includes(String(parent.msg_id)),
  );
  assert.equal(
    answers.map(({ content }) => content["data"]),
    sent.map((_, value) => ({ value })),
  );
});

test("more messages than may wait for the main thread are read when there is room, and none is lost", async () => {
  const id = await kernel.sendCell("begun(); while (true) {}");
  await kernel.printed(id, "begun");
  const sent: string[] = [];
  for (let value = 0; value < 3000; value += 1) sent.push(await message("echo", { value }));
  const busy = () => kernel.published.filter(({ parent }) => parent.msg_id && sent.includes(parent.msg_id)).length;
  await kernel.until(() => busy() >= 1000);
  await kernel.heartbeat();
  assert.is(busy(), 1000, "the others wait in the socket");
  await kernel.interrupt();
  await kernel.publishedFor(sent.at(-1)!);
  const wanted = new Set(sent);
  const answers = kernel.published.filter(
    ({ header, parent }) => header.msg_type === "comm_msg" && wanted.has(String(parent.msg_id)),
  );
  assert.equal(
    answers.map(({ content }) => (content["data"] as { value: number }).value),
    sent.map((_, value) => value),
  );
});

for (const target of ["spin", "spinLater"]) {
  test(`a handler that spins (${target}) is interrupted with no cell running, twice, and timers of cells live on`, async () => {
    const early = await kernel.sendCell("const alive = setInterval(() => console.log('alive'), 5); undefined");
    await kernel.resultOf(early);
    for (let round = 0; round < 2; round += 1) {
      const id = await message(target);
      await kernel.printed(id, "begun");
      await kernel.interrupt();
      const published = await kernel.publishedFor(id);
      assert.match(text(published), /Interrupted.*: the handler of a comm message was interrupted/);
      assert.is(types(published).at(-1), "idle");
      assert.equal(types(await exchange("echo", { round })), ["busy", "comm_msg", "idle"]);
    }
    const printed = () => kernel.published.filter((m) => m.parent.msg_id === early).length;
    const before = printed();
    await kernel.until(() => printed() > before);
    await kernel.run("clearInterval(alive)");
  });
}

test("a handler that spins while a cell awaits is interrupted together with the cell", async () => {
  const id = await kernel.sendCell("await new Promise(() => {})");
  const request = await message("spin");
  await kernel.printed(request, "begun");
  await kernel.interrupt();
  await kernel.publishedFor(request);
  assert.is((await kernel.resultOf(id)).error?.ename, "Interrupted");
  assert.is((await kernel.run("1 + 1")).result, "2");
});

test("an interrupt ends the waiting of a handler that loops on a timer or never settles", async () => {
  for (const target of ["wait", "never"]) {
    const id = await message(target);
    await kernel.printed(id, "begun");
    await kernel.interrupt();
    assert.match(text(await kernel.publishedFor(id)), /Interrupted/, target);
  }
  await kernel.run("await pause()");
  assert.is((await kernel.run("gone")).result, "0", "its timer is gone, and with it the loop");
});

test("a promise of a handler keeps its message busy, but not for ever", async () => {
  const published = await exchange("never");
  assert.equal(types(published), ["busy", "stream", "idle"]);
  await kernel.interrupt();
});

test("what handlers print and send after an await still belongs to their own message", async () => {
  const sent = await Promise.all(["a", "b", "c"].map((name) => message("late", { name })));
  for (const [i, name] of ["a", "b", "c"].entries()) {
    const published = await kernel.publishedFor(sent[i]!);
    assert.equal(types(published), ["busy", "stream", "comm_msg", "idle"]);
    assert.is(text(published), `late ${name}\n`);
    assert.equal(published[2]?.content["data"], { name });
  }
});

test.run();
