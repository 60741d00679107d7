import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { SpectrumSeries } from "../../src/core/spectrumSeries.js";
import { displaySymbol } from "../../src/display/mimeBundle.js";

const make = (extra = {}) =>
  new SpectrumSeries({
    data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
    timesS: Float64Array.of(0, 1.5, 4),
    firstEv: 100,
    channelEv: 2,
    ...extra,
  });

function refused(tag: string, run: () => unknown) {
  assert.throws(run, (error: unknown) => error instanceof EmError && error.tag === tag);
}

test("frames are spectra with the calibration of the series", () => {
  const series = make({ isCounts: true });
  assert.is(series.frames, 3);
  assert.is(series.channels, 3);
  assert.equal([...series.at(1).counts], [4, 5, 6]);
  assert.is(series.at(2).energyEv(2), 104);
  assert.is(series.at(0).isCounts, true);
  assert.match(series.at(1).title, /1\.5 s/);
  assert.is(series.at(1).provenance.inputs[0]!.sha256, series.sha256);
  for (const bad of [-1, 3, 0.5, Number.NaN]) refused("BadOption", () => series.at(bad));
});

test("sums over time, and over energies", () => {
  assert.equal([...make().sumSpectrum().counts], [12, 15, 18]);
  assert.equal([...make().window(102, 104)], [5, 11, 17]);
  assert.equal([...make().window(100, 100)], [1, 4, 7]);
  refused("BadOption", () => make().window(104, 102));
  refused("BadOption", () => make().window(200, 300));
});

test("shapes and times without a meaning are refused", () => {
  refused("BadShape", () => make({ data: new Float32Array(8) }));
  refused("BadShape", () => make({ data: new Float32Array(0) }));
  refused("BadShape", () => make({ data: new Float64Array(9) }));
  refused("BadShape", () => make({ timesS: new Float64Array(0) }));
  refused("BadShape", () => make({ timesS: [0, 1, 2] }));
  refused("BadOption", () => make({ timesS: Float64Array.of(0, 2, 1) }));
  refused("BadOption", () => make({ timesS: Float64Array.of(0, Number.NaN, 1) }));
  refused("BadOption", () => make({ channelEv: -1 }));
});

test("it cannot be changed", () => {
  assert.throws(() => {
    (make() as { firstEv: number }).firstEv = 3;
  });
});

test("it shows itself as a map that is large enough to be seen", () => {
  for (const [frames, channels] of [
    [1, 1],
    [3, 2048],
    [500, 100],
  ] as const) {
    const series = make({ data: new Float32Array(frames * channels), timesS: new Float64Array(frames) });
    const bundle = series[displaySymbol]();
    assert.ok((bundle["image/png"] as string).length > 100);
    assert.match(bundle["text/plain"] as string, new RegExp(`${frames} spectra of ${channels} channels`));
  }
  const evil = '<img src=x onerror="alert(1)">';
  const html = make({ title: evil, notes: [evil], axisName: evil })[displaySymbol]()["text/html"] as string;
  assert.is(html.match(/<img /g)?.length, 1);
});

test.run();
