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

test("wrong contents get an error that names the field, and nothing else happens", async () => {
  const wrong: [string, Record<string, unknown>, RegExp][] = [
    ["execute_request", {}, /code is missing/],
    ["execute_request", { code: 5 }, /code is 5; it must be a text/],
    ["execute_request", { code: "1", user_expressions: ["a"] }, /user_expressions is a list/],
    ["execute_request", { code: "1", silent: "no" }, /silent is "no"/],
    ["complete_request", { code: "a", cursor_pos: 1e9 }, /cursor_pos is 1000000000/],
    ["inspect_request", { code: "a", cursor_pos: -5 }, /cursor_pos is -5/],
    ["inspect_request", { code: "a", cursor_pos: 1, detail_level: 7 }, /detail_level is 7/],
    ["is_complete_request", { code: null }, /code is missing/],
    ["history_request", { hist_access_type: "all" }, /hist_access_type is "all"/],
    ["comm_info_request", { target_name: 5 }, /target_name is 5/],
    ["shutdown_request", { restart: "yes" }, /restart is "yes"/],
  ];
  for (const [type, content, message] of wrong) {
    const { reply, published } = await kernel.request(type, content);
    assert.is(reply.header.msg_type, type.replace("_request", "_reply"));
    assert.equal([reply.content["status"], reply.content["ename"]], ["error", "InvalidRequest"], type);
    assert.match(String(reply.content["evalue"]), message);
    assert.equal(
      published.map((m) => m.content["execution_state"]),
      ["busy", "idle"],
    );
  }
  const { reply } = await kernel.request("execute_request", {});
  assert.type(reply.content["execution_count"], "number");
  assert.is((await kernel.run("4")).result, "4");
});

test("a null where the protocol has a default means the default", async () => {
  const content = { code: "4", silent: null, user_expressions: null, store_history: null };
  assert.is((await kernel.request("execute_request", content)).reply.content["status"], "ok");
  const { reply } = await kernel.request("complete_request", { code: "cons", cursor_pos: null });
  assert.ok((reply.content["matches"] as string[]).includes("console"));
});

test("types with the names of built-in properties are as unknown as others", async () => {
  for (const type of ["constructor", "toString", "__proto__", "hasOwnProperty", "__defineGetter__"]) {
    const id = await kernel.send(type, {});
    const published = await kernel.publishedFor(id);
    assert.equal(
      published.map(({ content }) => content["execution_state"]),
      ["busy", "idle"],
      type,
    );
    // A reply would have come before that of a later request on the same socket.
    await kernel.request("kernel_info_request", {});
    assert.not.ok(kernel.hasReplyTo(id), type);
  }
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
