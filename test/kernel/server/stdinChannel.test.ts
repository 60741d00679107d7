import { suite } from "uvu";
import * as assert from "uvu/assert";
import { StdinChannel, type StdinPorts } from "../../../kernel/server/stdinChannel.js";
import { type Message, Wire } from "../../../kernel/wire.js";

const test = suite("stdin channel");

const client = Buffer.from("client");
const key = "k";

function channel({ refusals = 0, isRunning = true } = {}) {
  const log: unknown[] = [];
  const reader = new Wire(key);
  let arrived = (_frames: Buffer[]) => {};
  let refused = 0;
  const socket = {
    send: async (frames: Buffer[]) => {
      refused += 1;
      if (refused <= refusals) throw new Error("EHOSTUNREACH");
      log.push(reader.decode(frames)!);
    },
    async *[Symbol.asyncIterator]() {
      while (true) yield await new Promise<Buffer[]>((resolve) => (arrived = resolve));
    },
  };
  const parent = { msg_id: "cell", msg_type: "execute_request", session: "", username: "", date: "", version: "5.4" };
  const request: Message = { identities: [client], header: parent, parent: {}, metadata: {}, content: {}, buffers: [] };
  const stdin = new StdinChannel({
    wire: new Wire(key),
    socket: socket as unknown as StdinPorts["socket"],
    requestOf: (runId) => (isRunning && runId === 4 ? request : undefined),
    flush: () => log.push("flushed"),
    answer: (inputId, value) => log.push([inputId, value]),
  });
  const front = new Wire(key);
  const reply = async (value: unknown, parentId?: string, from = client, type = "input_reply") => {
    const header = parentId === undefined ? {} : { msg_id: parentId };
    arrived(front.encode({ identities: [from], type, parent: header, content: { value } }) as Buffer[]);
    await new Promise((done) => setImmediate(done));
  };
  return { stdin, log, reply };
}

const question = { inputId: 1, runId: 4, prompt: "?", password: false };

test("what has been printed is sent first, then the question, to the client and with the parent of the cell", async () => {
  const { stdin, log, reply } = channel();
  await stdin.ask(question);
  const [flushed, asked] = log as [string, Message];
  assert.is(flushed, "flushed");
  assert.equal([asked.identities, asked.header.msg_type], [[client], "input_request"]);
  assert.equal([asked.parent.msg_id, asked.content], ["cell", { prompt: "?", password: false }]);
  await reply("a", asked.header.msg_id);
  await reply("b", asked.header.msg_id);
  assert.equal(log.slice(2), [[1, "a"]], "it is answered once");
});

test("other clients, other questions and other messages are no answer; a reply without a parent is", async () => {
  const { stdin, log, reply } = channel();
  await stdin.ask(question);
  const { msg_id } = (log[1] as Message).header;
  await reply("stranger", msg_id, Buffer.from("stranger"));
  await reply("late", "another question");
  await reply("no reply", msg_id, client, "input_request");
  assert.is(log.length, 2);
  await reply(undefined);
  assert.equal(log.slice(2), [[1, ""]]);
});

test("a reply to a question that nobody waits for any more is dropped", async () => {
  const { stdin, log, reply } = channel();
  await stdin.ask(question);
  stdin.ended(9);
  stdin.ended(1);
  await reply("late");
  assert.is(log.length, 2);
});

test("a client that is still connecting is tried again; one that stays away ends the question", async () => {
  const slow = channel({ refusals: 3 });
  await slow.stdin.ask(question);
  assert.is((slow.log[1] as Message).header.msg_type, "input_request");
  const away = channel({ refusals: 1000 });
  await away.stdin.ask(question);
  assert.equal(away.log, ["flushed", [1, undefined]]);
  const over = channel({ isRunning: false });
  await over.stdin.ask(question);
  assert.equal(over.log, [[1, undefined]]);
});

test.run();
