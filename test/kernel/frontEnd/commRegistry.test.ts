import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Comm, CommMessage } from "../../../kernel/comms.js";
import { CommRegistry } from "../../../kernel/frontEnd/commRegistry.js";
import type { CommRequest, MainToServer } from "../../../kernel/threadMessages.js";

const test = suite("comm registry");

function registry() {
  const posted: MainToServer[] = [];
  const reported: string[] = [];
  const reserved: number[] = [];
  const comms = new CommRegistry({
    owner: () => 7,
    post: (message) => posted.push(message),
    call: (handler, onError) => {
      try {
        handler();
      } catch (error) {
        reported.push(String(error));
        onError?.();
      }
    },
    report: (error) => reported.push(String(error)),
    reserve: (bytes) => reserved.push(bytes),
  });
  /** What has been posted since the last time, in short. */
  const taken = () =>
    posted.splice(0).map((message) => {
      if (message.type === "publish") return `${message.messageType} ${message.runId} ${message.contentJson}`;
      return message.type === "commState" ? `${message.id} is ${message.targetName ?? "closed"}` : message.type;
    });
  return { comms, posted, reported, reserved, taken };
}

function request(kind: CommRequest["kind"], id: string, more: Partial<CommRequest> = {}): CommRequest {
  return { owner: -1, kind, id, targetName: "", data: {}, metadata: {}, buffers: [], ...more };
}

test("a comm of the front end goes to the handler of its target, and each message to all who listen, in order", () => {
  const { comms, taken } = registry();
  const heard: unknown[] = [];
  comms.registerTarget("t", (comm, opening) => {
    heard.push(["opened", comm.id, comm.targetName, opening]);
    comm.onMessage((message) => heard.push(["first", message.data]));
    const stop = comm.onMessage((message) => heard.push(["second", message.data]));
    comm.onMessage(({ data }) => data["stop"] && stop());
    comm.onClose((message) => heard.push(["closed", message.data]));
  });
  comms.receive(request("open", "c", { targetName: "t", data: { a: 1 } }));
  comms.receive(request("message", "c", { data: { stop: true } }));
  comms.receive(request("message", "c", { data: { n: 2 } }));
  comms.receive(request("close", "c", { data: { z: 1 } }));
  comms.receive(request("message", "c"));
  comms.receive(request("close", "c"));
  assert.equal(heard, [
    ["opened", "c", "t", { data: { a: 1 }, metadata: {}, buffers: [] }],
    ["first", { stop: true }],
    ["second", { stop: true }],
    ["first", { n: 2 }],
    ["closed", { z: 1 }],
  ]);
  assert.equal(taken(), ["c is t", "c is closed"]);
  assert.is(comms.openCount, 0);
});

test("a target that is not known, or is taken back, is refused without an error", () => {
  const { comms, taken, reported } = registry();
  const takeBack = comms.registerTarget("t", () => {});
  const later = () => {};
  comms.registerTarget("t", later);
  takeBack();
  comms.receive(request("open", "a", { targetName: "t" }));
  assert.equal(taken(), ["a is t"], "the second handler of the target stays");
  comms.receive(request("open", "b", { targetName: "unknown" }));
  assert.equal(taken(), ['comm_close 7 {"comm_id":"b","data":{}}']);
  assert.equal(reported, []);
});

test("a handler that throws refuses the comm, and an id that is open already is not opened again", () => {
  const { comms, taken, reported } = registry();
  let kept: Comm | undefined;
  comms.registerTarget("bad", () => {
    throw new Error("no");
  });
  comms.registerTarget("good", (comm) => {
    kept = comm;
  });
  comms.receive(request("open", "a", { targetName: "bad" }));
  assert.equal(taken(), ["a is bad", 'comm_close 7 {"comm_id":"a","data":{}}', "a is closed"]);
  comms.receive(request("open", "b", { targetName: "good" }));
  comms.receive(request("open", "b", { targetName: "good" }));
  assert.equal(taken(), ["b is good"]);
  assert.is(kept?.isClosed, false);
  assert.equal(reported, ["Error: no", "Error: the front end opens the comm b, which is open already"]);
});

test("a comm of the kernel opens, sends and closes with data, metadata and buffers; after that it is silent", () => {
  const { comms, posted, taken, reserved } = registry();
  const comm = comms.open("t", { data: { a: 1 }, metadata: { v: 1 }, buffers: [new Uint8Array([1, 2])] });
  const [opening] = posted;
  if (opening?.type !== "publish") throw new Error("nothing was opened");
  assert.equal(
    [opening.metadata, opening.buffers, opening.backlogBytes],
    [{ v: 1 }, [new Uint8Array([1, 2])], reserved[0]],
  );
  assert.is(reserved[0], opening.contentJson.length + 2);
  const own = `"comm_id":"${comm.id}"`;
  assert.equal(taken(), [`comm_open 7 {${own},"target_name":"t","data":{"a":1}}`, `${comm.id} is t`]);
  let closed = 0;
  comm.onClose(() => {
    closed += 1;
    comm.close();
  });
  comm.send({ n: 1n });
  comm.close({ why: 1 });
  comm.close();
  comm.send({ late: true });
  comm.onMessage(() => assert.unreachable());
  comms.receive(request("message", comm.id));
  const wanted = [
    `comm_msg 7 {${own},"data":{"n":"1"}}`,
    `comm_close 7 {${own},"data":{"why":1}}`,
    `${comm.id} is closed`,
  ];
  assert.equal(taken(), wanted);
  assert.equal([closed, comm.isClosed, comms.openCount], [1, true, 0]);
});

test("at the end of the kernel the handlers hear it, the front end does not", () => {
  const { comms, taken } = registry();
  const closed: string[] = [];
  for (const name of ["a", "b"]) comms.open(name).onClose(() => closed.push(name));
  taken();
  comms.closeAll();
  assert.equal([closed, comms.openCount], [["a", "b"], 0]);
  assert.ok(taken().every((line) => line.endsWith("is closed")));
});

test("more than 10,000 comms are refused from either side, until one is closed", () => {
  const { comms, taken, reported } = registry();
  const all = Array.from({ length: 10_000 }, () => comms.open("t"));
  assert.throws(() => comms.open("t"), /10000 comms are open already; close/);
  comms.registerTarget("t", () => {});
  taken();
  comms.receive(request("open", "one more", { targetName: "t" }));
  assert.equal(taken(), ['comm_close 7 {"comm_id":"one more","data":{}}']);
  assert.match(reported[0] ?? "", /10000 comms/);
  all[0]?.close();
  assert.ok(comms.open("t"));
});

test("10,000 comms that are opened and closed leave nothing behind", () => {
  const { comms, posted } = registry();
  const messages = new WeakSet<CommMessage>();
  comms.registerTarget("t", (comm) => comm.onMessage((message) => messages.add(message)));
  for (let i = 0; i < 10_000; i += 1) {
    comms.receive(request("open", `c${i}`, { targetName: "t" }));
    comms.receive(request("close", `c${i}`));
  }
  assert.equal([comms.openCount, posted.length], [0, 20_000]);
});

test("wrong arguments are refused with what is wanted", () => {
  const { comms, posted } = registry();
  assert.throws(() => comms.open("" as never), /must be a text that is not empty/);
  assert.throws(() => comms.registerTarget(5 as never, () => {}), /must be a text/);
  assert.throws(() => comms.registerTarget("t", "x" as never), /must be a function, not string/);
  assert.throws(() => comms.open("t", { data: { pixels: new Uint8Array(1) } }), /"pixels"/);
  assert.throws(() => comms.open("t", { buffers: [5 as never] }), /buffers\[0\]/);
  assert.equal([posted.length, comms.openCount], [0, 0], "nothing is opened by halves");
});

test.run();
