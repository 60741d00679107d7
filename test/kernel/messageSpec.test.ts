import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";
import { shapeFaults } from "./messageShapes.js";

const test = suite("message spec");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
});
test.after(async () => {
  await kernel.shutdown();
  assert.is(kernel.processErrors, "");
});

async function ask(type: string, content: Record<string, unknown>, channel: "shell" | "control" = "shell") {
  const { reply } = await kernel.request(type, content, channel);
  assert.is(reply.header.msg_type, type.replace("_request", "_reply"));
  return reply.content;
}

test("execute: the reply carries the count, which goes up by one", async () => {
  const first = await kernel.run("let x = 1");
  const second = await kernel.run("x = 2");
  assert.equal([first.status, second.status], ["ok", "ok"]);
  assert.is(second.reply["execution_count"], (first.reply["execution_count"] as number) + 1);
});

test("execute, silent: no output, no count", async () => {
  const count = (await kernel.run("x")).reply["execution_count"];
  for (const code of ["x = 3", "x"]) {
    const { types, reply } = await kernel.run(code, { silent: true });
    assert.equal(types, ["busy", "idle"]);
    assert.is(reply["execution_count"], count);
  }
  const failed = await kernel.run("throw new Error('silent')", { silent: true });
  assert.equal([failed.types, failed.status], [["busy", "idle"], "error"]);
});

test("execute without store_history: output, but no count", async () => {
  const count = (await kernel.run("x")).reply["execution_count"];
  const { result, reply } = await kernel.run("x + 1", { store_history: false });
  assert.equal([result, reply["execution_count"]], ["4", count]);
});

test("execute with an error: the error message and the reply say the same", async () => {
  const { reply, published } = await kernel.run("null!.x");
  const error = published.find(({ header }) => header.msg_type === "error");
  for (const field of ["ename", "evalue", "traceback"]) assert.equal(reply[field], error?.content[field], field);
  assert.is(reply["status"], "error");
});

const failing = "await new Promise((done) => setTimeout(done, 50)); throw new Error('stop')";

test("an error aborts the cells behind it, each with its own reply, and none runs", async () => {
  const ids = [await kernel.sendCell(failing), await kernel.sendCell("console.log('no')"), await kernel.sendCell("x")];
  const [first, ...others] = await Promise.all(ids.map((id) => kernel.resultOf(id)));
  assert.is(first?.status, "error");
  for (const other of others) assert.equal([other.status, other.types], ["aborted", ["busy", "idle"]]);
  assert.is((await kernel.run("x")).status, "ok");
});

test("with stop_on_error false the cells behind an error run", async () => {
  const first = await kernel.sendCell(failing, { stop_on_error: false });
  const second = await kernel.sendCell("console.log('yes')");
  assert.equal([(await kernel.resultOf(first)).status, (await kernel.resultOf(second)).stdout], ["error", "yes\n"]);
});

test("what is no cell is not aborted by an error", async () => {
  const cell = await kernel.sendCell(failing);
  const requests = [
    await kernel.send("kernel_info_request", {}),
    await kernel.send("comm_info_request", {}),
    await kernel.send("inspect_request", { code: "console", cursor_pos: 3, detail_level: 0 }),
    await kernel.send("history_request", { hist_access_type: "tail", n: 1 }),
  ];
  for (const id of requests) assert.is((await kernel.replyTo(id)).content["status"], "ok");
  assert.is((await kernel.resultOf(cell)).status, "error");
});

test("user expressions: values in their formats, errors with name and message", async () => {
  const user_expressions = { good: "x + 1", bad: "noSuchName", wrong: "(" };
  const { reply } = await kernel.run("x = 1", { user_expressions });
  const { good, bad, wrong } = reply["user_expressions"] as Record<string, Record<string, unknown>>;
  assert.equal(good, { status: "ok", data: { "text/plain": "2" }, metadata: {} });
  assert.equal([bad?.["status"], bad?.["ename"]], ["error", "ReferenceError"]);
  assert.equal([wrong?.["status"], wrong?.["ename"]], ["error", "SyntaxError"]);
});

test("a cell that fails evaluates no user expressions", async () => {
  const { reply } = await kernel.run("throw new Error('x')", { user_expressions: { a: "x = 99" } });
  assert.is(reply["status"], "error");
  assert.is((await kernel.run("x")).result, "1");
});

test("inspect: found at both levels, and not found", async () => {
  await kernel.run("/** Twice as much. */\nfunction twofold(n: number) { return 2 * n }");
  const at = (detail_level: number) => ask("inspect_request", { code: "twofold", cursor_pos: 4, detail_level });
  const [short, long] = [await at(0), await at(1)].map((content) => {
    assert.is(content["found"], true);
    return String((content["data"] as Record<string, unknown>)["text/plain"]);
  });
  assert.match(short!, /function twofold\(n: number\): number\n\nTwice as much\./);
  assert.not.match(short!, /return 2/);
  assert.match(long!, /return 2 \* n/);
  const nothing = await ask("inspect_request", { code: "does_not_exist", cursor_pos: 4, detail_level: 0 });
  assert.equal([nothing["status"], nothing["found"], nothing["data"]], ["ok", false, {}]);
});

test("complete: matches and the text that they replace", async () => {
  await kernel.run("const alpha = 5, albert = 5");
  const content = await ask("complete_request", { code: "1 + al", cursor_pos: 6 });
  const matches = content["matches"] as string[];
  assert.ok(matches.includes("alpha") && matches.includes("albert"));
  assert.equal([content["cursor_start"], content["cursor_end"]], [4, 6]);
});

test("is_complete: each of its answers", async () => {
  assert.is((await ask("is_complete_request", { code: "a = 1" }))["status"], "complete");
  const open = await ask("is_complete_request", { code: "if (a) {" });
  assert.equal([open["status"], open["indent"]], ["incomplete", "  "]);
  assert.is((await ask("is_complete_request", { code: "let a = )" }))["status"], "invalid");
});

test("history: tail, range and search, with and without outputs", async () => {
  await kernel.run("const histogram = 6 * 7; histogram");
  const tail = await ask("history_request", { hist_access_type: "tail", n: 1, output: true, raw: true });
  const [[session, line, texts]] = tail["history"] as [[number, number, [string, string]]];
  assert.equal(texts, ["const histogram = 6 * 7; histogram", "42"]);
  const range = await ask("history_request", { hist_access_type: "range", session, start: line, stop: line + 1 });
  assert.equal(range["history"], [[session, line, texts[0]]]);
  const search = await ask("history_request", {
    hist_access_type: "search",
    pattern: "const histogram*",
    unique: true,
  });
  assert.equal(search["history"], [[session, line, texts[0]]]);
});

test("kernel_info is the same on shell and control, and says which features there are", async () => {
  const [shell, control] = [await ask("kernel_info_request", {}), await ask("kernel_info_request", {}, "control")];
  assert.equal(shell, control);
  assert.is(shell["protocol_version"], "5.4");
});

test("connect_request gives the ports of the connection file", async () => {
  for (const channel of ["shell", "control"] as const) {
    const content = await ask("connect_request", {}, channel);
    for (const name of ["shell", "iopub", "stdin", "control", "hb"]) {
      assert.is(content[`${name}_port`], kernel.connection[`${name}_port`], name);
    }
  }
});

test("comm_info, on both channels", async () => {
  for (const channel of ["shell", "control"] as const) {
    assert.equal(await ask("comm_info_request", {}, channel), { status: "ok", comms: {} });
  }
});

test("a reply has one payload list, which is empty", async () => {
  assert.equal((await kernel.run("1; 2; 3")).reply["payload"], []);
});

test("stream, display_data, update_display_data and clear_output have their shapes", async () => {
  const { types, published } = await kernel.run(
    'console.log("out"); console.error("err"); display(1, { id: "a" }); updateDisplay("a", 2); clearOutput({ wait: true })',
  );
  assert.equal(types, [
    "busy",
    "execute_input",
    "stream",
    "stream",
    "display_data",
    "update_display_data",
    "clear_output",
    "idle",
  ]);
  assert.equal(published[4]?.content["transient"], { display_id: "a" });
  assert.equal(published[6]?.content, { wait: true });
});

test("interrupt_request is answered with ok, also where nothing runs", async () => {
  assert.equal(await ask("interrupt_request", {}, "control"), { status: "ok" });
  assert.equal(await ask("interrupt_request", {}), { status: "ok" });
});

test("a subscriber is welcomed with what it subscribed to", () => {
  const [welcome] = kernel.published.filter(({ header }) => header.msg_type === "iopub_welcome");
  assert.equal([welcome?.content, welcome?.parent], [{ subscription: "" }, {}]);
});

test("100,000 lines arrive, each once and in order, before what follows them", async () => {
  const { published, stdout } = await kernel.run('for (let i = 0; i < 1e5; i++) console.log(i); display("after")');
  const types = published.map(({ header }) => header.msg_type);
  assert.ok(types.lastIndexOf("stream") < types.indexOf("display_data"));
  assert.is(stdout, Array.from({ length: 1e5 }, (_, i) => `${i}\n`).join(""));
  assert.ok(types.length < 1000, `${types.length} messages`);
});

test("both streams keep their order where they alternate", async () => {
  const code = 'for (let i = 0; i < 500; i++) { console.log("o" + i); if (i % 5 === 0) console.error("e" + i) }';
  const { published } = await kernel.run(code);
  const lines = published.flatMap(({ header, content }) =>
    header.msg_type === "stream" ? String(content["text"]).trimEnd().split("\n") : [],
  );
  const expected = Array.from({ length: 500 }, (_, i) => (i % 5 === 0 ? [`o${i}`, `e${i}`] : [`o${i}`])).flat();
  assert.equal(lines, expected);
});

test("all that the tests above have made it say was in the shape of the protocol", () => {
  const said = [...kernel.published, ...kernel.replies];
  assert.ok(said.length > 200, String(said.length));
  assert.ok(new Set(said.map(({ header }) => header.msg_type)).size >= 18);
  assert.equal(said.flatMap(shapeFaults), []);
});

test.run();
