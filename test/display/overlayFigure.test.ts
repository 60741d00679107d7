import { convertIndexedToRgb, decode } from "fast-png";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { markShapes } from "../../src/display/drawShape.js";
import { textWidthPx } from "../../src/display/drawText.js";
import type { Overlay } from "../../src/display/overlay.js";
import { overlayFigure } from "../../src/display/overlayFigure.js";
import { letterOf } from "../../src/display/strokeFont.js";

const flat = (side: number) => ({
  data: new Float32Array(side * side).fill(1),
  widthPx: side,
  heightPx: side,
  pixelNm: 0.1,
});
const range = { low: 0, high: 4 };

function drawn(side: number, overlays: readonly Overlay[]) {
  const bundle = overlayFigure({ image: flat(side), contrast: range, overlays, scaleBar: false, text: "test" });
  const png = decode(Buffer.from(bundle["image/png"] as string, "base64"));
  const rgb = convertIndexedToRgb(png);
  return {
    bundle,
    width: png.width,
    height: png.height,
    at: (x: number, y: number) => [...rgb.slice(3 * (y * png.width + x)).slice(0, 3)],
  };
}

test("a disc at a pixel's coordinates covers the middle of that pixel's block", () => {
  // 96 px are enlarged 8 times: pixel 10 spans 80 to 87 of the picture, its centre is 83.5
  const { at, width } = drawn(96, [
    { kind: "points", xPx: [10], yPx: [40], radiusPx: 0.5, shape: "disc", colour: "#ff0000" },
  ]);
  assert.is(width, 768);
  for (const [x, y] of [
    [83, 323],
    [84, 324],
  ])
    assert.equal(at(x!, y!), [255, 0, 0]);
  const reach = (step: number) => {
    let n = 0;
    while (at(84 + step * n, 324)[0]! > 100) n++;
    return n;
  };
  assert.ok(Math.abs(reach(1) - (reach(-1) - 1)) <= 1, "the disc is centred");
});

test("each mark leaves its colour on the image, and places that are not finite leave none", () => {
  for (const shape of markShapes) {
    const { at } = drawn(96, [
      { kind: "points", xPx: [50, Number.NaN], yPx: [50, 3], radiusPx: 4, shape, colour: "#00ff00" },
    ]);
    let green = 0;
    for (let y = 350; y < 460; y++) for (let x = 350; x < 460; x++) if (at(x, y)[1]! > at(x, y)[0]! + 60) green++;
    assert.ok(green > 60, `${shape}: ${green} pixels`);
  }
});

test("lines and texts are drawn where they belong", () => {
  const { at } = drawn(96, [
    { kind: "lines", fromXPx: [10], fromYPx: [20], toXPx: [80], toYPx: [20], colour: "#0000ff" },
    { kind: "texts", xPx: [48, 5], yPx: [60, Number.NaN], texts: ["HHH", "x"], colour: "#ff00ff" },
  ]);
  assert.ok(at(400, 164)[2]! > 150 && at(400, 164)[0]! < 80, "the middle of the line");
  assert.equal(
    at(400, 190),
    [64, 64, 64].map(() => at(700, 700)[0]!),
    "below the line nothing",
  );
  let pink = 0;
  for (let y = 470; y < 500; y++) for (let x = 360; x < 420; x++) if (at(x, y)[0]! > 150 && at(x, y)[1]! < 80) pink++;
  assert.ok(pink > 20, `${pink} pixels of text`);
});

test("labelled classes stand in a legend below the image, in rows that fit", () => {
  const points = (label?: string): Overlay => ({
    kind: "points",
    xPx: [1],
    yPx: [1],
    colour: "#56b4e9",
    ...(label && { label }),
  });
  assert.is(drawn(96, [points()]).height, 768);
  const one = drawn(96, [points("Ti (2145)")]).height;
  assert.ok(one > 768);
  const line: Overlay = {
    kind: "lines",
    fromXPx: [1],
    fromYPx: [1],
    toXPx: [9],
    toYPx: [9],
    colour: "#e69f00",
    label: "a1",
  };
  const many = drawn(96, [...Array.from({ length: 12 }, (_, i) => points(`class number ${i}`)), line]).height;
  assert.ok(many > one + 30, "twelve classes need more than one row");
});

test("3,000 points and their words stay well below 1 MB", () => {
  const n = 3000;
  const xPx = Float64Array.from({ length: n }, (_, i) => (i * 37) % 512);
  const yPx = Float64Array.from({ length: n }, (_, i) => (i * 101) % 512);
  const data = Float32Array.from({ length: 512 * 512 }, (_, i) => (i * 2654435761) % 251);
  const bundle = overlayFigure({
    image: { data, widthPx: 512, heightPx: 512 },
    overlays: [{ kind: "points", xPx, yPx, radiusPx: 3, colour: "#56b4e9", label: "atoms" }],
    text: "atoms",
  });
  assert.ok(JSON.stringify(bundle).length < 1_000_000, `${JSON.stringify(bundle).length}`);
});

test("captions and tables are escaped", () => {
  const evil = "<script>1</script>";
  const html = overlayFigure({
    image: flat(8),
    title: evil,
    caption: [evil],
    table: { summary: evil, header: [evil], rows: [[evil, 3, null]] },
    text: evil,
  })["text/html"] as string;
  assert.not.match(html, /<script/);
  assert.is(html.match(/&lt;script&gt;/g)?.length, 6);
});

test("the font has every printable letter, and letters of different kinds", () => {
  const box = JSON.stringify(letterOf("\u4e2d").strokes.map((s) => [...s]));
  for (let code = 33; code < 127; code++) {
    const sign = String.fromCharCode(code);
    if ("$@\\^`{}".includes(sign)) continue;
    assert.is.not(JSON.stringify(letterOf(sign).strokes.map((s) => [...s])), box, sign);
  }
  for (const sign of "µÅ°±×") assert.is.not(letterOf(sign).strokes.length, 0);
  assert.ok(textWidthPx("WWW", 14) > textWidthPx("iii", 14));
  assert.is(textWidthPx("", 14), 0);
});

test.run();
