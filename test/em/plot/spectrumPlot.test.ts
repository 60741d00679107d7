import { test } from "uvu";
import * as assert from "uvu/assert";
import { em, Spectrum } from "../../../src/em/index.js";
import { bundleOf, refusal } from "./bundleOf.js";

const spectrum = (counts: ArrayLike<number>, more: object = {}) =>
  new Spectrum({
    counts: Float32Array.from(counts),
    firstEv: 400,
    channelEv: 0.5,
    isCounts: true,
    axisName: "Energy loss",
    title: "O K",
    ...more,
  });
const ramp = (length: number) => Float32Array.from({ length }, (_, i) => i % 100);

test("a spectrum over its energies, with units, an SVG and text beside it", () => {
  const { data, layout, svg, text } = bundleOf(em.plot.spectrum(spectrum([1, 5, 2])));
  assert.equal(data[0]!.x, [400, 400.5, 401]);
  assert.equal(data[0]!.y, [1, 5, 2]);
  assert.is(layout.xaxis.title.text, "Energy loss (eV)");
  assert.is(layout.yaxis.title.text, "intensity (counts)");
  assert.is(layout.title.text, "O K");
  assert.match(svg!, /^<svg .*Energy loss \(eV\).*<\/svg>$/s);
  assert.match(text, "O K: intensity (counts) over Energy loss (eV)\n  O K: 3 points, 400 to 401; 1 to 5");
});

test("a narrow line in a long spectrum stays, and the figure is small", () => {
  const counts = ramp(200_000);
  counts[77_777] = 5000;
  const { data, length, svg, text } = bundleOf(em.plot.spectrum(spectrum(counts, { channelEv: 0.01 })));
  const peak = data[0]!.y.indexOf(5000);
  assert.ok(Math.abs(data[0]!.x[peak] - (400 + 777.77)) < 1e-6);
  assert.ok(length < 100_000, `${length}`);
  assert.ok(svg!.length < 100_000, `${svg!.length}`);
  assert.match(text, /200000 points \(\d{4} drawn, extremes kept\)/);
});

test("high energies are in keV; not counted events have arbitrary units", () => {
  const xRays = spectrum([1, 2, 3], { firstEv: 4500, channelEv: 500, axisName: "X-ray energy", isCounts: undefined });
  const { data, layout } = bundleOf(em.plot.spectrum(xRays));
  assert.equal(data[0]!.x, [4.5, 5, 5.5]);
  assert.is(layout.xaxis.title.text, "X-ray energy (keV)");
  assert.is(layout.yaxis.title.text, "intensity (arbitrary units)");
});

test("a part of it, both ends included", () => {
  const { data } = bundleOf(em.plot.spectrum(spectrum(ramp(100)), { fromEv: 410, toEv: 412 }));
  assert.equal(data[0]!.x, [410, 410.5, 411, 411.5, 412]);
  assert.equal(data[0]!.y, [20, 21, 22, 23, 24]);
});

test("several spectra differ in colour and in dash, and are named", () => {
  const { data, layout, svg } = bundleOf(
    em.plot.spectrum([spectrum([1, 2]), spectrum([2, 3], { title: "<b>Ti</b>" })]),
  );
  assert.is(data.length, 2);
  assert.is.not(data[0]!.line.color, data[1]!.line.color);
  assert.is.not(data[0]!.line.dash, data[1]!.line.dash);
  assert.is(data[1]!.name, "&lt;b&gt;Ti&lt;/b&gt;");
  assert.ok(data.every((trace) => trace.showlegend));
  assert.is(layout.title.text, "2 spectra");
  assert.match(svg!, "stroke-dasharray");
  assert.not.match(svg!, "<b>");
});

test("divided by the maximum or the sum; nothing is divided by zero", () => {
  const y = (dividedBy: "maximum" | "sum", counts: number[]) =>
    bundleOf(em.plot.spectrum(spectrum(counts), { dividedBy })).data[0]!.y;
  assert.equal(y("maximum", [1, 2, 4]), [0.25, 0.5, 1]);
  assert.equal(y("sum", [1, 2, 5]), [0.125, 0.25, 0.625]);
  assert.equal(y("sum", [0, 0]), [null, null]);
  const { layout } = bundleOf(em.plot.spectrum(spectrum([1, 2]), { dividedBy: "maximum" }));
  assert.is(layout.yaxis.title.text, "intensity / maximum");
});

test("an axis of powers leaves empty channels out of the picture", () => {
  const { layout, svg } = bundleOf(em.plot.spectrum(spectrum([1000, 0, 10, 1]), { yScale: "log" }));
  assert.is(layout.yaxis.type, "log");
  assert.match(svg!, ">1e3<");
  assert.not.match(svg!, /NaN|Infinity/);
});

test("what cannot be plotted says why", () => {
  const one = spectrum([1, 2]);
  assert.match(
    refusal(() => em.plot.spectrum(one, { fromeV: 3 } as never)),
    "Did you mean fromEv?",
  );
  assert.match(
    refusal(() => em.plot.spectrum(one, { yScale: "logarithmic" as never })),
    'one of "linear", "log"',
  );
  assert.match(
    refusal(() => em.plot.spectrum(one, { fromEv: 900 })),
    "no channel lies",
  );
  assert.match(
    refusal(() => em.plot.spectrum(one, { fromEv: Number.NaN })),
    "BadOption",
  );
  for (const wrong of [[], undefined, null, [1, 2], "EELS", [one, 3]])
    assert.match(
      refusal(() => em.plot.spectrum(wrong as never)),
      "BadOption: em.plot.spectrum takes a Spectrum",
    );
});

test.run();
