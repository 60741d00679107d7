import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { em, Micrograph } from "../../../src/em/index.js";
import { histogramBins } from "../../../src/em/plot/histogramBins.js";
import { toDataFrame } from "../../../src/em/table.js";
import { bundleOf, refusal } from "./bundleOf.js";

const all = { from: -Infinity, to: Infinity, bins: 0 };
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

test("every value is counted once, the greatest in the last bin", () => {
  const bins = histogramBins([0, 1, 2, 3, 4, 4], { ...all, bins: 4 });
  assert.equal(bins.numbers, [1, 1, 1, 3]);
  assert.equal(bins.middles, [0.5, 1.5, 2.5, 3.5]);
  assert.is(bins.width, 1);
});

test("the width of the bins is that of Freedman and Diaconis", () => {
  const random = seededRandom(1, "histogram");
  const values = Float64Array.from({ length: 8000 }, () => random.normal());
  const { width, numbers } = histogramBins(values, all);
  // The quartiles of a normal distribution are 1.349 apart, and the cube root of 8000 is 20.
  assert.ok(Math.abs(width - (2 * 1.349) / 20) < 0.01, `${width}`);
  assert.is(sum(numbers), 8000);
});

test("bins of whole numbers are whole and have them in their middles", () => {
  const bins = histogramBins([0, 0, 1, 1, 2, 7], all);
  assert.ok(Number.isInteger(bins.width));
  assert.is(sum(bins.numbers), 6);
  const counts = histogramBins(
    Float32Array.from({ length: 1000 }, (_, i) => i % 4),
    all,
  );
  assert.equal(counts.middles, [0, 1, 2, 3]);
  assert.equal(counts.numbers, [250, 250, 250, 250]);
});

test("one value, equal values, huge and wide-spread values", () => {
  for (const values of [[3], [0.5, 0.5], [0, 0], [-1e300, 1e300], [0, 1e-300], [0, 1, 1, 1, 1, 1e9]]) {
    const { numbers, middles, width } = histogramBins(values, all);
    assert.is(sum(numbers), values.length, `${values}`);
    assert.ok(numbers.length <= 501 && width > 0 && middles.every(Number.isFinite), `${values}`);
  }
  assert.is(sum(histogramBins([5, 5], { ...all, bins: 3 }).numbers), 2);
});

test("what is not finite or lies outside does not count, and is told", () => {
  const values = [1, 2, Number.NaN, Infinity, 50];
  const figure = em.plot.histogram(values, { to: 10, name: "distanceNm", bins: 5 });
  const { data, layout, text, svg } = bundleOf(figure);
  assert.is(sum(data[0]!.y), 2);
  assert.is(layout.xaxis.title.text, "distance (nm)");
  assert.is(layout.yaxis.title.text, "number of values");
  assert.match(text, "1 values lie outside");
  assert.match(text, "2 values are missing or not finite");
  assert.match(svg!, "distance (nm)");
});

test("of a column of a table, and of the pixels of an image", () => {
  const column = toDataFrame({ amplitude: [1, 2, null, 3] }).column("amplitude");
  assert.is(sum(bundleOf(em.plot.histogram(column)).data[0]!.y), 3);
  const image = new Micrograph({ data: new Float32Array(64 * 64).fill(2), widthPx: 64, heightPx: 64, isCounts: true });
  const { data, layout, length } = bundleOf(em.plot.histogram(image));
  assert.equal([data[0]!.x, data[0]!.y, data[0]!.width], [[2], [4096], 1]);
  assert.is(layout.xaxis.title.text, "intensity (counts)");
  assert.ok(length < 2000);
});

test("an axis of powers, and no value at all", () => {
  const { layout, svg } = bundleOf(em.plot.histogram([1, 1, 1, 2], { yScale: "log" }));
  assert.is(layout.yaxis.type, "log");
  assert.not.match(svg!, /NaN|Infinity/);
  assert.not.match(bundleOf(em.plot.histogram([])).svg!, /NaN|Infinity/);
});

test("what cannot be counted says why", () => {
  assert.match(
    refusal(() => em.plot.histogram([1], { bin: 3 } as never)),
    "Did you mean bins?",
  );
  assert.match(
    refusal(() => em.plot.histogram([1], { bins: 0.5 })),
    "whole number from 1 to 1000",
  );
  assert.match(
    refusal(() => em.plot.histogram([1], { from: 3, to: 2 })),
    "from is 3, to is 2",
  );
  assert.match(
    refusal(() => em.plot.histogram(["a"] as never)),
    "value 0 is none",
  );
  for (const wrong of [null, undefined, 4, "text", {}])
    assert.match(
      refusal(() => em.plot.histogram(wrong as never)),
      "BadOption: em.plot.histogram takes numbers",
    );
});

test.run();
