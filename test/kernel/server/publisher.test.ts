import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Publisher } from "../../../kernel/server/publisher.js";
import { type Message, Wire } from "../../../kernel/wire.js";

const header = (msg_id: string) => ({
  msg_id,
  msg_type: "execute_request",
  session: "s",
  username: "u",
  date: "",
  version: "5.4",
});
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const test = suite("publisher");

function publisher() {
  const wire = new Wire("");
  const sent: Message[] = [];
  const acknowledged: number[] = [];
  const never = { async *[Symbol.asyncIterator]() {} };
  const iopubOut = {
    send: async (frames: (Buffer | Uint8Array)[]) => {
      sent.push(new Wire("").decode(frames.map((frame) => Buffer.from(frame)))!);
    },
  };
  const channels = { iopub: never, iopubOut } as never;
  return { out: new Publisher(wire, channels, (characters) => acknowledged.push(characters)), sent, acknowledged };
}

test("stream text is joined, and leaves before any other message", async () => {
  const { out, sent, acknowledged } = publisher();
  const parent = header("1");
  out.stream(parent, "stdout", "a");
  out.stream(parent, "stdout", "b");
  out.stream(parent, "stderr", "c");
  out.publish(parent, "display_data", { data: {} });
  assert.equal(
    sent.map(({ header: { msg_type }, content }) => [msg_type, content["text"]]),
    [
      ["stream", "ab"],
      ["stream", "c"],
      ["display_data", undefined],
    ],
  );
  await pause(0);
  assert.equal(acknowledged, [2, 1]);
});

test("text leaves by itself after a moment, and at once when there is much", async () => {
  const { out, sent } = publisher();
  out.stream(header("1"), "stdout", "late");
  assert.is(sent.length, 0);
  while (sent.length === 0) await pause(2);
  out.stream(header("1"), "stdout", "x".repeat(70_000));
  assert.is(sent.length, 2);
});

test("text of two requests is not joined", () => {
  const { out, sent } = publisher();
  out.stream(header("1"), "stdout", "a");
  out.stream(header("2"), "stdout", "b");
  out.flush();
  assert.equal(
    sent.map(({ parent }) => parent.msg_id),
    ["1", "2"],
  );
});

test.run();
