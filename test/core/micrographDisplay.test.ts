import { decode } from "fast-png";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Micrograph } from "../../src/core/micrograph.js";
import type { ShowOptions } from "../../src/core/micrographDisplay.js";
import { seededRandom } from "../../src/core/random.js";
import { displaySymbol, type MimeBundle } from "../../src/display/mimeBundle.js";

function noise(widthPx: number, heightPx: number, extra = {}): Micrograph {
  const random = seededRandom(1);
  const data = Float32Array.from({ length: widthPx * heightPx }, () => random.uniform());
  return new Micrograph({ data, widthPx, heightPx, title: "noise", ...extra });
}

const pngOf = (bundle: MimeBundle) => Buffer.from(bundle["image/png"] as string, "base64");

test("each form is there, the HTML holds the same picture as the PNG", () => {
  const bundle = noise(64, 64, { pixelNm: 0.1 })[displaySymbol]();
  assert.equal(Object.keys(bundle).sort(), ["image/png", "text/html", "text/plain"]);
  assert.ok((bundle["text/html"] as string).includes(`src="data:image/png;base64,${bundle["image/png"]}"`));
  assert.match(bundle["text/plain"] as string, /^noise: 64 x 64 px, 6\.4 nm x 6\.4 nm, 100 pm per pixel; values 0/);
  assert.not.match(bundle["text/html"] as string, /<svg|<script|<style/);
});

test("small images are enlarged in whole steps, large ones reduced, noise stays below 300 kB", () => {
  for (const [width, height] of [
    [1, 1],
    [48, 55],
    [512, 512],
    [1024, 700],
    [1600, 1200],
    [3000, 2],
    [2, 3000],
  ] as const) {
    const bundle = noise(width, height)[displaySymbol]();
    const png = decode(pngOf(bundle));
    assert.ok(pngOf(bundle).length < 300_000, `${width} x ${height}: ${pngOf(bundle).length} bytes`);
    assert.ok(Math.max(png.width, png.height) <= 1152, `${width} x ${height}: ${png.width} x ${png.height}`);
    assert.ok(JSON.stringify(bundle).length < 800_000);
    const reduced = Math.max(width, height) > 1024;
    if (reduced) assert.match(bundle["text/html"] as string, /Shown reduced/);
  }
  assert.is(decode(pngOf(noise(48, 48)[displaySymbol]())).width, 768);
});

test("an uncalibrated image says so, in words too", () => {
  const bundle = noise(32, 32)[displaySymbol]();
  assert.match(bundle["text/html"] as string, /not calibrated/);
  assert.match(bundle["text/plain"] as string, /not calibrated/);
});

test("metadata, titles and notes are escaped", () => {
  const evil = '<img src=x onerror="alert(1)">';
  const metadata = { [evil]: { value: evil, unit: evil, from: evil } };
  const html = noise(4, 4, { title: evil, metadata, notes: [evil] })[displaySymbol]()["text/html"] as string;
  assert.is(html.match(/<img /g)?.length, 1, "only our own picture");
  assert.not.match(html, /onerror="/);
  assert.match(html, /Metadata \(1\)/);
});

test("the colour map, contrast and gamma change the picture", () => {
  const m = noise(40, 40);
  const shown = (options: ShowOptions) => m.show({ ...options, scaleBar: false })[displaySymbol]()["image/png"];
  const plain = shown({});
  assert.is(m.show({ scaleBar: false, colourMap: "grey" })[displaySymbol]()["image/png"], plain);
  for (const options of [{ colourMap: "viridis" }, { contrast: [20, 80] }, { gamma: 0.5 }] as ShowOptions[])
    assert.is.not(shown(options), plain, JSON.stringify(options));
});

test("wrong ways to show are refused", () => {
  const m = noise(4, 4);
  const wrong: object[] = [
    { colourMap: "jet" },
    { contrast: [99, 1] },
    { contrast: [1] },
    { contrast: 5 },
    { gamma: 0 },
    { color: 1 },
  ];
  for (const options of wrong) assert.throws(() => m.show(options as ShowOptions), /show/);
});

test("images without a finite or with a single value are shown", () => {
  for (const value of [Number.NaN, Infinity, 0, -3, 3e38]) {
    const m = new Micrograph({ data: new Float32Array(16).fill(value), widthPx: 4, heightPx: 4 });
    assert.ok(pngOf(m[displaySymbol]()).length > 100, String(value));
  }
  assert.match(
    new Micrograph({ data: Float32Array.of(Number.NaN), widthPx: 1, heightPx: 1 })[displaySymbol]()[
      "text/plain"
    ] as string,
    /no finite value/,
  );
});

test.run();
