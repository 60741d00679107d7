import { setTimeout as wait } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { frameWindow } from "../../../src/messages/live/pageReport.js";
import { FrameStream } from "../../../src/widgets/live/frameStream.js";

/** A stream whose clock the test turns, and what it has sent. */
function stream() {
  let nowMs = 0;
  const sent: [frame: string, number: number, binning: number][] = [];
  const stream = new FrameStream<string>(
    (...frame) => sent.push(frame),
    () => nowMs,
  );
  const frames = {
    get sentCount() {
      return stream.sentCount;
    },
    /** A frame of the next picture of the screen. */
    push: (frame: string) => {
      nowMs += 17;
      stream.push(frame);
    },
    pushAtOnce: (frame: string) => stream.push(frame),
    receive: (body: unknown) => stream.receive(body),
    close: () => stream.close(),
  };
  const say = (what: string, number: number, page = "a", binning = 1) =>
    frames.receive({ what, page, number, binning });
  return { frames, sent, say, turn: (ms: number) => (nowMs += ms) };
}

test("a page is sent as many frames as the window has, then the newest when it has drawn", () => {
  const { frames, sent, say } = stream();
  say("ready", 0);
  for (const name of ["1", "2", "3", "4", "5", "6"]) frames.push(name);
  assert.equal(
    sent.map(([frame]) => frame),
    ["1", "2", "3"],
  );
  say("drawn", 2);
  assert.equal(
    sent.map(([frame]) => frame),
    ["1", "2", "3", "6"],
  );
  assert.is(frames.sentCount, 4);
  frames.close();
});

test("two frames that come together are sent apart: the screen would draw them as one", async () => {
  const { frames, sent, say } = stream();
  say("ready", 0);
  frames.push("1");
  frames.pushAtOnce("2");
  frames.pushAtOnce("3");
  assert.is(sent.length, 1);
  frames.push("4");
  assert.equal(
    sent.map(([frame]) => frame),
    ["1", "4"],
  );
  frames.close();
});

test("the last frame arrives, however late it is asked for", () => {
  const { frames, sent, say } = stream();
  say("ready", 0);
  for (let i = 1; i <= 50; i++) frames.push(String(i));
  say("drawn", frameWindow);
  assert.is(sent.at(-1)?.[0], "50");
  say("drawn", frameWindow + 1);
  assert.is(sent.length, frameWindow + 1, "nothing is sent twice");
  frames.close();
});

test("the slowest page that draws sets the pace, and the pixels that it can use those that are sent", () => {
  const { frames, sent, say } = stream();
  say("ready", 0, "quick", 4);
  say("ready", 0, "slow", 2);
  for (let i = 1; i <= 3; i++) frames.push(String(i));
  assert.equal(sent.at(-1), ["3", 3, 2]);
  frames.push("4");
  say("drawn", 3, "quick", 4);
  assert.is(sent.length, 3);
  say("drawn", 2, "slow", 2);
  assert.equal(sent.at(-1), ["4", 4, 2]);
  say("left", 2, "slow", 2);
  say("drawn", 4, "quick", 4);
  frames.push("5");
  assert.equal(sent.at(-1), ["5", 5, 4]);
  frames.close();
});

test("a page that draws nothing for 2 s is waited for no more", () => {
  const { frames, sent, say, turn } = stream();
  say("ready", 0, "there");
  say("ready", 0, "gone");
  for (let i = 1; i <= 3; i++) frames.push(String(i));
  turn(1900);
  say("drawn", 3, "there");
  frames.push("4");
  assert.is(sent.length, 3);
  turn(200);
  frames.push("5");
  assert.is(sent.at(-1)?.[0], "5");
  frames.close();
});

test("without a page one frame is sent a second: one that comes back takes it", () => {
  const { frames, sent, turn } = stream();
  frames.push("1");
  frames.push("2");
  assert.equal(sent, [["1", 1, 1]]);
  turn(1000);
  frames.push("3");
  assert.equal(
    sent.map(([frame]) => frame),
    ["1", "3"],
  );
  frames.close();
});

test("what waits is sent by itself once its time has come", async () => {
  const sent: string[] = [];
  const frames = new FrameStream<string>((frame) => sent.push(frame));
  frames.push("1");
  frames.push("2");
  await wait(1300);
  assert.equal(sent, ["1", "2"]);
  frames.close();
});

test("a page that is opened late is sent the last frame again", () => {
  const { frames, sent, say, turn } = stream();
  say("ready", 0, "first");
  frames.push("only");
  say("drawn", 1, "first");
  turn(100);
  say("ready", 0, "second");
  assert.equal(
    sent.map(([frame, number]) => [frame, number]),
    [
      ["only", 1],
      ["only", 2],
    ],
  );
  frames.close();
});

test("a page that says more than it was sent, or nonsense, changes nothing", () => {
  const { frames, sent, say } = stream();
  say("ready", 1e9);
  for (let i = 1; i <= 9; i++) frames.push(String(i));
  assert.is(sent.length, frameWindow);
  for (const body of [null, "drawn", { what: "drawn" }, { what: "drawn", page: "a", number: Number.NaN, binning: 1 }])
    frames.receive(body);
  assert.is(sent.length, frameWindow);
  frames.close();
});

test("once closed it sends nothing", async () => {
  const { frames, sent, say } = stream();
  frames.push("1");
  frames.push("2");
  frames.close();
  say("ready", 0);
  await wait(10);
  assert.is(sent.length, 1);
});

test.run();
