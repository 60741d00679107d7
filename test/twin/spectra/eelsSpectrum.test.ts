import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import type { Material } from "../../../src/twin/specimens/specimen.js";
import { coreEdges, edgeBarn } from "../../../src/twin/spectra/eelsEdges.js";
import { eelsDefaults, eelsParameters } from "../../../src/twin/spectra/eelsParameters.js";
import { eelsAxis, eelsDriftEv, eelsSpectrum, totalReduction } from "../../../src/twin/spectra/eelsSpectrum.js";
import { maximaEv, pure, titanate, total } from "./materials.js";

const take = (reduced: number, material: Material = titanate(20), extra = {}) =>
  eelsSpectrum(material, 1e8, reduced, { accelKv: 200, ...extra });
const refused = (run: () => unknown) =>
  assert.throws(run, (error: unknown) => error instanceof EmError && error.tag === "BadOption");

const at = (counts: Float32Array, ev: number) => counts[Math.round((ev - 400) / 0.25)]!;
const window = (counts: Float32Array, from: number, to: number) =>
  total(counts.subarray(Math.round((from - 400) / 0.25), Math.round((to - 400) / 0.25) + 1));

test("2048 channels of 0.25 eV from 400 eV", () => {
  assert.equal(eelsAxis(), { firstEv: 400, channelEv: 0.25, channels: 2048 });
  assert.is(take(0).length, 2048);
});

test("Ti4+ has the four peaks of L3 and L2, each within a channel of its place", () => {
  const maxima = maximaEv(take(0).subarray(0, 400), 400, 0.25);
  for (const ev of [458, 460.3, 463.4, 465.6])
    assert.ok(
      maxima.some((found) => Math.abs(found - ev) <= 0.25),
      `${ev}: ${maxima}`,
    );
});

test("Ti3+ has one peak each for L3 and L2, 1.7 eV lower than the middles of the doublets", () => {
  const maxima = maximaEv(take(1).subarray(0, 320), 400, 0.25);
  assert.is(maxima.length, 2, `${maxima}`);
  for (const [i, ev] of [(458 + 460.3) / 2 - 1.7, (463.4 + 465.6) / 2 - 1.7].entries())
    assert.ok(Math.abs(maxima[i]! - ev) <= 0.5, `${maxima[i]} for ${ev}`);
});

test("a mixture is the mixture: linear in the reduction at each channel", () => {
  const [none, half, all] = [0, 0.5, 1].map((x) => take(x)) as [Float32Array, Float32Array, Float32Array];
  for (let i = 0; i < none.length; i++)
    assert.ok(Math.abs(half[i]! - (none[i]! + all[i]!) / 2) <= 1e-5 * half[i]!, `channel ${i}`);
});

test("the prepeak of oxygen at 531 eV falls with the reduction, more than the edge does", () => {
  const prepeak = (x: number) => {
    const counts = take(x);
    const slope = (window(counts, 526, 528.5) / 11) * 9;
    return window(counts, 530, 532) - slope;
  };
  const values = [0, 0.25, 0.5, 0.75, 1].map(prepeak);
  for (let i = 1; i < values.length; i++) assert.ok(values[i]! < 0.95 * values[i - 1]!, `${values}`);
  assert.ok(values[4]! < 0.6 * values[0]!);
  const edge = (x: number) => window(take(x), 550, 600) - window(take(x), 500, 525) * 0.9;
  assert.ok(edge(1) / edge(0) > values[4]! / values[0]!);
});

test("full reduction takes one oxygen of six, and all signal stays positive", () => {
  const values = valuesOf(eelsParameters, { backgroundBarnPerEv: 0 });
  const onlyEdges = (x: number) => take(x, titanate(20), { values });
  // The continuum of Ti L is the same on both sides of it, so the step at 532 eV is oxygen's alone.
  const step = (x: number) => at(onlyEdges(x), 600) - at(onlyEdges(x), 525) * (600 / 525) ** -3;
  assert.ok(Math.abs(step(1) / step(0) - 5 / 6) < 0.005, `${step(1) / step(0)}`);
  assert.ok(take(1).every((value) => value > 0));
});

test("the background falls as the inverse cube before the first edge", () => {
  const counts = take(0);
  const r = -Math.log(at(counts, 445) / at(counts, 402)) / Math.log(445 / 402);
  assert.ok(Math.abs(r - 3) < 0.01, `${r}`);
  const other = take(0, pure("Ti"), { values: valuesOf(eelsParameters, { backgroundExponent: 4 }) });
  assert.ok(Math.abs(-Math.log(at(other, 445) / at(other, 402)) / Math.log(445 / 402) - 4) < 0.01);
});

test("the zero-loss width is that of the sharpest structures", () => {
  const sharp = valuesOf(eelsParameters, { zeroLossFwhmEv: 0.3 });
  const contrast = (values: typeof eelsDefaults) => {
    const counts = take(0, titanate(20), { values });
    return at(counts, 458) / at(counts, 459.25);
  };
  assert.ok(contrast(sharp) > 1.5 * contrast(eelsDefaults));
});

test("a drift moves everything by its energy: 0.05 eV a minute", () => {
  assert.ok(Math.abs(eelsDriftEv(600) - 0.5) < 1e-12);
  const drifted = take(0, titanate(20), { shiftEv: 0.5 });
  const still = take(0);
  for (const ev of [440, 458, 463.25, 531, 537, 700]) {
    const [a, b] = [at(drifted, ev + 0.5), at(still, ev)];
    assert.ok(Math.abs(a / b - 1) < 1e-6, `${ev}: ${a} ${b}`);
  }
});

test("other materials have their edges at their onsets", () => {
  for (const [element, onsetEv] of [
    ["N", 401],
    ["O", 532],
    ["F", 685],
    ["Cr", 575],
    ["Mn", 640],
    ["Fe", 708],
    ["La", 832],
  ] as const) {
    const axis = { firstEv: onsetEv - 100, channelEv: 0.5, channels: 400 };
    const counts = take(0, pure(element), { axis });
    const before = counts[Math.round(90 / 0.5)]!;
    const after = counts[Math.round(108 / 0.5)]!;
    assert.ok(after > 1.05 * before, `${element}: ${before} to ${after}`);
  }
  const carbon = take(0, pure("C"), { axis: { firstEv: 250, channelEv: 0.5, channels: 200 } });
  assert.ok(carbon[Math.round((290 - 250) / 0.5)]! > 1.5 * carbon[Math.round((275 - 250) / 0.5)]!);
});

test("white lines: manganese's L3 is stronger than its L2, lanthanum's M5 and M4 stand out", () => {
  const peaks = (element: string, onsetEv: number) => {
    const axis = { firstEv: onsetEv - 20, channelEv: 0.25, channels: 240 };
    return maximaEv(take(0, pure(element), { axis }), axis.firstEv, 0.25);
  };
  const manganese = peaks("Mn", 640);
  assert.is(manganese.length, 2, `${manganese}`);
  assert.ok(Math.abs(manganese[1]! - manganese[0]! - 11) < 0.6);
  assert.ok(Math.abs(peaks("La", 832)[0]! - 833.5) < 0.6);
  const l3 = coreEdges.find((edge) => edge.element === "Mn" && edge.subshell === "L3")!;
  const l2 = coreEdges.find((edge) => edge.element === "Mn" && edge.subshell === "L2")!;
  const ratio = edgeBarn(l3, 200, eelsDefaults) / edgeBarn(l2, 200, eelsDefaults);
  assert.ok(ratio > 1.9 && ratio < 2.2, `${ratio}`);
});

test("what a specimen lacks from the start adds to what the dose takes", () => {
  assert.is(totalReduction(titanate(20), 0), 0);
  assert.ok(Math.abs(totalReduction(titanate(20, { reducedFraction: 0.4 }), 0.5) - 0.7) < 1e-12);
  assert.is(totalReduction(titanate(20, { eelsReference: "Ti3+" }), 0), 1);
  for (const bad of [-0.1, 1.1, Number.NaN, Infinity]) {
    refused(() => totalReduction(titanate(20), bad));
    refused(() => totalReduction(titanate(20, { reducedFraction: bad }), 0));
  }
});

test("signal goes with thickness and electrons; nonsense is refused", () => {
  const [thin, thick] = [take(0, titanate(10)), take(0, titanate(30))];
  // What is scattered again is lost to the edge: exp(-20/100).
  assert.ok(Math.abs(total(thick) / total(thin) - 3 * Math.exp(-0.2)) < 1e-4);
  assert.ok(total(take(0, titanate(20_000))) < 1e-60, "nothing comes through a bar of the grid");
  for (const accelKv of [0, -200, Number.NaN, Infinity]) refused(() => eelsSpectrum(titanate(20), 1, 0, { accelKv }));
  refused(() => take(0, pure("Xx")));
  refused(() => take(0, titanate(20), { axis: { firstEv: 400, channelEv: -1, channels: 8 } }));
  const low = take(0, titanate(20), { axis: { firstEv: -50, channelEv: 1, channels: 100 } });
  assert.ok(
    low.every((value) => Number.isFinite(value)),
    "an axis over zero does not run to infinity",
  );
});

test.run();
