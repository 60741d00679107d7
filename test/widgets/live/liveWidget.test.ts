import { setTimeout as wait } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { Micrograph } from "../../../src/core/micrograph.js";
import { type FrameHeader, readFrameHeader } from "../../../src/messages/live/frameHeader.js";
import { LiveWidget } from "../../../src/widgets/live/liveWidget.js";
import { displaySymbol } from "../../../src/widgets/viewBundle.js";
import { WidgetHost } from "../../../src/widgets/widgetHost.js";
import { FakeComms } from "../fakeComms.js";

const look = { colourMap: "grey", gamma: 1 } as const;

function live(signal: () => AbortSignal | undefined = () => undefined) {
  const comms = new FakeComms();
  const contrastOf = (data: Float32Array) => ({ low: Math.min(...data), high: Math.max(...data) });
  const still = (last: Micrograph | undefined) => ({ "text/plain": last?.title ?? "none yet", "text/html": "x" });
  const widget = new LiveWidget("live", look, { host: new WidgetHost(comms), signal, contrastOf, still });
  widget[displaySymbol]();
  const { id } = comms.sent.at(-1)!;
  const say = (body: object) => comms.say(id, { method: "custom", content: { kind: "event", name: "page", body } });
  return { comms, widget, id, say };
}

function frame(values: readonly number[], title = "f", isCounts = true): Micrograph {
  return new Micrograph({ data: Float32Array.from(values), widthPx: 4, heightPx: 2, pixelNm: 0.1, isCounts, title });
}

const one = frame([0, 1, 2, 3, 4, 5, 6, 7], "one");

/** The frames that were sent since the last look. */
function framesOf(comms: FakeComms, id: string): { readonly header: FrameHeader; readonly bytes: Uint8Array }[] {
  return comms
    .take(id)
    .filter(({ data }) => data.content?.name === "frame")
    .map(({ data, buffers }) => {
      const bytes = buffers[0]!;
      const header = readFrameHeader(data.content.body, bytes.byteLength);
      if (!header) throw new Error("the page would not take this frame");
      return { header, bytes };
    });
}

/** The next picture of the screen. */
const nextPicture = () => wait(20);

/** The one frame that was sent since the last look. */
function frameOf(comms: FakeComms, id: string) {
  const frames = framesOf(comms, id);
  assert.is(frames.length, 1);
  return frames[0]!;
}

async function* each(...frames: Micrograph[]): AsyncGenerator<Micrograph> {
  yield* frames;
}

test("a frame travels in the fewest bytes, with what is known of it", () => {
  const { comms, widget, id } = live();
  widget.show(one);
  const { header, bytes } = frameOf(comms, id);
  assert.equal([...bytes], [0, 1, 2, 3, 4, 5, 6, 7]);
  const { number, title, widthPx, heightPx, pixelNm, valueUnit, autoLow, autoHigh } = header;
  assert.equal([number, title, widthPx, heightPx, pixelNm], [1, "one", 4, 2, 0.1]);
  assert.equal([valueUnit, autoLow, autoHigh], ["electrons", 0, 7]);
});

test("a page with few pixels is sent sums of counts, and means of other values", async () => {
  const { comms, widget, id, say } = live();
  say({ what: "ready", page: "p", number: 0, binning: 2 });
  widget.show(one);
  const { header, bytes } = frameOf(comms, id);
  assert.equal([header.widthPx, header.heightPx, header.pixelNm, header.isSum], [2, 1, 0.2, true]);
  assert.equal([...bytes], [0 + 1 + 4 + 5, 2 + 3 + 6 + 7]);
  await nextPicture();
  widget.show(frame([0, 1, 2, 3, 4, 5, 6, 7], "mean", false));
  const mean = frameOf(comms, id);
  assert.equal([...new Float32Array(mean.bytes.slice().buffer)], [2.5, 4.5]);
  assert.is(mean.header.isSum, false);
});

test("the contrast goes towards that of the frames, a quarter of the way at a time", async () => {
  const { comms, widget, id, say } = live();
  say({ what: "ready", page: "p", number: 0, binning: 1 });
  widget.show(one);
  await nextPicture();
  widget.show(frame([0, 0, 0, 0, 0, 0, 0, 11]));
  assert.equal(
    framesOf(comms, id).map(({ header }) => header.autoHigh),
    [7, 8],
  );
});

test("look holds the contrast; the colours alone do not", () => {
  const { widget } = live();
  assert.is(widget.look({ colourMap: "magma" }).current.isAutoContrast, true);
  assert.is(widget.look({ high: 5 }).current.isAutoContrast, false);
  assert.throws(() => widget.look({ low: 9 }), /low is 9/);
});

test("follow shows the frames of a source, gives the last, and says when it has ended", async () => {
  const { comms, widget, id } = live();
  const last = await widget.follow(each(one, frame([9, 9, 9, 9, 9, 9, 9, 9], "two")));
  assert.is(last.title, "two");
  assert.is(widget.last, last);
  assert.equal(
    comms
      .take(id)
      .filter(({ data }) => data.method === "update")
      .map(({ data }) => data.state.mode),
    ["running", "ended"],
  );
});

test("follow ends after so many frames, and the source with it", async () => {
  const { widget } = live();
  let isEnded = false;
  async function* forever() {
    try {
      for (;;) yield one;
    } finally {
      isEnded = true;
    }
  }
  await widget.follow(forever(), { frames: 3 });
  assert.ok(isEnded);
});

test("Stop in the page ends it, also where the source never waits", async () => {
  const { comms, widget, id } = live();
  let taken = 0;
  async function* forever() {
    for (;;) {
      taken += 1;
      yield one;
    }
  }
  setTimeout(() => comms.say(id, { method: "custom", content: { kind: "request", id: "1", name: "stop" } }), 20);
  await widget.follow(forever());
  assert.ok(taken > 1);
  const sent = comms.take(id);
  assert.is(sent.find(({ data }) => data.content?.kind === "answer")?.data.content.id, "1");
  const modes = sent.flatMap(({ data }) => data.state?.mode ?? []);
  assert.equal(modes, ["running", "stopping", "ended"], "that one more frame comes is said");
  widget.stop();
  assert.equal(comms.take(id), [], "where nothing is followed, Stop does nothing");
});

test("an interrupt of the cell ends it with an error, and so does a source that fails", async () => {
  const interrupt = new AbortController();
  const { widget } = live(() => interrupt.signal);
  const following = widget.follow(
    (async function* () {
      yield one;
      interrupt.abort();
      yield one;
    })(),
  );
  const aborted = await following.then(
    () => assert.unreachable(),
    (error: unknown) => error,
  );
  assert.ok(aborted instanceof EmError && aborted.tag === "Aborted");
  const { widget: other } = live();
  // biome-ignore lint/correctness/useYield: it fails before its first frame
  const failing = (async function* (): AsyncGenerator<Micrograph> {
    throw new Error("no beam");
  })();
  const failed = await other.follow(failing).then(
    () => assert.unreachable(),
    (error: unknown) => error,
  );
  assert.match(String(failed), "no beam");
  const empty = await other.follow(each()).then(
    () => assert.unreachable(),
    (error: unknown) => error,
  );
  assert.ok(empty instanceof EmError && empty.tag === "BadShape");
});

test("it shows itself as a view with the last frame beside it, and as no HTML", () => {
  const { widget } = live();
  assert.equal(widget[displaySymbol]()["text/plain"], "none yet");
  widget.show(one);
  const bundle = widget[displaySymbol]();
  assert.equal([bundle["text/plain"], bundle["text/html"]], ["one", undefined]);
  assert.ok(bundle["application/vnd.jupyter.widget-view+json"]);
  widget.close();
  assert.is(widget[displaySymbol]()["text/html"], "x");
});

test.run();
