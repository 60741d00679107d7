import { test } from "uvu";
import * as assert from "uvu/assert";
import { findAtoms } from "../../../src/ops/atoms/findAtoms.js";
import { varianceAt } from "../../../src/ops/atoms/noiseModel.js";
import { imageInUnits, noiseInUnits, resultInValues, valueScale } from "../../../src/ops/atoms/valueScale.js";
import { near, practice } from "./frames.js";

const { image } = practice("ti3c2-mid", 1, 128);

test("the offset is at the dark end, the unit is the range, hot and dead pixels do not count", () => {
  const data = Float32Array.from({ length: 10_000 }, (_, i) => 1000 + (i % 100));
  data[5] = -1e6;
  data[7] = 1e9;
  const { offset, unit } = valueScale({ data, widthPx: 100, heightPx: 100 });
  near(offset, 1000, 1, "offset");
  near(unit, 96, 2, "unit");
});

test("the scale follows gain and offset", () => {
  const plain = valueScale(image);
  const other = valueScale({ ...image, data: image.data.map((value) => 7 * value - 300) });
  near(other.offset, 7 * plain.offset - 300, 1e-3, "offset");
  near(other.unit, 7 * plain.unit, 1e-3, "unit");
  const { data } = imageInUnits(image, plain);
  near(data[500]!, (image.data[500]! - plain.offset) / plain.unit, 1e-6, "value");
});

test("a frame that is even but for a few pixels has a unit", () => {
  const data = new Float32Array(10_000).fill(4);
  data[77] = 9;
  assert.equal(valueScale({ data, widthPx: 100, heightPx: 100 }), { offset: 4, unit: 5 });
});

test("the variance of a value is the same in both units", () => {
  const scale = { offset: 40, unit: 8 };
  const noise = { isPoisson: false, constant: 3, perValue: 0.7, least: 0.2 };
  const scaled = noiseInUnits(noise, scale);
  for (const value of [40, 55, 1e4])
    near(varianceAt(scaled, (value - 40) / 8) * 64, varianceAt(noise, value), 1e-9 * value, `variance at ${value}`);
  near(varianceAt(scaled, -1e9) * 64, 0.2, 1e-12, "least");
});

test("a result in values has amplitudes in values, and its noise back", () => {
  const atoms = findAtoms({ ...image, isCounts: true });
  const scale = { offset: 11, unit: 5 };
  const changed = resultInValues(atoms, scale);
  near(changed.columns.amplitude[3]!, 5 * atoms.columns.amplitude[3]!, 1e-9, "amplitude");
  near(changed.columns.amplitudeError[3]!, 5 * atoms.columns.amplitudeError[3]!, 1e-9, "error");
  near(changed.sites.amplitude[3]!, 5 * atoms.sites.amplitude[3]!, 1e-9, "site");
  near(changed.lattices[0]!.columns[0]!.amplitude, 5 * atoms.lattices[0]!.columns[0]!.amplitude, 1e-9, "cell");
  assert.is(changed.columns.xPx, atoms.columns.xPx);
  const { noise } = resultInValues({ ...atoms, noise: noiseInUnits(atoms.noise, scale) }, scale);
  near(noise.perValue, 1, 1e-12, "per value");
  near(noise.constant, 0, 1e-9, "constant");
  near(noise.least, atoms.noise.least, 1e-12, "least");
});

test.run();
