import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { brightFieldDisk, brightFieldDiskParameters } from "../../../src/twin/diffraction/brightFieldDisk.js";
import { valuesOf } from "../../../src/twin/parameter.js";

const take = (deflectorXCounts: number, deflectorYCounts: number, seed = 1) =>
  brightFieldDisk({ deflectorXCounts, deflectorYCounts, random: seededRandom(seed, "bf") });

function centreOf(data: Float32Array): [number, number] {
  let [sum, x, y] = [0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    const value = data[i]! > 10 ? data[i]! : 0;
    sum += value;
    x += value * (i % 64);
    y += value * Math.floor(i / 64);
  }
  return [x / sum, y / sum];
}

test("the disk is where the deflectors put it: 0.02 px a count", () => {
  for (const [dx, dy] of [
    [0, 0],
    [500, 0],
    [-400, 650],
  ] as const) {
    const disk = take(dx, dy);
    assert.is(disk.data.length, 64 * 64);
    assert.ok(Math.abs(disk.centreXPx - 31.5 - 0.02 * dx) < 1e-12);
    const [x, y] = centreOf(disk.data);
    assert.ok(Math.hypot(x - disk.centreXPx, y - disk.centreYPx) < 0.2, `${x}, ${y}`);
  }
});

test("its area is that of a radius of 12 px, its counts are Poisson's", () => {
  const { electronsPerPx, backgroundPerPx } = valuesOf(brightFieldDiskParameters);
  const { data } = take(0, 0);
  const sum = data.reduce((a, b) => a + b, 0);
  const expected = electronsPerPx * Math.PI * 144 + backgroundPerPx * 4096;
  assert.ok(Math.abs(sum / expected - 1) < 0.03, `${sum} for ${expected}`);
  const inner = [...data].filter((_, i) => Math.hypot((i % 64) - 31.5, Math.floor(i / 64) - 31.5) < 8);
  const mean = inner.reduce((a, b) => a + b, 0) / inner.length;
  const variance = inner.reduce((a, b) => a + (b - mean) ** 2, 0) / (inner.length - 1);
  assert.ok(Math.abs(variance / mean - 1) < 0.4, `${variance / mean}`);
  assert.ok(data.every((value) => Number.isInteger(value) && value >= 0));
});

test("the seed decides, far off there is only background, and NaN is refused", () => {
  assert.equal(take(3, 4), take(3, 4));
  assert.not.equal(take(3, 4).data, take(3, 4, 2).data);
  const { data } = take(1e6, 0);
  assert.ok(data.reduce((a, b) => a + b, 0) < 4096);
  for (const bad of [Number.NaN, Infinity]) assert.throws(() => take(bad, 0), /deflectors/);
});

test.run();
