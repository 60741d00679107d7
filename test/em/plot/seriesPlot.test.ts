import { test } from "uvu";
import * as assert from "uvu/assert";
import { em } from "../../../src/em/index.js";
import { toDataFrame } from "../../../src/em/table.js";
import { bundleOf, refusal } from "./bundleOf.js";

const columns = { timeS: [0, 1, 2], driftXNm: [0, 0.5, null], driftYNm: new Float32Array([1, Number.NaN, 3]) };

test("the first column runs to the right, the others upwards, with titles from their names", () => {
  const { data, layout, svg, text } = bundleOf(em.plot.series(columns));
  assert.equal(
    data.map(({ name }) => name),
    ["drift X", "drift Y"],
  );
  assert.equal(data[0]!.x, [0, 1, 2]);
  assert.equal(
    data.map(({ y }) => y),
    [
      [0, 0.5, null],
      [1, null, 3],
    ],
  );
  assert.is(data[0]!.connectgaps, false);
  assert.is(layout.xaxis.title.text, "time (s)");
  assert.is(layout.yaxis.title.text, "drift (nm)");
  assert.match(svg!, "drift (nm)");
  assert.match(text, "drift Y: 3 points, 0 to 2; 1 to 3");
});

test("a table: columns by name, text columns are passed over", () => {
  const table = toDataFrame({ element: ["Ti", "C"], xNm: [1, 2], amplitude: [4, 5] });
  const { data, layout } = bundleOf(em.plot.series(table, { mark: "points" }));
  assert.equal([data[0]!.x, data[0]!.y, data[0]!.mode], [[1, 2], [4, 5], "markers"]);
  assert.is(layout.title.text, "amplitude over x");
  assert.is(layout.yaxis.title.text, "amplitude");
});

test("chosen columns, one or several", () => {
  const one = bundleOf(em.plot.series(columns, { x: "driftXNm", y: "driftYNm", mark: "both" }));
  assert.is(one.data.length, 1);
  assert.is(one.data[0]!.mode, "lines+markers");
  assert.is(one.data[0]!.showlegend, false);
  const title = bundleOf(em.plot.series(columns, { y: ["driftYNm"], title: "A & <B>" }));
  assert.is(title.layout.title.text, "A &amp; &lt;B&gt;");
  assert.match(title.svg!, "A &amp; &lt;B&gt;");
});

test("a million points become some thousand, with their extremes", () => {
  const timeS = Float64Array.from({ length: 1_000_000 }, (_, i) => i / 1000);
  const currentNanoAmp = timeS.map((t) => (t === 500.5 ? 9 : 1));
  const { data, length } = bundleOf(em.plot.series({ timeS, currentNanoAmp }));
  assert.ok(data[0]!.y.includes(9) && length < 100_000, `${length}`);
});

test("an SVG of one point, of equal values, of nothing finite, of huge values is a drawing all the same", () => {
  for (const y of [[5], [5, 5, 5], [Number.NaN, null], [-1e300, 1e300], [0, 1e-300]]) {
    const { svg } = bundleOf(em.plot.series({ x: y.map((_, i) => i), y }, { mark: "both" }));
    assert.match(svg!, /^<svg/);
    assert.not.match(svg!, /NaN|Infinity|undefined/);
  }
  for (const y of [
    [0, -1],
    [1, 1],
    [1e-5, 3e-5],
  ])
    assert.not.match(bundleOf(em.plot.series({ x: [1, 2], y }, { yScale: "log" })).svg!, /NaN|Infinity|undefined/);
});

test("lines have gaps in the picture, not bridges", () => {
  const { svg } = bundleOf(em.plot.series({ x: [0, 1, 2, 3, 4], y: [1, 2, null, 2, 1] }));
  const path = /<path d="(M[^"]*L[^"]*)" fill="none" stroke="#0072b2"/.exec(svg!)![1]!;
  assert.is(path.match(/M/g)!.length, 2);
  assert.is(path.match(/L/g)!.length, 2);
});

test("what cannot be plotted says why", () => {
  const say = (source: unknown, options?: unknown) => refusal(() => em.plot.series(source as never, options as never));
  assert.match(say(columns, { y: "driftXnm" }), "Did you mean driftXNm?");
  assert.match(say(columns, { x: "other" }), "There are: timeS, driftXNm, driftYNm.");
  assert.match(say({ ...columns, signalCounts: [1, 2, 3] }), "driftXNm and signalCounts differ in their unit");
  assert.match(say({ a: [1, 2], b: [1] }), 'BadShape: em.plot.series: "b" has 1 values, "a" has 2');
  assert.match(say({ a: [1, 2] }), "given 0 columns");
  assert.match(say({ a: [1], b: ["Ti"] }, { y: "b" }), "does not hold numbers");
  assert.match(say({ a: [1], b: "text" }), '"b" is no array');
  assert.match(say(columns, { marks: "line" }), "Did you mean mark?");
  assert.match(say(columns, { y: 3 }), "y must be the name of a column");
  for (const wrong of [null, undefined, [1, 2], 5, {}])
    assert.match(say(wrong), "BadOption: em.plot.series takes columns");
});

test.run();
