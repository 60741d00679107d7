import { decode } from "fast-png";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { em, Micrograph } from "../../../src/em/index.js";
import { bundleOf, type Json, refusal } from "./bundleOf.js";

const image = (widthPx: number, heightPx: number, value: (x: number, y: number) => number, pixelNm?: number) =>
  new Micrograph({
    data: Float32Array.from({ length: widthPx * heightPx }, (_, i) => value(i % widthPx, Math.floor(i / widthPx))),
    ...{ widthPx, heightPx, pixelNm, title: "HAADF" },
  });
const noise = (side: number) => {
  const random = seededRandom(2, "noise");
  return image(side, side, () => random.uniform(), 0.02);
};
const pictureOf = (layout: Json) =>
  decode(Buffer.from(layout.images[0].source.replace("data:image/png;base64,", ""), "base64"));

test("a small image is numbers, y downwards, axes in nm from the centre of the first pixel", () => {
  const { data, layout, png, text } = bundleOf(em.plot.map(image(3, 2, (x, y) => x + 10 * y, 2)));
  assert.equal(data[0]!.z, [
    [0, 1, 2],
    [10, 11, 12],
  ]);
  assert.equal([data[0]!.x0, data[0]!.dx, data[0]!.y0, data[0]!.dy], [0, 2, 0, 2]);
  assert.equal(
    [layout.xaxis.range, layout.yaxis.range],
    [
      [-1, 5],
      [3, -1],
    ],
  );
  assert.is(layout.yaxis.scaleanchor, "x");
  assert.equal([layout.xaxis.title.text, layout.yaxis.title.text], ["x (nm)", "y (nm)"]);
  assert.is(data[0]!.colorbar.title.text, "intensity (arbitrary units)");
  assert.is(layout.images, undefined);
  assert.ok(decode(png!).width > 0);
  assert.match(text, "3 x 2 px, axes in nm");
});

test("a large image is a picture under clear coarse numbers, small even when it is noise", () => {
  const { data, layout, length } = bundleOf(em.plot.map(noise(1024)));
  assert.ok(length < 330_000, `${length}`);
  assert.is(data[0]!.opacity, 0);
  assert.equal([data[0]!.z.length, data[0]!.z[0].length], [64, 64]);
  assert.ok(
    data[0]!.z.flat().every((value: number) => Math.abs(value - 0.5) < 0.15),
    "they are means",
  );
  const [picture] = layout.images;
  assert.ok(Math.abs(picture.sizex - 20.48) < 1e-9 && Math.abs(picture.x + 0.01) < 1e-9);
  assert.is(picture.yanchor, "top");
  assert.ok(Math.abs(data[0]!.dx * 64 - 20.48) < 1e-9 && Math.abs(data[0]!.x0 - data[0]!.dx / 2 + 0.01) < 1e-9);
});

test("the picture is the image: its bright corner is where that of the image is, in the chosen colours", () => {
  const { layout } = bundleOf(
    em.plot.map(
      image(200, 150, (x, y) => (x > 190 && y < 10 ? 1 : 0)),
      { colourMap: "grey", contrast: [0, 100] },
    ),
  );
  const { width, height, data, palette } = pictureOf(layout);
  assert.equal([width, height], [200, 150]);
  assert.equal(palette![data[199]!], [255, 255, 255]);
  assert.equal(palette![data[149 * 200]!], [0, 0, 0]);
});

test("not calibrated: pixels; large fields: micrometres; other values: their name and unit", () => {
  assert.is(bundleOf(em.plot.map(image(4, 4, (x) => x))).layout.xaxis.title.text, "x (px)");
  const wide = bundleOf(em.plot.map(image(100, 10, (x) => x, 100)));
  assert.is(wide.layout.xaxis.title.text, "x (µm)");
  assert.is(wide.data[0]!.dx, 0.1);
  const strain = bundleOf(em.plot.map({ data: [1, Number.NaN], widthPx: 2, heightPx: 1 }, { name: "strainPercent" }));
  assert.is(strain.data[0]!.colorbar.title.text, "strain (%)");
  assert.equal(strain.data[0]!.z, [[1, null]]);
});

test("an even image has colours all the same", () => {
  const { data } = bundleOf(em.plot.map(image(4, 4, () => 7)));
  assert.ok(data[0]!.zmax > data[0]!.zmin);
});

test("points over an image are where they are on its axes", () => {
  const haadf = image(200, 100, (x) => x, 0.5);
  const { data, layout, png, text } = bundleOf(
    em.plot.scatterOnImage(haadf, { xPx: [0, 10, Number.NaN], yPx: new Float64Array([0, 20, 5]) }),
  );
  const points = data.at(-1)!;
  assert.equal(
    [points.x, points.y],
    [
      [0, 5],
      [0, 10],
    ],
  );
  assert.is(points.type, "scatter");
  assert.is(layout.images.length, 1);
  assert.is(layout.showlegend, false);
  assert.ok(decode(png!).width > 0);
  assert.match(text, "points: 3 points (2 drawn)");
});

test("classes differ in colour and in mark; values become colours with a bar", () => {
  const haadf = image(64, 64, (x) => x, 0.5);
  const two = bundleOf(
    em.plot.scatterOnImage(haadf, [
      { xPx: [1], yPx: [1], name: "<Ti>" },
      { xPx: [2], yPx: [2], name: "C" },
    ]),
  );
  const [ti, c] = two.data.slice(-2);
  assert.is.not(ti!.marker.color, c!.marker.color);
  assert.is.not(ti!.marker.symbol, c!.marker.symbol);
  assert.is(ti!.name, "&lt;Ti&gt;");
  assert.is(two.layout.showlegend, true);
  const points = { xPx: [1, 2, 3], yPx: [1, 2, 3], values: [0.1, 0.5, Number.NaN] };
  const valued = bundleOf(em.plot.scatterOnImage(haadf, points, { valueName: "shiftPm" })).data.at(-1)!;
  assert.equal(valued.marker.color, [0.1, 0.5, null]);
  assert.is(valued.marker.colorbar.title.text, "shift (pm)");
});

test("many points are thinned and drawn by the graphics card", () => {
  const many = Float64Array.from({ length: 50_000 }, (_, i) => i % 64);
  const { data, text } = bundleOf(
    em.plot.scatterOnImage(
      image(64, 64, (x) => x),
      { xPx: many, yPx: many },
    ),
  );
  assert.is(data.at(-1)!.type, "scattergl");
  assert.ok(data.at(-1)!.x.length <= 20_000);
  assert.match(text, "50000 points (16667 drawn)");
});

test("what cannot be plotted says why", () => {
  const haadf = image(4, 4, (x) => x);
  const map = (source: unknown, options?: unknown) => refusal(() => em.plot.map(source as never, options as never));
  assert.match(
    map({ data: [1, 2, 3], widthPx: 2, heightPx: 2 }),
    "BadShape: em.plot.map: 3 values do not make 2 x 2 px",
  );
  assert.match(map({ data: [1], widthPx: 1, heightPx: 1, pixelNm: -1 }), "pixelNm is -1 nm");
  for (const wrong of [null, undefined, 3, "image", [1, 2]]) assert.match(map(wrong), "BadShape");
  assert.match(map(haadf, { colorMap: "grey" }), "Did you mean colourMap?");
  assert.match(map(haadf, { contrast: [99, 1] }), "two per cents");
  const scatter = (points: unknown, options?: unknown) =>
    refusal(() => em.plot.scatterOnImage(haadf, points as never, options as never));
  assert.match(scatter({ xPx: [1] }), "set 0 of the points has no xPx and yPx");
  assert.match(scatter([]), "given 0 sets");
  assert.match(scatter({ xPx: [1, 2], yPx: [1] }), "BadShape");
  assert.match(scatter({ xPx: [1], yPx: [1], values: [1, 2] }), "BadShape");
  assert.match(scatter({ xPx: [1], yPx: [1] }, { markPx: 0 }), "from 1 to 60 px");
  assert.match(
    refusal(() => em.plot.scatterOnImage(null as never, { xPx: [], yPx: [] })),
    "takes a Micrograph first",
  );
});

test.run();
