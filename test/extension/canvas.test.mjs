import { test } from "uvu";
import * as assert from "uvu/assert";
import { drawPixels } from "../../extension/lib/extension/src/canvas/drawPixels.js";
import { fileNameOf } from "../../extension/lib/extension/src/canvas/exportPng.js";
import { lines } from "../../extension/lib/extension/src/canvas/gridLayer.js";
import { maskColours } from "../../extension/lib/extension/src/canvas/maskLayer.js";
import { Pyramid } from "../../extension/lib/extension/src/canvas/pyramid.js";
import { shadeTable } from "../../extension/lib/extension/src/canvas/shadeTable.js";
import { fitted, moved, pixelAt, zoomedAt } from "../../extension/lib/extension/src/canvas/viewTransform.js";

const image = { width: 400, height: 200 };
const screen = { width: 800, height: 800 };
/** @type {{ colourMap: "grey", low: number, high: number, gamma: number }} */
const grey = { colourMap: "grey", low: 0, high: 255, gamma: 1 };

test("the colours of a map as pixels: red, green, blue and opaque", () => {
  const { colours } = shadeTable({ ...grey, colourMap: "viridis" });
  const bytes = new Uint8Array(colours.buffer);
  assert.equal([...bytes.subarray(0, 4)], [0x44, 0x01, 0x54, 255]);
  assert.equal([...bytes.subarray(-4)], [0xfd, 0xe7, 0x25, 255]);
});

test("fitted: all of the image, in the middle", () => {
  assert.equal(fitted(image, screen), { scale: 2, offsetX: 0, offsetY: 200 });
});

test("zooming keeps the place under the pointer, within its limits", () => {
  const view = fitted(image, screen);
  const place = { x: 333, y: 445 };
  const before = pixelAt(view, place.x, place.y);
  let zoomed = view;
  for (let i = 0; i < 40; i++) {
    zoomed = zoomedAt(zoomed, 1.3, place, image, screen);
    assert.equal(pixelAt(zoomed, place.x, place.y), before);
  }
  assert.is(zoomed.scale, 64);
  for (let i = 0; i < 40; i++) zoomed = zoomedAt(zoomed, 0.5, place, image, screen);
  assert.is(zoomed.scale, 0.25);
});

test("the image cannot be lost beside the screen", () => {
  const view = fitted(image, screen);
  const right = moved(view, 1e6, -1e6, image, screen);
  assert.equal([right.offsetX, right.offsetY], [800 - 32, 32 - 400]);
  assert.is(moved(view, -1e6, 0, image, screen).offsetX, 32 - 800);
});

/**
 * @param {import("../../extension/lib/extension/src/canvas/pyramid.js").Raster} raster
 * @param {import("../../extension/lib/extension/src/canvas/viewTransform.js").ViewTransform} view
 */
function drawn(raster, view, look = grey, size = { width: 4, height: 3 }) {
  const out = new Uint32Array(size.width * size.height);
  drawPixels(out, size, new Pyramid(raster), view, shadeTable(look));
  return Array.from(new Uint8Array(out.buffer)).filter((_, i) => i % 4 === 0 || i % 4 === 3);
}

test("each pixel of the screen shows the pixel of the image that its centre lies on; beside the image it is transparent", () => {
  const raster = { values: Uint8Array.of(10, 20, 30, 40), width: 2, height: 2 };
  const shown = drawn(raster, { scale: 1, offsetX: 1, offsetY: 1 });
  const none = [0, 0];
  assert.equal(shown, [
    ...[...none, ...none, ...none, ...none],
    ...[...none, 10, 255, 20, 255, ...none],
    ...[...none, 30, 255, 40, 255, ...none],
  ]);
  const large = drawn(raster, { scale: 2, offsetX: -1, offsetY: 0 }, grey, { width: 4, height: 1 });
  assert.equal(large, [10, 255, 20, 255, 20, 255, ...none]);
});

test("values beyond the contrast, infinite ones and those that are none have the shades of the ends", () => {
  const values = Float32Array.of(-5, Number.NaN, Infinity, -Infinity, 300, 128);
  const size = { width: 6, height: 1 };
  const shown = drawn({ values, width: 6, height: 1 }, { scale: 1, offsetX: 0, offsetY: 0 }, grey, size);
  assert.equal(
    shown.filter((_, i) => i % 2 === 0),
    [0, 0, 255, 0, 255, 128],
  );
});

test("gamma lifts the dark parts; a range without extent is of one shade", () => {
  const values = Uint8Array.of(64);
  /** @param {Partial<typeof grey>} change */
  const shade = (change) =>
    drawn(
      { values, width: 1, height: 1 },
      { scale: 1, offsetX: 0, offsetY: 0 },
      { ...grey, ...change },
      { width: 1, height: 1 },
    )[0];
  assert.ok(Math.abs(Number(shade({ gamma: 0.5 })) - 255 * Math.sqrt(64 / 255)) <= 1);
  assert.is(shade({ low: 9, high: 9 }), 128);
});

test("drawn small, a pixel of the screen is the mean of what lies under it", () => {
  const values = Uint8Array.from({ length: 1024 * 1024 }, (_, i) => ((i ^ (i >> 10)) & 1 ? 200 : 0));
  const pyramid = new Pyramid({ values, width: 1024, height: 1024 });
  assert.equal(
    [8, 1, 0.5, 0.25, 0.01].map((scale) => pyramid.levelFor(scale).factor),
    [1, 1, 2, 4, 4],
  );
  assert.equal(
    [1, 0.5, 0.25].map((scale) => pyramid.levelFor(scale).level.width),
    [1024, 512, 256],
  );
  assert.equal([...new Set(pyramid.levelFor(0.5).level.values)], [100]);
  assert.is(pyramid.levelFor(0.5).level, pyramid.levelFor(0.5).level, "made once");
});

test("odd sides and pixels without a value", () => {
  const values = new Float32Array(301 * 3).fill(2);
  values[0] = Number.NaN;
  values[300] = 8;
  const { level: half } = new Pyramid({ values, width: 301, height: 3 }).levelFor(0.5);
  assert.equal([half.width, half.height], [151, 2]);
  assert.equal([half.values[0], half.values[150], half.values[151]], [2, 5, 2]);
});

test("lines of a grid: those that are seen, and fewer where they would lie too close", () => {
  assert.equal(lines(0, 10, 40, 2, 0, 100), [0, 20, 40, 60, 80]);
  assert.equal(lines(5, 10, 40, 2, -30, 40), [0, 20, 40]);
  assert.equal(lines(0, 1, 8, 1, 0, 100), [0, 4, 8]);
  assert.equal(lines(0, 0, 40, 2, 0, 100), []);
  assert.equal(lines(0, Number.NaN, 40, 2, 0, 100), []);
  assert.ok(lines(0, 1, 32_768, 0.01, 0, 400).length <= 100);
});

test("a mask colours its classes and leaves out those without a colour", () => {
  /** @type {[number, number, number][]} */
  const colours = [[1, 2, 3]];
  const place = { xPx: 0, yPx: 0, widthPx: 3, heightPx: 1, opacity: 1 };
  const bytes = maskColours({ classes: Uint8Array.of(0, 1, 2), columns: 3, rows: 1, colours, ...place });
  assert.equal([...bytes], [0, 0, 0, 0, 1, 2, 3, 255, 0, 0, 0, 0]);
});

test("the name of a saved file holds nothing of a path", () => {
  assert.is(fileNameOf("../../Ti3C2Tx, frame 7 (Ä)"), "Ti3C2Tx-frame-7-A");
  assert.is(fileNameOf("<>"), "image");
  assert.is(fileNameOf("a".repeat(500)).length, 80);
});

test.run();
