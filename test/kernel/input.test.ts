import { randomUUID } from "node:crypto";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as zmq from "zeromq";
import { Wire } from "../../kernel/wire.js";
import { KernelClient } from "./kernelClient.js";

const test = suite("input");
let kernel: KernelClient;
/** Questions that the tests have seen. */
let asked = 0;

test.before(async () => {
  kernel = await KernelClient.start();
});
test.after(async () => {
  assert.is(await kernel.shutdown(), 0);
  assert.is(kernel.processErrors, "");
});

function ask(code: string): Promise<string> {
  return kernel.sendCell(code, { allow_stdin: true });
}

async function nextQuestion() {
  asked += 1;
  return kernel.question(asked - 1);
}

test("a cell asks the client that runs it, after what it has printed, and goes on with the answer", async () => {
  const id = await ask('console.log("printed before"); const name = await input("Name? "); name.toUpperCase()');
  const question = await nextQuestion();
  assert.is(question.header.msg_type, "input_request");
  assert.equal(question.content, { prompt: "Name? ", password: false });
  assert.is(question.parent.msg_id, id);
  await kernel.printed(id, "printed before");
  await kernel.answer(question, "Ådä");
  assert.is((await kernel.resultOf(id)).result, "'ÅDÄ'");
});

test("a password is asked for as one, and appears nowhere", async () => {
  const id = await ask('const secret = await input("Password", { password: true }); secret.length');
  const question = await nextQuestion();
  assert.equal(question.content, { prompt: "Password", password: true });
  await kernel.answer(question, "correct horse");
  assert.is((await kernel.resultOf(id)).result, "13");
  const history = { hist_access_type: "tail", n: 10, output: true, raw: true };
  const { reply } = await kernel.request("history_request", history);
  const seen = JSON.stringify([reply.content, kernel.published.map(({ content }) => content), kernel.processErrors]);
  assert.not.match(seen, "correct horse");
});

test("several questions at once are asked one after the other", async () => {
  const id = await ask('(await Promise.all([input("1"), input("2"), input("3")])).join()');
  for (const prompt of ["1", "2", "3"]) {
    const question = await nextQuestion();
    assert.is(question.content["prompt"], prompt);
    await kernel.heartbeat();
    assert.is(kernel.questions.length, asked, "the next one waits");
    await kernel.answer(question, `answer ${prompt}`);
  }
  assert.is((await kernel.resultOf(id)).result, "'answer 1,answer 2,answer 3'");
});

test("without a person to ask, the cell ends with an error that says so", async () => {
  const { error } = await kernel.run('await input("Name? ")');
  assert.is(error?.ename, "StdinNotAllowed");
  assert.match(error?.text ?? "", /run by a program \(allow_stdin is false\)/);
  assert.match(error?.text ?? "", /fix: give the value as .* parameter/);
  assert.is(kernel.questions.length, asked);
});

test("a client that has no stdin connection gets the same error instead of a cell that waits for ever", async () => {
  const other = new zmq.Dealer({ linger: 0, routingId: randomUUID() });
  other.connect(kernel.address("shell"));
  const wire = new Wire(String(kernel.connection["key"]));
  const content = { code: 'await input("anyone?")', silent: false, allow_stdin: true };
  await other.send(wire.encode({ type: "execute_request", content }));
  const reply = wire.decode((await other.receive()) as Buffer[]);
  assert.is(reply?.content["ename"], "StdinNotAllowed");
  other.close();
});

test("a reply of another client, or to an earlier question, is ignored", async () => {
  const id = await ask('await input("mine")');
  const question = await nextQuestion();
  const stranger = new zmq.Dealer({ linger: 0, routingId: randomUUID() });
  stranger.connect(kernel.address("stdin"));
  const wire = new Wire(String(kernel.connection["key"]));
  const content = { status: "ok", value: "stranger" };
  await stranger.send(wire.encode({ type: "input_reply", content, parent: question.header }));
  await kernel.answer(kernel.questions[0]!, "late");
  await kernel.send("input_request", { value: "no reply" }, "stdin");
  await kernel.heartbeat();
  await kernel.answer(question, "own");
  assert.is((await kernel.resultOf(id)).result, "'own'");
  stranger.close();
});

test("a reply without a parent counts, as older clients send it", async () => {
  const id = await ask('await input("old")');
  await nextQuestion();
  await kernel.send("input_reply", { value: "plain" }, "stdin");
  assert.is((await kernel.resultOf(id)).result, "'plain'");
});

test("an interrupt ends the wait at once, finally runs, and a late reply is dropped", async () => {
  const id = await ask('let cleaned = false; try { await input("waiting") } finally { cleaned = true }');
  const question = await nextQuestion();
  await kernel.interrupt();
  assert.is((await kernel.resultOf(id)).error?.ename, "Interrupted");
  assert.is((await kernel.run("cleaned")).result, "true");
  await kernel.answer(question, "late");
  const next = await ask('await input("next")');
  await kernel.answer(await nextQuestion(), "in time");
  assert.is((await kernel.resultOf(next)).result, "'in time'");
});

test("questions that wait behind an interrupted one are not asked", async () => {
  const id = await ask('const both = [input("a"), input("b")]; await Promise.all(both)');
  await nextQuestion();
  await kernel.interrupt();
  assert.is((await kernel.resultOf(id)).error?.ename, "Interrupted");
  await kernel.heartbeat();
  assert.is(kernel.questions.length, asked);
});

test("input outside of its cell is refused: in a timer after the end, and without await", async () => {
  const timer = await ask(`const late = new Promise<string>((done) => setTimeout(async () => {
    done(await input("too late").catch((error) => error.message)) }, 20)); undefined`);
  await kernel.resultOf(timer);
  assert.match((await kernel.run("await late")).result ?? "", /input\(\) asks while its cell runs/);
  const id = await ask('void input("forgotten"); 5');
  const question = await nextQuestion();
  assert.is((await kernel.resultOf(id)).result, "5");
  await kernel.printed(id, "InputOutsideCell");
  await kernel.printed(id, "await input(");
  await kernel.answer(question, "nobody waits");
  await kernel.run('comms.registerTarget("asks", () => input("in a handler")); undefined', { allow_stdin: true });
  const opened = await kernel.send("comm_open", { comm_id: "q", target_name: "asks", data: {} });
  await kernel.printed(opened, "InputOutsideCell");
  assert.is(kernel.questions.length, asked);
});

test("a cell that waits for an answer still has its comms and its completion served", async () => {
  const id = await ask('comms.registerTarget("beside", () => console.log("served")); await input("beside")');
  const question = await nextQuestion();
  const opened = await kernel.send("comm_open", { comm_id: "beside", target_name: "beside", data: {} });
  await kernel.printed(opened, "served");
  const { reply } = await kernel.request("complete_request", { code: "inpu", cursor_pos: 4 });
  assert.ok((reply.content["matches"] as string[]).includes("input"));
  await kernel.answer(question, "");
  assert.is((await kernel.resultOf(id)).result, "''");
});

test.run();
