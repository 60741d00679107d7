import { test } from "uvu";
import * as assert from "uvu/assert";
import { FrameReceiver } from "../../extension/lib/extension/src/widgets/live/frameReceiver.js";

const header = {
  ...{ number: 1, title: "t", widthPx: 2, heightPx: 1, pixelNm: null, valueUnit: "electrons", pixelFormat: "uint8" },
  ...{ binning: 1, isSum: false, autoLow: 0, autoHigh: 9 },
};

/** A receiver, what it has told the kernel, and how often a frame has come. */
function receiver() {
  /** @type {import("../../src/messages/live/pageReport.js").PageReport[]} */
  const told = [];
  const came = { count: 0 };
  const frames = new FrameReceiver(
    (report) => told.push(report),
    () => void came.count++,
  );
  return { frames, told, came };
}

/** @param {number[]} bytes */
const pixels = (...bytes) => [new DataView(Uint8Array.from(bytes).buffer)];

test("the newest frame is kept, as it came", () => {
  const { frames, came } = receiver();
  frames.receive(header, pixels(3, 4));
  frames.receive({ ...header, number: 2 }, pixels(5, 6));
  assert.is(came.count, 2);
  assert.is(frames.newest?.header.number, 2);
  assert.equal([...(frames.newest?.raster.values ?? [])], [5, 6]);
});

test("sums become means: the contrast is that of the pixels", () => {
  const { frames } = receiver();
  frames.receive({ ...header, binning: 2, isSum: true }, pixels(8, 2));
  assert.equal([...(frames.newest?.raster.values ?? [])], [2, 0.5]);
});

test("what is no frame changes nothing", () => {
  const { frames, came } = receiver();
  frames.receive(header, []);
  frames.receive(header, pixels(1));
  frames.receive({ ...header, widthPx: 1e12 }, pixels(1, 2));
  frames.receive("frame", pixels(1, 2));
  assert.is(came.count, 0);
  assert.is(frames.newest, undefined);
});

test("each second frame is acknowledged at once, a single one a little later", async () => {
  const { frames, told } = receiver();
  frames.enter();
  told.length = 0;
  for (let number = 1; number <= 4; number++) frames.drawn(number);
  assert.equal(
    told.map(({ what, number }) => [what, number]),
    [
      ["drawn", 2],
      ["drawn", 4],
    ],
  );
  frames.drawn(5);
  frames.drawn(5);
  await new Promise((resolve) => setTimeout(resolve, 120));
  assert.is(told.length, 3);
  assert.is(told[2]?.number, 5);
  frames.dispose();
});

test("the kernel hears of the first view and of the last, and of the pixels that can be used", () => {
  const { frames, told } = receiver();
  frames.ready();
  assert.is(told.length, 0, "nobody looks");
  frames.enter();
  frames.enter();
  frames.want(4);
  frames.want(4);
  frames.leave();
  frames.leave();
  assert.equal(
    told.map(({ what, binning }) => [what, binning]),
    [
      ["ready", 1],
      ["ready", 1],
      ["ready", 4],
      ["left", 4],
    ],
  );
  assert.is(new Set(told.map(({ page }) => page)).size, 1);
});

test("a kernel that counts from 1 again is acknowledged too", () => {
  const { frames, told } = receiver();
  frames.receive({ ...header, number: 40 }, pixels(1, 2));
  frames.drawn(40);
  frames.receive(header, pixels(1, 2));
  frames.receive({ ...header, number: 2 }, pixels(1, 2));
  frames.drawn(2);
  assert.is(told.at(-1)?.number, 2);
  frames.dispose();
});

test.run();
