import { test } from "uvu";
import * as assert from "uvu/assert";
import { type ImageState, imageTraits, readImageState } from "../../src/messages/imageState.js";
import { readChange } from "../../src/messages/traits.js";

const good: ImageState = {
  title: "frame",
  widthPx: 3,
  heightPx: 2,
  pixelNm: 0.02,
  valueUnit: "electrons",
  pixelFormat: "uint16",
  pixels: new Uint8Array(12),
  colourMap: "grey",
  low: 0,
  high: 9,
  autoLow: 0,
  autoHigh: 9,
  gamma: 1,
};
const read = (changed: Readonly<Record<string, unknown>>) => {
  const values: Readonly<Record<string, unknown>> = { ...good, ...changed };
  return readImageState((name) => values[name]);
};

test("a good state is read, also when its pixels come as another view and it is not calibrated", () => {
  assert.equal(read({}).state, good);
  assert.is(read({ pixels: new DataView(new ArrayBuffer(12)) }).state?.pixels.byteLength, 12);
  assert.is(read({ pixelNm: null }).state?.pixelNm, null);
});

test("there must be as many bytes as the pixels need", () => {
  assert.is(read({ pixels: new Uint8Array(11) }).wrong, "pixels");
  assert.is(read({ pixelFormat: "float32" }).wrong, "pixels");
  assert.is(read({ widthPx: 32_768, heightPx: 32_768 }).wrong, "pixels");
});

test("a hostile state names what is wrong and gives nothing to draw", () => {
  const wrong = {
    title: { toString: 1 },
    widthPx: 1e9,
    heightPx: -2,
    pixelNm: 0,
    pixelFormat: "float64",
    pixels: "AAAA",
    colourMap: "__proto__",
    low: Number.NaN,
    gamma: 0,
  };
  for (const [name, value] of Object.entries(wrong)) assert.equal(read({ [name]: value }), { wrong: name });
});

test("a person may change the look, and nothing of the image", () => {
  const { change, refused } = readChange(imageTraits, { ...good, gamma: 2 });
  assert.equal(Object.keys(change).sort(), ["colourMap", "gamma", "high", "low"]);
  assert.ok(refused.includes("pixels") && refused.includes("title") && refused.includes("pixelNm"));
});

test.run();
