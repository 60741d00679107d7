import { suite } from "uvu";
import * as assert from "uvu/assert";
import { displaySymbol } from "../../../src/display/mimeBundle.js";
import { FrameSeries, RunningSeries } from "../../../src/em/instrument/series.js";
import type { Recording } from "../../../src/instrument/recording.js";
import { MemoryInstrument } from "../../conformance/memoryInstrument.js";
import { frame as request } from "../../instrument/guarded.js";

const test = suite("series");
const by = { operation: "em.acquire.series", instrument: "<b>&" };
const turn = () => new Promise((resolve) => setImmediate(resolve));
let recording: Recording;

test.before(async () => {
  [recording] = (await new MemoryInstrument().acquire(request)) as [Recording];
});

/** A series whose frames come when the test says so. */
function controlled(planned: number) {
  let give!: () => void;
  let finish!: (error?: unknown) => void;
  let wanted!: () => boolean;
  const series = new RunningSeries(planned, (onFrame, isWanted) => {
    give = () => onFrame(recording, by);
    wanted = isWanted;
    return new Promise((resolve, reject) => {
      finish = (error) => (error ? reject(error) : resolve());
    });
  });
  return { series, give, finish, isWanted: () => wanted() };
}

test("awaited, it gives all frames, those too that came before anybody looked", async () => {
  const { series, give, finish } = controlled(2);
  give();
  await turn();
  give();
  finish();
  const all = await series;
  assert.equal([all.count, all.planned, all.timesS.length], [2, 2, 2]);
  assert.is(all.frame(0).widthPx, request.widthPx);
  for (const wrong of [2, -3, 0.5, Number.NaN]) assert.throws(() => all.frame(wrong), /has no frame/);
});

test("read frame by frame, early frames come first, and nothing is kept", async () => {
  const { series, give, finish } = controlled(3);
  give();
  let seen = 0;
  for await (const frame of series) {
    assert.is(frame.heightPx, request.heightPx);
    if (++seen < 3) give();
    else finish();
  }
  assert.is(seen, 3);
  assert.is((await series).count, 0);
});

test("a loop that is left ends the series, and goes on only when the frame that is being taken has ended", async () => {
  const { series, give, finish, isWanted } = controlled(50);
  give();
  let isOver = false;
  const reading = (async () => {
    for await (const _ of series) break;
    isOver = true;
  })();
  await turn();
  assert.not.ok(isWanted());
  assert.not.ok(isOver, "the frame is still being taken");
  finish();
  await reading;
  assert.ok(isOver);
});

test("a failure comes to whoever awaits, and to whoever reads, after the frames that were taken", async () => {
  const awaited = controlled(2);
  awaited.finish(new Error("the detector is gone"));
  let message = "";
  await awaited.series.then(
    () => {},
    (error: unknown) => {
      message = (error as Error).message;
    },
  );
  assert.is(message, "the detector is gone");
  const read = controlled(2);
  read.give();
  let seen = 0;
  try {
    for await (const _ of read.series) {
      seen++;
      read.finish(new Error("the detector is gone"));
    }
    assert.unreachable();
  } catch (error) {
    assert.is((error as Error).message, "the detector is gone");
  }
  assert.is(seen, 1);
});

test("a failure that nobody hears is not swallowed", async () => {
  const heard: unknown[] = [];
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (error) => heard.push(error));
  try {
    controlled(1).finish(new Error("nobody listens"));
    await turn();
    await turn();
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of others) process.on("unhandledRejection", listener);
  }
  assert.match(String(heard[0]), "nobody listens");
});

test("its display escapes what instruments are called", () => {
  const shown = new FrameSeries([{ recording, by }], 3)[displaySymbol]();
  assert.not.match(String(shown["text/html"] ?? ""), "<b>&");
  assert.ok(String(shown["text/plain"]).length > 5);
  assert.ok(new FrameSeries([], 3)[displaySymbol]()["text/plain"]);
});

test.run();
