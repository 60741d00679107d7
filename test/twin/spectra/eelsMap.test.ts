import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { seededRandom } from "../../../src/core/random.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import { eelsCounter, eelsMap } from "../../../src/twin/spectra/eelsMap.js";
import { eelsParameters } from "../../../src/twin/spectra/eelsParameters.js";
import { eelsSpectrum } from "../../../src/twin/spectra/eelsSpectrum.js";
import { pixelOf } from "../../../src/twin/spectra/spectrumCube.js";
import { titanate, total } from "./materials.js";

const axis = { firstEv: 440, channelEv: 0.5, channels: 220 };

const take = (seed: number, changes: Partial<Parameters<typeof eelsMap>[0]> = {}) =>
  eelsMap({
    widthPx: 12,
    heightPx: 10,
    electronsPerPx: 1e7,
    accelKv: 200,
    random: seededRandom(seed, "eels"),
    materialAt: () => titanate(20),
    axis,
    ...changes,
  });

test("pixels have the expected spectrum of their reduction, few counts or many", () => {
  for (const electronsPerPx of [1e4, 1e8]) {
    const cube = take(1, { electronsPerPx, reducedFractionAt: () => 0.3 });
    const sums = new Float64Array(axis.channels);
    for (let i = 0; i < cube.data.length; i++) sums[i % axis.channels]! += cube.data[i]!;
    const expected = eelsSpectrum(titanate(20), electronsPerPx * 120, 0.3, { accelKv: 200, axis });
    for (const [i, sum] of sums.entries())
      assert.ok(Math.abs(sum - expected[i]!) < 5 * Math.sqrt(expected[i]!) + 5, `channel ${i}: ${sum}, ${expected[i]}`);
  }
});

test("sums are Poisson's: variance over mean 1 +- 0.02", () => {
  const size = 160;
  const cube = take(9, {
    widthPx: size,
    heightPx: size,
    electronsPerPx: 2e4,
    reducedFractionAt: () => 0.5,
    axis: { firstEv: 440, channelEv: 10, channels: 10 },
  });
  const sums = Array.from({ length: size * size }, (_, p) => total(pixelOf(cube, p % size, Math.floor(p / size))));
  const mean = total(sums) / sums.length;
  const variance = sums.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (sums.length - 1);
  assert.ok(Math.abs(variance / mean - 1) < 0.02, `${mean}: ${variance / mean}`);
});

test("the seed decides; vacuum, no electrons and no thickness are dark", () => {
  assert.equal(take(1).data, take(1).data);
  assert.not.equal(take(1).data, take(2).data);
  for (const changes of [{ materialAt: () => undefined }, { electronsPerPx: 0 }, { materialAt: () => titanate(0) }])
    assert.is(total(take(1, changes).data), 0);
});

test("a drift in the course of a map moves the later rows", () => {
  const cube = take(3, { electronsPerPx: 1e9, shiftEvAt: (y: number) => (y < 5 ? 0 : 3) });
  const peak = (y: number) => {
    const counts = [...pixelOf(cube, 3, y)].slice(0, 60);
    return axis.firstEv + 0.5 * counts.indexOf(Math.max(...counts));
  };
  assert.is(peak(7) - peak(1), 3);
});

test("the reduction of each pixel is its own", () => {
  const cube = take(4, { electronsPerPx: 1e9, reducedFractionAt: (x: number) => (x < 6 ? 0 : 1) });
  const dip = Math.round((459 - axis.firstEv) / 0.5);
  const peak = Math.round((458 - axis.firstEv) / 0.5);
  const ratio = (x: number) => pixelOf(cube, x, 4)[dip]! / pixelOf(cube, x, 4)[peak]!;
  assert.ok(ratio(0) < 0.5 && ratio(11) > 0.55, `${ratio(0)} ${ratio(11)}`);
});

test("a gain multiplies the counts", () => {
  const count = (gainCountsPerElectron: number) => {
    const values = valuesOf(eelsParameters, { gainCountsPerElectron });
    const counter = eelsCounter({ accelKv: 200, axis, values }, seededRandom(6));
    const into = new Int32Array(axis.channels);
    const counted = counter.count(titanate(20), { electrons: 1e8, reducedFraction: 0.2, shiftEv: 0 }, into);
    return { counted, into };
  };
  const [one, eight] = [count(1), count(8)];
  assert.is(one.counted, eight.counted);
  assert.is(one.counted, total(one.into));
  assert.equal(
    [...eight.into],
    [...one.into].map((n) => 8 * n),
  );
});

test("bad numbers are refused", () => {
  const refused = (changes: Partial<Parameters<typeof eelsMap>[0]>) =>
    assert.throws(
      () => take(1, changes),
      (error: unknown) => error instanceof EmError && error.tag === "BadOption",
    );
  refused({ electronsPerPx: Number.NaN });
  refused({ electronsPerPx: -5 });
  refused({ reducedFractionAt: () => 2 });
  refused({ widthPx: 4096, heightPx: 4096 });
});

test.run();
