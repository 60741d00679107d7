import { decode } from "fast-png";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { PatternShowOptions } from "../../src/core/diffractionDisplay.js";
import { DiffractionPattern } from "../../src/core/diffractionPattern.js";
import { EmError } from "../../src/core/error.js";
import { displaySymbol } from "../../src/display/mimeBundle.js";

const make = (extra = {}) =>
  new DiffractionPattern({
    data: Float32Array.from({ length: 16 }, (_, i) => i),
    sizePx: 4,
    pixelMrad: 0.5,
    accelKv: 200,
    ...extra,
  });

function refused(tag: string, run: () => unknown) {
  assert.throws(run, (error: unknown) => error instanceof EmError && error.tag === tag);
}

test("pixels, centre and calibration", () => {
  const pattern = make();
  assert.is(pattern.at(3, 1), 7);
  assert.is(pattern.centreXPx, 1.5);
  assert.is(make({ centreXPx: 2, centreYPx: 1 }).centreXPx, 2);
  // 0.5 mrad over 2.5079 pm
  assert.ok(Math.abs(pattern.pixelPerNm! - 0.19937) < 1e-4, `${pattern.pixelPerNm}`);
  assert.is(make({ accelKv: undefined }).pixelPerNm, undefined);
  assert.is(make({ pixelMrad: undefined }).pixelPerNm, undefined);
  for (const [x, y] of [
    [-1, 0],
    [4, 0],
    [0, 4],
    [0.5, 0],
    [0, Number.NaN],
  ] as const)
    refused("BadOption", () => pattern.at(x, y));
});

test("what is no pattern is refused", () => {
  refused("BadShape", () => make({ sizePx: 5 }));
  refused("BadShape", () => make({ sizePx: 0, data: new Float32Array(0) }));
  refused("BadShape", () => make({ data: new Float64Array(16) }));
  for (const bad of [0, -1, Number.NaN, Infinity]) {
    refused("BadOption", () => make({ pixelMrad: bad }));
    refused("BadOption", () => make({ accelKv: bad }));
  }
  refused("BadOption", () => make({ centreXPx: Number.NaN }));
  refused("BadOption", () => make({ isCounts: true, data: new Float32Array(16).fill(0.5) }));
});

test("it cannot be changed", () => {
  assert.throws(() => {
    (make() as { sizePx: number }).sizePx = 3;
  });
});

const pngOf = (options?: PatternShowOptions) =>
  decode(Buffer.from(make().show(options)[displaySymbol]()["image/png"] as string, "base64"));

test("it shows itself in each scale and with either bar", () => {
  for (const scale of ["log", "power", "linear"] as const)
    for (const bar of ["mrad", "perNm"] as const) assert.ok(pngOf({ scale, bar }).width >= 240);
  assert.not.equal(pngOf({ scale: "linear" }).data, pngOf({ scale: "log" }).data);
  assert.not.equal(pngOf({ bar: "mrad" }).data, pngOf({ bar: "perNm" }).data);
  refused("BadOption", () => make().show({ gamma: -1 }));
  refused("BadOption", () => make().show({ scale: "cubic" as "log" }));
  assert.match(make()[displaySymbol]()["text/plain"] as string, /4 x 4 px, 0\.5 mrad per pixel, 200 kV/);
  assert.match(make({ pixelMrad: undefined })[displaySymbol]()["text/plain"] as string, /not calibrated/);
});

test("dark, negative and not finite values do not break the picture; texts are escaped", () => {
  for (const value of [0, -3, Number.NaN, Infinity, 1e-12, 1e30])
    assert.ok(make({ data: new Float32Array(16).fill(value) })[displaySymbol]()["image/png"]);
  const evil = '<img src=x onerror="alert(1)">';
  const html = make({ title: evil, notes: [evil] })[displaySymbol]()["text/html"] as string;
  assert.is(html.match(/<img /g)?.length, 1);
  assert.not.match(html, /onerror="/);
});

test.run();
