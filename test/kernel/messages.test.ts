import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Wire } from "../../kernel/wire.js";
import { KernelClient } from "./kernelClient.js";

const test = suite("messages");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
});
test.after(async () => {
  await kernel.shutdown();
  assert.is(kernel.processErrors, "");
});

test("every request is between busy and idle, and all carry its header as parent", async () => {
  const requests: [string, Record<string, unknown>, ("shell" | "control")?][] = [
    ["kernel_info_request", {}],
    ["kernel_info_request", {}, "control"],
    ["execute_request", { code: "1", silent: false, store_history: true, user_expressions: {} }],
    ["complete_request", { code: "cons", cursor_pos: 4 }],
    ["inspect_request", { code: "console", cursor_pos: 4, detail_level: 0 }],
    ["is_complete_request", { code: "1" }],
    ["history_request", { hist_access_type: "tail", n: 3, output: false, raw: true }],
    ["comm_info_request", {}],
    ["interrupt_request", {}, "control"],
  ];
  for (const [type, content, channel] of requests) {
    const { reply, published } = await kernel.request(type, content, channel);
    assert.is(reply.header.msg_type, type.replace("_request", "_reply"));
    assert.is(reply.content["status"] === "ok" || type === "is_complete_request", true, type);
    assert.is(published[0]?.content["execution_state"], "busy", type);
    assert.is(published.at(-1)?.content["execution_state"], "idle", type);
    assert.is(published.filter(({ header }) => header.msg_type === "status").length, 2, type);
  }
});

test("kernel_info describes the language and the protocol", async () => {
  const { content } = (await kernel.request("kernel_info_request", {})).reply;
  assert.is(content["protocol_version"], "5.4");
  assert.is(content["implementation"], "emlab");
  const language = content["language_info"] as Record<string, unknown>;
  assert.equal([language["name"], language["file_extension"], language["version"]], ["typescript", ".ts", "5.9.3"]);
});

test("a cell's messages come in the order of the protocol", async () => {
  const { types, published, reply } = await kernel.run('console.log("x"); display(1); 2');
  assert.equal(types, ["busy", "execute_input", "stream", "display_data", "execute_result", "idle"]);
  assert.equal(published[1]?.content, {
    code: 'console.log("x"); display(1); 2',
    execution_count: reply["execution_count"],
  });
  assert.is(published[4]?.content["execution_count"], reply["execution_count"]);
});

test("a comm for a target that is not known is closed", async () => {
  const id = await kernel.send("comm_open", { comm_id: "c1", target_name: "jupyter.widget", data: {} });
  const published = await kernel.publishedFor(id);
  const close = published.find(({ header }) => header.msg_type === "comm_close");
  assert.equal(close?.content, { comm_id: "c1", data: {} });
  for (const type of ["comm_msg", "comm_close"]) {
    const quiet = await kernel.publishedFor(await kernel.send(type, { comm_id: "c1", data: {} }));
    assert.is(quiet.length, 2);
  }
});

test("an unknown request is answered by statuses only, on either channel", async () => {
  for (const channel of ["shell", "control"] as const) {
    const published = await kernel.publishedFor(await kernel.send("no_such_request", {}, channel));
    assert.is(published.length, 2);
  }
});

test("wrong contents do not harm the kernel", async () => {
  for (const type of ["execute_request", "complete_request", "inspect_request", "is_complete_request"]) {
    for (const content of [
      {},
      { code: 5 },
      { code: null, cursor_pos: "x" },
      { code: "a", cursor_pos: 1e9 },
      { code: "a", cursor_pos: -5 },
    ]) {
      const { reply } = await kernel.request(type, content);
      assert.type(reply.content["status"], "string");
    }
  }
  assert.is((await kernel.run("4")).result, "4");
});

test("unsigned, wrongly signed, short, replayed and broken messages get no answer", async () => {
  const before = kernel.published.length;
  const stranger = new Wire("another key");
  const request = { type: "execute_request", content: { code: "console.log('stranger')" } };
  await kernel.sendFrames(stranger.encode(request));
  await kernel.sendFrames([Buffer.from("<IDS|MSG>")]);
  await kernel.sendFrames([Buffer.from("x")]);
  await kernel.sendFrames([Buffer.from("<IDS|MSG>"), ...Array.from({ length: 5 }, () => Buffer.from("{}"))]);
  await kernel.sendFrames(stranger.encode(request), "control");
  assert.is((await kernel.run("5")).result, "5");
  assert.is(kernel.published.filter(({ content }) => String(content["text"]).includes("stranger")).length, 0);
  assert.is(kernel.published.length - before, 4, "only the valid cell was answered");
});

test("heartbeats are echoed", async () => {
  await kernel.heartbeat();
});

test.run();
