import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import { edsAxis, edsEfficiency, edsFwhmEv } from "../../../src/twin/spectra/edsDetector.js";
import { lineEnergyEv } from "../../../src/twin/spectra/edsLines.js";
import { edsDefaults, edsParameters } from "../../../src/twin/spectra/edsParameters.js";
import { edsSpectrum, kFactor } from "../../../src/twin/spectra/edsSpectrum.js";
import { elementFacts } from "../../../src/twin/spectra/elementTable.js";
import { addPeak, binnedAxis } from "../../../src/twin/spectra/energyAxis.js";
import { maximaEv, pure, titanate, total } from "./materials.js";

const refused = (run: () => unknown) =>
  assert.throws(run, (error: unknown) => error instanceof EmError && error.tag === "BadOption");
const silent = valuesOf(edsParameters, { backgroundFraction: 0 });
const e50pA50us = (50e-12 * 50e-6) / 1.602176634e-19;

test("a spectrum has 4096 channels of 10 eV and two counts for the reference", () => {
  const counts = edsSpectrum(titanate(50), e50pA50us, { accelKv: 200 });
  assert.is(counts.length, 4096);
  assert.ok(Math.abs(total(counts) - 2) < 0.002, `${total(counts)}`);
  assert.ok(counts.every((value) => value >= 0));
  const lines = total(edsSpectrum(titanate(50), e50pA50us, { accelKv: 200, values: silent }));
  assert.ok(Math.abs(lines - 2) < 0.002, "without bremsstrahlung the lines are the reference");
});

test("peaks are where the lines are, within a channel", () => {
  const counts = edsSpectrum(titanate(50), 1e9, { accelKv: 200 });
  const maxima = maximaEv(counts, 0, 10);
  for (const [element, name] of [
    ["O", "Ka"],
    ["Ti", "Ka"],
    ["Ti", "Kb1"],
    ["Sr", "La"],
    ["Sr", "Ka"],
  ] as const) {
    const ev = lineEnergyEv(element, name)!;
    assert.ok(
      maxima.some((found) => Math.abs(found - ev) <= 10),
      `${element} ${name} at ${ev}: ${maxima}`,
    );
  }
});

test("manganese K alpha is 130 +- 2 eV wide, softer lines are narrower", () => {
  // One line alone, on fine channels: the distance between the places at half its height.
  const axis = { firstEv: 5000, channelEv: 1, channels: 2000 };
  const counts = new Float64Array(2000);
  addPeak(counts, axis, 5898.8, edsFwhmEv(5898.8, edsDefaults), 1000);
  const top = Math.max(...counts);
  const width = counts.filter((value) => value > top / 2).length;
  assert.ok(Math.abs(width - 130) <= 2, `${width} eV`);
  assert.ok(Math.abs(total(counts) - 1000) < 1e-4);
  // Of the detector's own spectrum, from the second moment of a K alpha that has its two lines 11 eV apart.
  assert.ok(Math.abs(edsFwhmEv(525, edsDefaults) - 66.5) < 5, `${edsFwhmEv(525, edsDefaults)}`);
  assert.ok(Math.abs(edsFwhmEv(8040, edsDefaults) - 147.9) < 3);
  assert.ok(edsFwhmEv(-100, edsDefaults) > 50);
});

test("a manganese specimen shows the width, too", () => {
  const counts = edsSpectrum(pure("Mn"), 1e10, { accelKv: 200, values: silent });
  const area = total(counts.subarray(560, 620));
  const top = Math.max(...counts.subarray(560, 620));
  // Gaussian: area = top x width x 1.0645 per channel of 10 eV.
  const fwhmEv = (10 * area) / (top * 1.0645);
  assert.ok(Math.abs(fwhmEv - 130) < 4, `${fwhmEv} eV`);
});

test("k factors give the composition back, and are near those of the tables", () => {
  const counts = edsSpectrum({ phase: "alloy", thicknessNm: 20, atomsPerNm3: { Ni: 40, Al: 20, Fe: 10 } }, 1e10, {
    accelKv: 200,
    values: silent,
  });
  const near = (ev: number, half: number) =>
    total(counts.subarray(Math.round((ev - half) / 10), Math.round((ev + half) / 10)));
  const [nickel, aluminium, iron] = [near(7471, 200), near(1486, 40), near(6399, 200)];
  const byWeight = ([element, n]: readonly [string, number]) => n * elementFacts(element).molarMass;
  const ratio = (iron * kFactor("Fe", "Ka", 200)) / (nickel * kFactor("Ni", "Ka", 200));
  assert.ok(Math.abs(ratio / (byWeight(["Fe", 10]) / byWeight(["Ni", 40])) - 1) < 0.01, `${ratio}`);
  assert.ok(aluminium > 0);
  assert.is(kFactor("Si", "Ka", 200), 1);
  // Williams and Carter, tables 35.1 and 35.3, scatter by some ten per cent among themselves.
  for (const [element, k] of [
    ["Al", 1.05],
    ["Ti", 1.15],
    ["Fe", 1.35],
    ["Ni", 1.5],
    ["Cu", 1.65],
  ] as const) {
    const found = kFactor(element, "Ka", 200);
    assert.ok(Math.abs(found / k - 1) < 0.12, `${element}: ${found}`);
  }
  refused(() => kFactor("Fe", "Kz", 200));
  refused(() => kFactor("Sr", "Ka", 10));
});

test("counts go with electrons and thickness, and bremsstrahlung has its share", () => {
  const sum = (nm: number, electrons: number, values = edsDefaults) =>
    total(edsSpectrum(titanate(nm), electrons, { accelKv: 200, values }));
  assert.ok(Math.abs(sum(100, 1e6) / sum(50, 1e6) - 2) < 0.02);
  assert.ok(sum(20_000, 1) < (3000 / 50) * 1.02 * sum(50, 1), "a bar of the grid sends no more than its surface");
  assert.ok(Math.abs(sum(50, 3e6) / sum(50, 1e6) - 3) < 1e-6);
  const counts = edsSpectrum(titanate(50), 1e10, { accelKv: 200 });
  const continuum = (ev: number) => total(counts.subarray(ev / 10 - 15, ev / 10 + 15));
  // Kramers: (E0 - E) / E, here where the detector takes all.
  const expected = (190 / 10) * (0.999 / 1) * (7 / 193);
  assert.ok(Math.abs(continuum(10000) / continuum(7000) / (expected * edsEfficiency(1e4, edsDefaults)) - 1) < 0.05);
});

test("a lower voltage loses the lines it cannot excite", () => {
  const near = (accelKv: number, ev: number) =>
    total(edsSpectrum(titanate(50), 1e9, { accelKv, values: silent }).subarray(ev / 10 - 20, ev / 10 + 20));
  assert.is(near(15, 14140), 0);
  assert.ok(near(80, 14140) > 0);
});

test("a detector misses soft X-rays at its window and hard ones in its sensor", () => {
  assert.ok(edsEfficiency(277, edsDefaults) < 0.6);
  assert.ok(edsEfficiency(5000, edsDefaults) > 0.99);
  assert.ok(edsEfficiency(33442, edsDefaults) < 0.2);
  assert.is(edsEfficiency(0, edsDefaults), 0);
  assert.is(edsEfficiency(-10, edsDefaults), 0);
});

test("joined channels hold what their parts held", () => {
  const axis = edsAxis(edsDefaults);
  const whole = edsSpectrum(titanate(50), 1e9, { accelKv: 200 });
  const joined = edsSpectrum(titanate(50), 1e9, { accelKv: 200, axis: binnedAxis(axis, 8) });
  assert.is(joined.length, 512);
  assert.is(binnedAxis(axis, 8).firstEv, 35);
  for (const i of [6, 22, 56]) {
    const parts = total(whole.subarray(8 * i, 8 * i + 8));
    assert.ok(Math.abs(joined[i]! / parts - 1) < 0.02, `${i}: ${joined[i]} for ${parts}`);
  }
  for (const factor of [0, -1, 1.5, 5000, Number.NaN]) refused(() => binnedAxis(axis, factor));
});

test("axes and elements without a meaning are refused, hydrogen is passed over", () => {
  const bad = [
    { firstEv: Number.NaN, channelEv: 10, channels: 10 },
    { firstEv: 0, channelEv: 0, channels: 10 },
    { firstEv: 0, channelEv: 10, channels: 0 },
    { firstEv: 0, channelEv: Infinity, channels: 10 },
    { firstEv: 0, channelEv: 10, channels: 1e9 },
  ];
  for (const axis of bad) refused(() => edsSpectrum(titanate(50), 1, { accelKv: 200, axis }));
  for (const accelKv of [0, -200, Number.NaN, Infinity]) refused(() => edsSpectrum(titanate(50), 1, { accelKv }));
  refused(() => edsSpectrum(pure("Xx"), 1, { accelKv: 200 }));
  const hydrogen = edsSpectrum(pure("H"), 1e9, { accelKv: 200, values: silent });
  assert.is(total(hydrogen), 0);
});

test.run();
