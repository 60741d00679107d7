import { test } from "uvu";
import * as assert from "uvu/assert";
import { Pyramid } from "../../extension/lib/extension/src/canvas/pyramid.js";
import { Compositor, noTile, suitingRange } from "../../extension/lib/extension/src/widgets/liveMontage/compositor.js";
import { binSeen, boxSeen, tilesSeen } from "../../extension/lib/extension/src/widgets/liveMontage/detail.js";
import {
  binFor,
  inBox,
  montageBox,
  placeInBox,
} from "../../extension/lib/extension/src/widgets/liveMontage/montageBox.js";
import { arrowScale } from "../../extension/lib/extension/src/widgets/liveMontage/montageLayers.js";
import {
  binText,
  durationText,
  montageReadout,
  placedText,
  progressText,
} from "../../extension/lib/extension/src/widgets/liveMontage/montageTexts.js";
import { TileStore } from "../../extension/lib/extension/src/widgets/liveMontage/tileStore.js";

/** @typedef {import("../../dist/src/messages/liveMontage/liveMontageState.js").LiveMontageState} LiveMontageState */
/** @typedef {import("../../dist/src/messages/liveMontage/liveMontageState.js").TileState} TileState */

const none = { reportedXNm: null, reportedYNm: null, measuredXNm: null, measuredYNm: null };

/**
 * @param {number} index
 * @param {number} commandedXNm
 * @param {Partial<TileState>} [more]
 * @returns {TileState}
 */
const tile = (index, commandedXNm, more = {}) => ({
  ...{ index, column: index, row: 0, status: "taken", commandedXNm, commandedYNm: 0 },
  ...{ ...none, doseEPerA2: null, reason: "", classMap: 0 },
  ...more,
});

/**
 * @param {readonly TileState[]} tiles
 * @param {object} [more]
 * @returns {LiveMontageState}
 */
const stateOf = (tiles, more = {}) =>
  /** @type {any} */ ({
    ...{
      title: "montage",
      tileWidthPx: 8,
      tileHeightPx: 8,
      pixelNm: 10,
      valueUnit: "electrons",
      positions: "measured",
    },
    ...{ runState: "running", problem: "", waitsFor: "", plannedMove: null, tiles },
    progress: { done: 1, failed: 0, total: 2, remainingS: 200, travelUm: 1.5, doseElectrons: 49_100_000 },
    ...more,
  });

/**
 * A tile of one value.
 * @param {number} value
 */
const pixels = (value, side = 8) => ({
  ...{ index: 0, bin: 1, widthPx: side, heightPx: side, low: value, high: value + 65_535 },
  pixels: new Uint16Array(side * side),
});

test("the box holds all places of all tiles, with a margin, and stays where it is while they move a little", () => {
  const before = montageBox(stateOf([tile(0, -40), tile(1, 40)]), 1);
  const after = montageBox(stateOf([tile(0, -40, { measuredXNm: -43, measuredYNm: 2 }), tile(1, 40)]), 1);
  assert.equal(after, before);
  assert.ok(before.originXNm <= -80 && before.originXNm + before.width * before.pixelNm >= 80);
  const far = montageBox(stateOf([tile(0, -40, { measuredXNm: -200, measuredYNm: 0 }), tile(1, 40)]), 1);
  assert.ok(far.originXNm <= -240);
  const place = { xNm: 12, yNm: -7 };
  assert.equal(placeInBox(before, ...inBox(before, place)), place);
});

test("large montages are drawn with larger pixels: a power of two, and at most 2048 a side", () => {
  const row = (/** @type {number} */ count) => Array.from({ length: count }, (_, i) => tile(i, i * 4000));
  const state = (/** @type {number} */ count) => stateOf(row(count), { tileWidthPx: 512, tileHeightPx: 512 });
  assert.equal(
    [1, 4, 6, 11, 40].map((count) => binFor(state(count))),
    [1, 1, 2, 4, 8],
  );
});

test("however far a saved state puts its tiles, what is drawn on stays small", () => {
  const far = 1000 * 10 * 32_768;
  const tiles = [tile(0, -far, { measuredXNm: far, measuredYNm: -far }), tile(1, far, { commandedYNm: far })];
  const state = stateOf(tiles, { tileWidthPx: 32_768, tileHeightPx: 1 });
  const { width, height } = montageBox(state, binFor(state));
  assert.ok(width < 5000 && height < 5000, `${width} x ${height}`);
  const one = stateOf([tile(0, 0)], { tileWidthPx: 32_768, tileHeightPx: 32_768 });
  const box = montageBox(one, binFor(one));
  assert.ok(box.width < 5000 && box.height < 5000, `${box.width} x ${box.height}`);
});

test("tiles are laid at their places; where there is none, the value is the darkest, and can be reduced", () => {
  const box = { pixelNm: 10, originXNm: -80, originYNm: -40, width: 16, height: 8 };
  const { values, width } = new Compositor().show(box, [{ index: 0, xNm: -40, yNm: 0, tile: pixels(3) }], true);
  assert.equal([values[0], values[7], values[8], width], [3, 3, noTile, 16]);
  const none = new Float32Array(512 * 512).fill(noTile);
  const small = new Pyramid({ values: none, width: 512, height: 512 }).levelFor(0.5).level;
  assert.ok(small.values.every((value) => value === noTile));
});

test("blended, the seam is a mean by distance from the edges; not blended, the later tile covers", () => {
  const box = { pixelNm: 10, originXNm: 0, originYNm: 0, width: 12, height: 8 };
  const placed = [
    { index: 0, xNm: 40, yNm: 40, tile: pixels(0) },
    { index: 1, xNm: 80, yNm: 40, tile: pixels(10) },
  ];
  const row = (/** @type {boolean} */ isBlended) =>
    Array.from(new Compositor().show(box, placed, isBlended).values.subarray(3 * 12, 4 * 12));
  assert.equal(row(false), [0, 0, 0, 0, 10, 10, 10, 10, 10, 10, 10, 10]);
  const blended = row(true);
  assert.equal(blended.slice(0, 4), [0, 0, 0, 0]);
  assert.equal(
    blended.slice(4, 8).map((value) => Math.round(value)),
    [2, 4, 6, 8],
  );
});

test("a new tile is added to the others; only one that has moved makes all be laid anew", () => {
  const box = { pixelNm: 10, originXNm: 0, originYNm: 0, width: 16, height: 8 };
  const compositor = new Compositor();
  const first = { index: 0, xNm: 40, yNm: 40, tile: pixels(1) };
  const second = { index: 1, xNm: 120, yNm: 40, tile: pixels(2) };
  const { values } = compositor.show(box, [first], true);
  const { version } = compositor;
  assert.is(compositor.show(box, [{ ...first, xNm: 44 }], true).values, values);
  assert.is(compositor.version, version, "less than half a pixel is no motion");
  compositor.show(box, [first, second], true);
  assert.is(compositor.version, version + 1);
  compositor.show(box, [{ ...first, xNm: 60 }, second], true);
  assert.equal([values[0], values[2], values[15]], [noTile, 1, 2]);
  compositor.show(box, [], true);
  assert.ok(values.every((value) => value === noTile));
});

test("a tile that reaches beyond the box is cut", () => {
  const box = { pixelNm: 10, originXNm: 0, originYNm: 0, width: 8, height: 8 };
  const { values } = new Compositor().show(box, [{ index: 0, xNm: 0, yNm: 80, tile: pixels(5) }], false);
  assert.is(values.filter((value) => value === 5).length, 16);
});

test("the contrast suits the pixels of all tiles", () => {
  const ramp = { ...pixels(0, 16), low: 0, high: 65_535, pixels: Uint16Array.from({ length: 256 }, (_, i) => i) };
  const { low, high } = suitingRange([ramp, { ...ramp, low: 1000, high: 66_535 }]);
  assert.equal([low, high], [0, 1255]);
  assert.equal(suitingRange([]), { low: 0, high: 1 });
});

test("arrows are drawn longer than true, so that the longest is about a quarter of a tile", () => {
  const moved = (/** @type {number} */ nm) => [tile(0, 0, { measuredXNm: nm, measuredYNm: 0 })];
  assert.equal(
    [1, 15, 200].map((nm) => arrowScale(moved(nm), 400)),
    [20, 5, 1],
  );
  assert.is(arrowScale([tile(0, 0)], 400), 20);
});

test("how the run is, in words with units", () => {
  const text = progressText(stateOf([tile(0, 0)]));
  assert.is(text, "Under way; 1 of 2 tiles; about 3 min left; stage travel 1.5 µm; 49.1 million electrons");
  assert.equal([0.2, 80, 100, 7200].map(durationText), ["1 s", "80 s", "2 min", "2 h"]);
});

test("where no overlap tells where tiles are, and where pixels are means, it is written", () => {
  const measured = { measuredXNm: 1, measuredYNm: 0 };
  assert.is(placedText(stateOf([tile(0, 0, measured), tile(1, 40, measured)])), "");
  const half = [tile(0, 0, measured), tile(1, 40), tile(2, 80, { status: "planned" })];
  assert.match(placedText(stateOf(half)), /^1 of 2 tiles placed by the encoders: their overlaps show nothing/);
  assert.is(placedText(stateOf(half, { positions: "reported" })), "");
  assert.equal([1, 4].map(binText), ["", "4 x 4 px in one: zoom in to see all"]);
  assert.match(progressText(stateOf([tile(0, 0)], { waitsFor: "a series is taken" })), /; waits: a series is taken$/);
});

test("looked at closely, pixels are as fine as the screen, and never coarser than they are", () => {
  assert.equal(
    [0.3, 1, 1.9, 2, 3.9, 4, 64].map((scale) => binSeen(4, scale)),
    [4, 4, 2, 2, 1, 1, 1],
  );
  assert.is(binSeen(1, 64), 1);
});

test("the part that is seen lies where the whole has it, is not larger than the screen needs, and knows its tiles", () => {
  const state = stateOf([tile(0, -300), tile(1, 300)], { tileWidthPx: 32, tileHeightPx: 32 });
  const box = { pixelNm: 40, originXNm: -480, originYNm: -240, width: 24, height: 12 };
  const screen = { width: 64, height: 32 };
  const seen = { state, box, bin: 4, view: { scale: 8, offsetX: -36, offsetY: 0 }, screen };
  const part = boxSeen(seen, 1);
  assert.equal([part.pixelNm, part.originXNm, part.originYNm], [10, -320, -240]);
  assert.equal([part.width, part.height], [34, 16]);
  assert.equal(
    tilesSeen(state, part).map(({ index }) => index),
    [0],
  );
  const all = boxSeen({ ...seen, view: { scale: 2, offsetX: 10, offsetY: 5 } }, 2);
  assert.equal([all.originXNm, all.width, all.height], [-480, 48, 24], "beside the whole nothing is seen");
  assert.is(tilesSeen(state, all).length, 2);
});

test("what is read is a place from the middle, a value and a tile", () => {
  const state = stateOf([tile(0, -40), tile(1, 40, { status: "failed", reason: "too much dose" })]);
  const box = { pixelNm: 10, originXNm: -80, originYNm: -40, width: 16, height: 8 };
  assert.is(
    montageReadout(state, box, { x: 0.5, y: 4.5, value: 3.11111, bin: 1 }),
    "x -75 nm, y 5 nm from the middle; 3.111 electrons; tile 1",
  );
  assert.match(
    montageReadout(state, box, { x: 15.5, y: 0.5, value: noTile, bin: 2 }),
    /no tile; tile 2, which could not be taken: too much dose/,
  );
});

/** A kernel that answers when the test says so. */
function kernel() {
  /** @type {{ name: string, body: any, answer: (widthPx?: number) => void, fail: () => void }[]} */
  const asked = [];
  const ask = (/** @type {string} */ name, /** @type {any} */ body) =>
    new Promise((resolve, reject) => {
      const answer = (widthPx = 2) => {
        const bytes = new DataView(new ArrayBuffer(name === "tile" ? 8 : 4));
        const tileHead = { index: body.index, bin: body.bin, widthPx, heightPx: 2, low: 0, high: 1 };
        const head = name === "tile" ? tileHead : { index: body.index, columns: widthPx, rows: 2 };
        resolve({ body: head, buffers: [bytes] });
      };
      asked.push({ name, body, answer, fail: () => reject(new Error("gone")) });
    });
  let come = 0;
  const store = new TileStore(/** @type {any} */ (ask), () => {
    come += 1;
  });
  return { asked, store, come: () => come };
}
const taken = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, index) => ({ index, isTaken: true, classMap: 0 }));
const turn = () => new Promise((resolve) => setTimeout(resolve));

test("each tile is asked for once, at most three at a time, and none is left out", async () => {
  const { asked, store, come } = kernel();
  store.want(taken(7), 1);
  assert.is(asked.length, 3);
  store.want(taken(7), 1);
  assert.is(asked.length, 3);
  for (let i = 0; i < 7; i++) {
    asked[i]?.answer();
    await turn();
    assert.ok(asked.length <= i + 4);
  }
  assert.equal(
    asked.map(({ body }) => body.index),
    [0, 1, 2, 3, 4, 5, 6],
  );
  assert.equal([store.tiles.size, come()], [7, 7]);
  store.want([{ index: 7, isTaken: false, classMap: 0 }, ...taken(7)], 1);
  assert.is(asked.length, 7);
});

test("another size of pixels brings all tiles again; an answer of the size before is dropped", async () => {
  const { asked, store } = kernel();
  store.want(taken(1), 1);
  store.want(taken(1), 2);
  asked[0]?.answer();
  await turn();
  assert.is(store.tiles.size, 0);
  asked[1]?.answer();
  await turn();
  assert.is(store.tiles.get(0)?.bin, 2);
});

test("what a lost kernel did not give is asked for again, and what does not fit is dropped", async () => {
  const { asked, store } = kernel();
  store.want(taken(2), 1);
  asked[0]?.fail();
  asked[1]?.answer(3);
  await turn();
  assert.is(store.tiles.size, 0);
  store.want(taken(2), 1);
  assert.is(asked.length, 2);
  store.askAgain();
  store.want(taken(2), 1);
  assert.is(asked.length, 4);
});

test("what is not looked at any more is let go of, and asked for again when it is", async () => {
  const { asked, store } = kernel();
  store.want(taken(2), 1);
  for (const one of asked) one.answer();
  await turn();
  store.keepOnly(new Set([1]));
  assert.equal([...store.tiles.keys()], [1]);
  store.want(taken(2), 1);
  assert.equal(
    asked.map(({ body }) => body.index),
    [0, 1, 0],
  );
});

test("class maps come too, a new one in place of the old", async () => {
  const { asked, store } = kernel();
  store.want([{ index: 0, isTaken: false, classMap: 1 }], 1);
  asked[0]?.answer();
  await turn();
  assert.equal([asked[0]?.name, store.classMaps.get(0)?.version], ["classMap", 1]);
  store.want([{ index: 0, isTaken: false, classMap: 2 }], 1);
  asked[1]?.answer();
  await turn();
  assert.is(store.classMaps.get(0)?.version, 2);
  store.dispose();
});

test.run();
