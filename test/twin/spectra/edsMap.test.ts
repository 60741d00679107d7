import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { seededRandom } from "../../../src/core/random.js";
import type { Material } from "../../../src/twin/specimens/specimen.js";
import { DistributionCache } from "../../../src/twin/spectra/distributionCache.js";
import { countDistribution, drawCounts } from "../../../src/twin/spectra/drawCounts.js";
import { edsAxis } from "../../../src/twin/spectra/edsDetector.js";
import { edsMap } from "../../../src/twin/spectra/edsMap.js";
import { edsDefaults } from "../../../src/twin/spectra/edsParameters.js";
import { edsSpectrum } from "../../../src/twin/spectra/edsSpectrum.js";
import { binnedAxis } from "../../../src/twin/spectra/energyAxis.js";
import { emptyCube, pixelOf } from "../../../src/twin/spectra/spectrumCube.js";
import { pure, titanate, total } from "./materials.js";

const coarse = binnedAxis(edsAxis(edsDefaults), 32);
const electronsFor2Counts = 15604;

const take = (seed: number, changes: Partial<Parameters<typeof edsMap>[0]> = {}) =>
  edsMap({
    widthPx: 16,
    heightPx: 16,
    electronsPerPx: electronsFor2Counts,
    accelKv: 200,
    random: seededRandom(seed, "eds"),
    materialAt: () => titanate(50),
    axis: coarse,
    ...changes,
  });

const refused = (run: () => unknown, pattern = /./) =>
  assert.throws(
    run,
    (error: unknown) => error instanceof EmError && error.tag === "BadOption" && pattern.test(`${error}`),
  );

test("one wide channel: its counts are Poisson's, variance over mean 1 +- 0.02 over 256^2 pixels", () => {
  const size = 256;
  const axis = { firstEv: 20475, channelEv: 40960, channels: 1 };
  const cube = take(3, { widthPx: size, heightPx: size, axis, electronsPerPx: 10 * electronsFor2Counts });
  const mean = total(cube.data) / size ** 2;
  const variance = Array.from(cube.data).reduce((sum, n) => sum + (n - mean) ** 2, 0) / (size ** 2 - 1);
  assert.ok(mean > 1 && Math.abs(variance / mean - 1) < 0.02, `mean ${mean}, variance / mean ${variance / mean}`);
});

test("sums of all channels are Poisson's, too, and so are single channels", () => {
  const size = 192;
  const cube = take(5, { widthPx: size, heightPx: size });
  const sums = Array.from({ length: size ** 2 }, (_, p) => total(pixelOf(cube, p % size, Math.floor(p / size))));
  const mean = total(sums) / sums.length;
  const variance = sums.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (sums.length - 1);
  assert.ok(Math.abs(mean - 2) < 0.03, `${mean}`);
  assert.ok(Math.abs(variance / mean - 1) < 0.02, `${variance / mean}`);
});

test("channels get their share whether few or many counts are drawn", () => {
  const expected = edsSpectrum(titanate(50), 1, { accelKv: 200, axis: coarse });
  for (const electronsPerPx of [electronsFor2Counts, 1000 * electronsFor2Counts]) {
    const cube = take(8, { electronsPerPx });
    const sums = new Float64Array(coarse.channels);
    for (let i = 0; i < cube.data.length; i++) sums[i % coarse.channels]! += cube.data[i]!;
    for (const [i, sum] of sums.entries()) {
      const mean = expected[i]! * electronsPerPx * 256;
      assert.ok(Math.abs(sum - mean) < 5 * Math.sqrt(mean) + 5, `channel ${i}: ${sum} for ${mean}`);
    }
  }
});

test("the seed decides, and vacuum is dark", () => {
  assert.equal(take(1).data, take(1).data);
  assert.not.equal(take(1).data, take(2).data);
  assert.is(total(take(1, { materialAt: () => undefined }).data), 0);
  assert.is(total(take(1, { electronsPerPx: 0 }).data), 0);
  assert.is(total(take(1, { materialAt: () => titanate(0) }).data), 0);
});

test("each pixel has the lines of its own material", () => {
  const half = (x: number): Material => (x < 8 ? pure("Au") : pure("C"));
  const cube = take(2, { materialAt: half, electronsPerPx: 1e7 });
  // Gold's M lines near 2.1 keV: channel of 320 eV.
  const channel = Math.round((2123 - coarse.firstEv) / coarse.channelEv);
  for (let y = 0; y < 16; y++) {
    assert.ok(pixelOf(cube, 7, y)[channel]! > 20 * (pixelOf(cube, 8, y)[channel]! + 1));
  }
});

test("materials that are new objects at each pixel cost nothing more, and give the same numbers", () => {
  const one = titanate(50);
  assert.equal(take(4, { materialAt: () => one }).data, take(4, { materialAt: () => titanate(50) }).data);
  let made = 0;
  const cache = new DistributionCache((composition) => {
    made++;
    return Object.keys(composition).length;
  });
  for (let i = 0; i < 100; i++) assert.is(cache.of({ O: 3, Ti: 1 }), 2);
  cache.of({ Ti: 1, O: 3 });
  assert.is(made, 1);
  cache.of({ O: 3, Ti: 1 }, "other");
  assert.is(made, 2);
  for (let i = 0; i < 1000; i++) cache.of({ O: i });
  assert.is(cache.of({ O: 3, Ti: 1 }), 2);
});

test("rows are told as they are done, and an error from there ends the map", () => {
  const rows: number[] = [];
  take(1, { heightPx: 4, onRow: (y: number) => rows.push(y) });
  assert.equal(rows, [0, 1, 2, 3]);
  const stop = () => {
    throw new Error("enough");
  };
  assert.throws(() => take(1, { onRow: stop }), /enough/);
});

test("maps that would not fit in memory are refused with the way out", () => {
  refused(() => take(1, { widthPx: 300, heightPx: 300, axis: edsAxis(edsDefaults) }), /MB/);
  refused(() => take(1, { widthPx: 0 }));
  refused(() => take(1, { widthPx: 2.5 }));
  refused(() => take(1, { electronsPerPx: -1 }));
  refused(() => take(1, { electronsPerPx: Number.NaN }));
  assert.instance(emptyCube(64, 64, edsAxis(edsDefaults)).data, Int32Array);
  assert.instance(emptyCube(140, 140, edsAxis(edsDefaults)).data, Uint16Array);
});

test("drawing takes the last channel, never one beyond, and none of what is impossible", () => {
  const distribution = countDistribution(Float64Array.of(0, 1, 0, 3, 0));
  const random = seededRandom(1);
  const into = new Int32Array(5);
  for (let i = 0; i < 4000; i++) drawCounts(distribution, 1 / 4, random, into);
  assert.is(into[0], 0);
  assert.is(into[2], 0);
  assert.is(into[4], 0);
  assert.ok(Math.abs(into[3]! / into[1]! - 3) < 0.4);
  assert.is(drawCounts(countDistribution(new Float64Array(4)), 5, random, into), 0);
});

test.run();
