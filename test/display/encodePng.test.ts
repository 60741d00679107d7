import { convertIndexedToRgb, decode } from "fast-png";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Canvas, parseColour } from "../../src/display/canvas.js";
import { colourTable } from "../../src/display/colourMaps.js";
import { encodePng } from "../../src/display/encodePng.js";

/** The colours of a PNG as another program reads them, checksums included. */
function colours(canvas: Canvas): Uint8Array {
  const png = decode(encodePng(canvas), { checkCrc: true });
  assert.is(png.width, canvas.widthPx);
  assert.is(png.height, canvas.heightPx);
  return Uint8Array.from(convertIndexedToRgb(png));
}

function greyRamp(widthPx: number, heightPx: number, levels: number): Canvas {
  const canvas = new Canvas(widthPx, heightPx, colourTable("grey", levels));
  canvas.placeShades(
    Uint8Array.from({ length: widthPx * heightPx }, (_, i) => (7 * i) % levels),
    widthPx,
    heightPx,
    1,
  );
  return canvas;
}

test("shades come back exactly through another decoder", () => {
  for (const [width, height, levels] of [
    [1, 1, 2],
    [5, 3, 64],
    [33, 17, 200],
    [64, 64, 256],
  ] as const) {
    const canvas = greyRamp(width, height, levels);
    const found = colours(canvas);
    for (let i = 0; i < width * height; i++) {
      const expected = canvas.colours[3 * canvas.shades[i]!];
      assert.is(found[3 * i], expected);
      assert.is(found[3 * i + 2], expected);
    }
  }
});

test("drawn colours keep their place, and few of them keep their exact colour", () => {
  const canvas = greyRamp(20, 20, 200);
  canvas.blend(3, 4, parseColour("#d55e00"), 1);
  canvas.blend(5, 4, 0x0072b2, 1);
  const found = colours(canvas);
  const at = (x: number, y: number) => [...found.subarray(3 * (20 * y + x), 3 * (20 * y + x) + 3)];
  assert.equal(at(3, 4), [0xd5, 0x5e, 0]);
  assert.equal(at(5, 4), [0, 0x72, 0xb2]);
});

test("more drawn colours than a palette holds become near ones", () => {
  const canvas = greyRamp(64, 64, 200);
  for (let i = 0; i < 2000; i++) canvas.blend(i % 64, Math.floor(i / 64), (i * 8191) & 0xffffff, 1);
  const found = colours(canvas);
  let error = 0;
  for (let i = 0; i < 2000; i++)
    for (const [channel, shift] of [16, 8, 0].entries())
      error += Math.abs(found[3 * i + channel]! - ((canvas.paint[i]! >> shift) & 255)) / 6000;
  assert.ok(error < 40, `mean error ${error} of 255`);
});

test("enlarged shades fill their blocks and compress well", () => {
  const canvas = new Canvas(600, 600, colourTable("grey", 200));
  canvas.placeShades(
    Uint8Array.from({ length: 200 * 200 }, (_, i) => (i * 2654435761) % 200),
    200,
    200,
    3,
  );
  assert.is(canvas.shades[0], canvas.shades[2 * 600 + 2]);
  assert.ok(encodePng(canvas).length < 60_000);
});

test("blending mixes colours and ignores what lies outside", () => {
  const canvas = new Canvas(2, 1, colourTable("grey", 2));
  canvas.blend(0, 0, 0xff9000, 0.1);
  assert.is(canvas.colourAt(0), 0);
  canvas.blend(0, 0, 0xff9000, 0.6);
  assert.is(canvas.colourAt(0), 0xaa6000);
  canvas.blend(0, 0, 0x0000ff, 0.4);
  assert.is(canvas.colourAt(0), 0x714055);
  canvas.blend(0, 0, 0x0000ff, 0.9);
  assert.is(canvas.colourAt(0), 0x0000ff);
  assert.equal([...canvas.inks], [0x0000ff]);
  for (const [x, y] of [
    [-1, 0],
    [2, 0],
    [0, -1],
    [0, 1],
  ])
    canvas.blend(x!, y!, 0xffffff, 1);
  assert.is(canvas.colourAt(1), 0);
  canvas.fillRectangle(-5, -5, 100, 100, 0x123456);
  assert.is(canvas.colourAt(1), 0x123456);
  assert.is(parseColour("red"), 0xffffff);
});

test.run();
