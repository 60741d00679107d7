import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CommRelay } from "../../../kernel/server/commRelay.js";
import type { CommRequest } from "../../../kernel/threadMessages.js";
import type { Message } from "../../../kernel/wire.js";

const test = suite("relay of comm messages");

function relay() {
  const posted: CommRequest[] = [];
  let settled: Promise<void> = Promise.resolve();
  const comms = new CommRelay({ post: (request) => posted.push(request), settled: () => settled });
  let last = 0;
  const message = (content: Record<string, unknown>, buffers: Buffer[] = [], type = "comm_msg"): Message => {
    last += 1;
    const header = { msg_id: `m${last}`, msg_type: type, session: "s", username: "u", date: "", version: "5.4" };
    return { identities: [], header, parent: {}, metadata: { k: 1 }, content, buffers };
  };
  const handle = (content: Record<string, unknown>, buffers: Buffer[] = [], type = "comm_msg") => {
    const state = { isDone: false };
    comms.handle(message(content, buffers, type)).then(() => (state.isDone = true));
    return state;
  };
  return { comms, posted, handle, hold: (until: Promise<void>) => (settled = until) };
}

function turn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

test("a message goes to main with a copy of its buffers, and is done when main has told so", async () => {
  const { comms, posted, handle } = relay();
  const whole = Buffer.from("abcd");
  const opened = handle({ comm_id: "c", target_name: "t", data: { a: 1 } }, [whole.subarray(1, 3)], "comm_open");
  await turn();
  assert.equal(posted, [
    {
      owner: -1,
      kind: "open",
      id: "c",
      targetName: "t",
      data: { a: 1 },
      metadata: { k: 1 },
      buffers: [new Uint8Array([98, 99])],
    },
  ]);
  assert.is(posted[0]?.buffers[0]?.buffer.byteLength, 2);
  assert.is(opened.isDone, false);
  assert.is(comms.parentOf(-1)?.msg_id, "m1");
  comms.handled(-1, true);
  await turn();
  assert.is(opened.isDone, true);
  assert.is(comms.parentOf(-1)?.msg_id, "m1", "kept for late output");
});

test("malformed contents are done at once and go nowhere", async () => {
  const { posted, handle } = relay();
  const contents = [
    {},
    { comm_id: 5 },
    { comm_id: "", data: "x" },
    { comm_id: "c", data: [] },
    { comm_id: "c", target_name: 1 },
  ];
  const states = contents.map((content) => handle(content));
  await turn();
  assert.equal([posted.length, states.every(({ isDone }) => isDone)], [0, true]);
});

test("nothing is posted while main is being interrupted, and the order stays", async () => {
  const { posted, handle, hold } = relay();
  let settle = () => {};
  hold(new Promise((resolve) => (settle = resolve)));
  for (let n = 0; n < 3; n += 1) handle({ comm_id: "c", data: { n } });
  await turn();
  assert.is(posted.length, 0);
  settle();
  await turn();
  assert.equal(
    posted.map(({ data }) => data["n"]),
    [0, 1, 2],
  );
});

test("an interrupt ends what was posted and not told of, but neither what came later nor what awaits", async () => {
  const { comms, handle, hold } = relay();
  const struck = handle({ comm_id: "c" });
  const awaits = handle({ comm_id: "c" });
  await turn();
  comms.handled(-2, false);
  hold(new Promise(() => {}));
  const later = handle({ comm_id: "c" });
  comms.passed();
  await turn();
  assert.equal([struck.isDone, awaits.isDone, later.isDone], [true, false, false]);
  comms.handled(-2, true);
  comms.handled(-2, true);
  comms.handled(-99, true);
  await turn();
  assert.is(awaits.isDone, true);
});

test("there is room for 1,000 messages or 64 MB that main has not looked at", async () => {
  const { comms, handle } = relay();
  let rooms = 0;
  const look = () => comms.room().then(() => (rooms += 1));
  for (let n = 0; n < 999; n += 1) handle({ comm_id: "c" });
  await look();
  handle({ comm_id: "c" });
  look();
  await turn();
  assert.is(rooms, 1);
  comms.handled(-1, false);
  await turn();
  assert.is(rooms, 2, "its handlers have been called: that it awaits takes no room");
  for (let n = 2; n <= 1000; n += 1) comms.handled(-n, true);
  handle({ comm_id: "c" }, [Buffer.alloc(64 * 1024 * 1024)]);
  look();
  await turn();
  assert.is(rooms, 2);
  comms.handled(-1001, true);
  await turn();
  assert.is(rooms, 3);
});

test("a handler's promise keeps its message busy for 2 s at most", async () => {
  const { comms, handle } = relay();
  const state = handle({ comm_id: "c" });
  await turn();
  comms.handled(-1, false);
  const keepsAlive = setInterval(() => {}, 1000);
  while (!state.isDone) await turn();
  clearInterval(keepsAlive);
});

test("comm_info names the open comms, of one target or of all", () => {
  const { comms } = relay();
  comms.changed("a", "x");
  comms.changed("b", "y");
  comms.changed("c", "x");
  comms.changed("a", undefined);
  const info = (content: Record<string, unknown>) => comms.info({ content } as unknown as Message)["comms"];
  assert.equal(info({}), { b: { target_name: "y" }, c: { target_name: "x" } });
  assert.equal(info({ target_name: "x" }), { c: { target_name: "x" } });
  assert.equal(info({ target_name: "none" }), {});
});

test("of 10,000 requests that are done, the headers of the last 512 are kept", async () => {
  const { comms, handle } = relay();
  for (let n = 1; n <= 10_000; n += 1) {
    handle({ comm_id: "c" });
    comms.handled(-n, true);
  }
  await turn();
  const kept = Array.from({ length: 10_000 }, (_, n) => comms.parentOf(-n - 1)).filter(Boolean);
  assert.equal([kept.length, comms.parentOf(-10_000)?.msg_id], [512, "m10000"]);
});

test.run();
