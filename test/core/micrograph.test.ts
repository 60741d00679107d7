import { createHash } from "node:crypto";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import type { Image } from "../../src/core/image.js";
import { Micrograph } from "../../src/core/micrograph.js";

const ramp = (widthPx: number, heightPx: number, extra = {}) =>
  new Micrograph({ data: Float32Array.from({ length: widthPx * heightPx }, (_, i) => i), widthPx, heightPx, ...extra });

function refused(tag: string, run: () => unknown, pattern = /./) {
  assert.throws(run, (error: unknown) => {
    assert.instance(error, EmError);
    const { tag: found, message, fix } = error as EmError;
    return found === tag && pattern.test(`${message} ${fix}`);
  });
}

test("it is an Image and knows its size in nm", () => {
  const m = ramp(4, 2, { pixelNm: 0.5 });
  const image: Image = m;
  assert.is(image.widthPx, 4);
  assert.is(m.widthNm, 2);
  assert.is(m.heightNm, 1);
  assert.is(ramp(4, 2).widthNm, undefined);
  assert.is(ramp(4, 2).heightNm, undefined);
  assert.is(m.at(3, 1), 7);
});

test("it cannot be changed", () => {
  const m = ramp(2, 2, { metadata: { kV: { value: 300, unit: "kV", from: "a test" } } });
  assert.throws(() => {
    (m as { pixelNm?: number }).pixelNm = 3;
  });
  assert.throws(() => {
    (m.metadata as Record<string, unknown>)["kV"] = 1;
  });
  assert.throws(() => {
    (m.notes as string[]).push("x");
  });
});

test("the hash is the SHA-256 of the values", () => {
  const m = ramp(3, 3);
  assert.is(m.sha256, createHash("sha256").update(new Uint8Array(m.data.buffer)).digest("hex"));
  assert.is.not(m.sha256, m.bin(1).crop({ xPx: 0, yPx: 0, widthPx: 2, heightPx: 2 }).sha256);
});

test("each step keeps the calibration and says where it came from", () => {
  const m = ramp(6, 4, { pixelNm: 0.1, title: "a" });
  const part = m.crop({ xPx: 1, yPx: 2, widthPx: 3, heightPx: 2 });
  assert.equal([...part.data], [13, 14, 15, 19, 20, 21]);
  assert.is(part.pixelNm, 0.1);
  assert.match(part.provenance.operation, /crop/);
  assert.equal(part.provenance.inputs, [{ name: "a", sha256: m.sha256 }]);
  assert.is(m.withPixelNm(2).pixelNm, 2);
  assert.is(m.pixelNm, 0.1);
});

test("binning averages values and adds counts", () => {
  const values = ramp(5, 2, { pixelNm: 0.1 }).bin(2);
  assert.equal([...values.data], [(0 + 1 + 5 + 6) / 4, (2 + 3 + 7 + 8) / 4]);
  assert.is(values.pixelNm, 0.2);
  const counts = ramp(5, 2).withCounts(true).bin(2);
  assert.equal([...counts.data], [12, 20]);
  assert.is(counts.isCounts, true);
  refused("BadOption", () => ramp(5, 2).bin(3), /1 to 2/);
  refused("BadOption", () => ramp(5, 2).bin(1.5));
});

test("regions that are not within the image are refused", () => {
  const m = ramp(5, 5);
  for (const region of [
    { xPx: -1, yPx: 0, widthPx: 2, heightPx: 2 },
    { xPx: 4, yPx: 0, widthPx: 2, heightPx: 2 },
    { xPx: 0, yPx: 0, widthPx: 0, heightPx: 2 },
    { xPx: 0.5, yPx: 0, widthPx: 2, heightPx: 2 },
    { xPx: 0, yPx: 0, widthPx: Number.NaN, heightPx: 2 },
  ])
    refused("BadOption", () => m.crop(region), /5 x 5 px/);
  for (const [x, y] of [
    [5, 0],
    [-1, 0],
    [0, 5],
    [0.5, 0],
  ])
    refused("BadOption", () => m.at(x!, y!), /no pixel/);
});

test("statistics leave out what is not finite", () => {
  const m = new Micrograph({ data: Float32Array.of(1, 3, Number.NaN, Infinity), widthPx: 2, heightPx: 2 });
  const { min, max, mean, std, sum, nonFinite, wholeNumbers } = m.stats();
  assert.equal([min, max, mean, std, sum, nonFinite, wholeNumbers], [1, 3, 2, 1, 4, 2, true]);
  const none = new Micrograph({ data: Float32Array.of(Number.NaN), widthPx: 1, heightPx: 1 }).stats();
  assert.is(none.nonFinite, 1);
  assert.ok(Number.isNaN(none.mean));
  assert.is(ramp(2, 2).withPixelNm(1).stats().wholeNumbers, true);
});

test("wrong parts are refused", () => {
  const data = new Float32Array(4);
  refused("BadShape", () => new Micrograph({ data, widthPx: 3, heightPx: 2 }), /4 values.*3 x 2/);
  refused("BadShape", () => new Micrograph({ data: [1] as never, widthPx: 1, heightPx: 1 }));
  refused("BadShape", () => new Micrograph({ data: new Float32Array(0), widthPx: 0, heightPx: 0 }));
  refused("BadOption", () => ramp(2, 2).withPixelNm(0), /0\.0195/);
  refused("BadOption", () => ramp(2, 2).withPixelNm(Number.NaN));
  refused("BadOption", () => new Micrograph({ data: Float32Array.of(0.5), widthPx: 1, heightPx: 1, isCounts: true }));
});

test("metadata texts are cut to a bearable length and odd names do no harm", () => {
  const metadata = {
    long: { value: "x".repeat(10_000), from: "test" },
    constructor: { value: "c", from: "test" },
    ["n".repeat(1000)]: { value: 1, from: "test" },
  };
  const m = ramp(1, 1, { metadata });
  assert.ok(String(m.metadata["long"]?.value).length < 2100);
  assert.is(m.metadata["constructor"]?.value, "c");
  assert.ok(Object.keys(m.metadata).every((name) => name.length <= 200));
});

test.run();
