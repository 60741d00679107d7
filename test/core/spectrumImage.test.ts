import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { SpectrumImage } from "../../src/core/spectrumImage.js";
import { displaySymbol } from "../../src/display/mimeBundle.js";

/** 3 x 2 pixels of 4 channels; the value is 100 y + 10 x + channel. */
function cube(extra = {}) {
  const data = new Int32Array(24);
  for (let y = 0; y < 2; y++)
    for (let x = 0; x < 3; x++) for (let c = 0; c < 4; c++) data[(y * 3 + x) * 4 + c] = 100 * y + 10 * x + c;
  const calibration = { firstEv: 0, channelEv: 10, pixelNm: 0.5, isCounts: true };
  return new SpectrumImage({ data, widthPx: 3, heightPx: 2, channels: 4, ...calibration, ...extra });
}

function refused(tag: string, run: () => unknown) {
  assert.throws(run, (error: unknown) => error instanceof EmError && error.tag === tag);
}

test("a pixel has its spectrum", () => {
  const spectrum = cube().spectrumAt(2, 1);
  assert.equal([...spectrum.counts], [120, 121, 122, 123]);
  assert.is(spectrum.channelEv, 10);
  assert.is(spectrum.isCounts, true);
  for (const [x, y] of [
    [-1, 0],
    [3, 0],
    [0, 2],
    [0.5, 0],
    [Number.NaN, 0],
  ] as const)
    refused("BadOption", () => cube().spectrumAt(x, y));
});

test("sums of all spectra, and of those of a region", () => {
  assert.equal([...cube().sumSpectrum().counts], [360, 366, 372, 378]);
  const region = { xPx: 1, yPx: 0, widthPx: 2, heightPx: 1 };
  assert.equal([...cube().sumSpectrum(region).counts], [30, 32, 34, 36]);
  refused("BadOption", () => cube().sumSpectrum({ ...region, widthPx: 3 }));
  refused("BadOption", () => cube().sumSpectrum({ ...region, heightPx: 0 }));
});

test("a map is a calibrated micrograph of the sum between two energies", () => {
  const map = cube({ title: "a" }).map(10, 20);
  assert.equal([...map.data], [3, 23, 43, 203, 223, 243]);
  assert.is(map.pixelNm, 0.5);
  assert.is(map.isCounts, true);
  assert.match(map.provenance.operation, /map\(10, 20\)/);
  assert.is(map.provenance.inputs[0]!.sha256, cube().sha256);
  assert.equal([...cube().map().data], [6, 46, 86, 406, 446, 486]);
  refused("BadOption", () => cube().map(20, 10));
  refused("BadOption", () => cube().map(500, 600));
});

test("each of the three number types is taken, others and wrong shapes are not", () => {
  for (const data of [new Float32Array(24), new Uint16Array(24), new Int32Array(24)])
    assert.is(cube({ data }).sumSpectrum().sum(0, 30), 0);
  refused("BadShape", () => cube({ data: new Float64Array(24) }));
  refused("BadShape", () => cube({ data: new Int32Array(23) }));
  refused("BadShape", () => cube({ widthPx: 0 }));
  refused("BadShape", () => cube({ channels: 2.5 }));
  refused("BadOption", () => cube({ pixelNm: -1 }));
  refused("BadOption", () => cube({ channelEv: 0 }));
});

test("it cannot be changed", () => {
  const image = cube({ metadata: { kV: { value: 200, unit: "kV", from: "a test" } } });
  assert.throws(() => {
    (image as { channels: number }).channels = 3;
  });
  assert.throws(() => {
    (image.metadata as Record<string, unknown>)["kV"] = 1;
  });
});

test("the display has the map and the plot, and escapes what it is given", () => {
  const evil = '<img src=x onerror="alert(1)">';
  const bundle = cube({ title: evil })[displaySymbol]();
  const html = bundle["text/html"] as string;
  assert.is(html.match(/<img src="data:image\/png/g)?.length, 2);
  assert.is(html.match(/<img /g)?.length, 2);
  assert.not.match(html, /onerror="/);
  assert.ok((bundle["image/png"] as string).length > 100);
  assert.match(cube()[displaySymbol]()["text/plain"] as string, /3 x 2 px x 4 channels/);
});

test.run();
