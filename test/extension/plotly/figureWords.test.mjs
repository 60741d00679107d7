import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadSource } from "./loadSource.mjs";

const { figureLabel } = await loadSource("plotly/figureLabel.ts");
const { changedRanges } = await loadSource("plotly/changedRanges.ts");
const { themedFigure } = await loadSource("plotly/themedFigure.ts");
const keys = "Arrow keys move, plus and minus zoom, 0 shows all.";

test("a figure is read aloud as its title, its traces, its axes and its keys", () => {
  const layout = {
    title: { text: "<b>Drift</b><br>of the stage" },
    xaxis: { title: { text: "time (s)" } },
    yaxis: { title: "drift (nm)" },
  };
  const label = figureLabel({ data: [{ name: "x" }, { name: "y" }], layout, config: {} });
  assert.is(
    label,
    `Drift of the stage. Figure with 2 traces: x, y. To the right: time (s). Upwards: drift (nm). ${keys}`,
  );
  assert.is(figureLabel({ data: [{}], layout: {}, config: {} }), `Figure with 1 trace. ${keys}`);
  assert.is(figureLabel({ data: [], layout: { title: 5 }, config: {} }), `Figure with 0 traces. ${keys}`);
});

test("keys move and zoom all straight axes, but not those that are fixed", () => {
  const layout = { xaxis: { range: [0, 10] }, yaxis: { range: [5, 1] }, xaxis2: { range: [0, 1], fixedrange: true } };
  assert.equal(changedRanges(layout, { kind: "move", right: 0.1, up: 0 }), {
    "xaxis.range": [1, 11],
    "yaxis.range": [5, 1],
  });
  assert.equal(changedRanges(layout, { kind: "move", right: 0, up: 0.5 })["yaxis.range"], [3, -1]);
  assert.equal(changedRanges(layout, { kind: "zoom", factor: 0.5 }), {
    "xaxis.range": [2.5, 7.5],
    "yaxis.range": [4, 2],
  });
});

test("all is shown as it was: an axis that falls goes on to fall", () => {
  const layout = { xaxis: { range: [0, 10] }, yaxis: { range: [5, 1] } };
  assert.equal(changedRanges(layout, { kind: "all" }), { "xaxis.autorange": true, "yaxis.autorange": "reversed" });
});

test("axes of dates are moved in the numbers that plotly counts in", () => {
  const axis = { range: ["b", "d"], r2l: (/** @type {string} */ v) => v.charCodeAt(0), l2r: String.fromCharCode };
  assert.equal(changedRanges({ xaxis: axis }, { kind: "move", right: 0.5, up: 0 }), { "xaxis.range": ["c", "e"] });
});

test("a figure without axes, or with odd ones, has no changes", () => {
  const layout = { polar: {}, xaxis: null, yaxis: { range: ["?", 3] }, xaxisother: { range: [0, 1] } };
  assert.equal(changedRanges(layout, { kind: "zoom", factor: 0.5 }), {});
});

const template = { layout: { paper_bgcolor: "black" } };

test("a figure gets the theme and the width of its place, and keeps its own template", () => {
  const figure = { data: [{ y: [1] }], layout: { width: 4000, height: 300 }, config: { scrollZoom: true } };
  const themed = themedFigure(figure, { template, isStill: false });
  assert.equal(themed.layout, { uirevision: "kept", height: 300, template, autosize: true });
  assert.is(themed.config.scrollZoom, true);
  assert.is(themed.config.displaylogo, false);
  assert.is(themed.config.plotlyServerURL, "");
  themed.data[0].y.push(2);
  assert.equal(figure.data[0]?.y, [1]);
  const own = { ...figure, layout: { template: { layout: {} } } };
  assert.equal(themedFigure(own, { template, isStill: false }).layout.template, { layout: {} });
});

test("who wants pages to stand still gets no transitions, in buttons and sliders neither", () => {
  const step = { args: [["f"], { transition: { duration: 500, easing: "linear" } }] };
  const figure = { data: [], layout: { sliders: [{ transition: { duration: 300 }, steps: [step] }] }, config: {} };
  const { layout } = themedFigure(figure, { template, isStill: true });
  assert.equal(layout.transition, { duration: 0 });
  assert.is(layout.sliders[0].transition.duration, 0);
  assert.equal(layout.sliders[0].steps[0].args[1].transition, { duration: 0, easing: "linear" });
  assert.is(themedFigure(figure, { template, isStill: false }).layout.sliders[0].transition.duration, 300);
});

test.run();
