import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toJson } from "../../../kernel/display.js";
import { plotlyFigure, plotlyMimeType } from "../../../kernel/output/plotlyFigure.js";
import { thrownBy } from "./fakePort.js";

const test = suite("plotly figures");

test("a figure is passed on, its typed arrays as lists", () => {
  const figure = {
    data: [{ x: new Float64Array([1, 2]), y: [3, NaN] }],
    layout: { title: { text: "T" } },
    config: { a: 1 },
  };
  const { data } = plotlyFigure(figure);
  assert.equal(JSON.parse(toJson(data[plotlyMimeType])), {
    data: [{ x: [1, 2], y: [3, null] }],
    layout: { title: { text: "T" } },
    config: { a: 1 },
  });
});

test("what front ends without plotly show is not empty, and escaped", () => {
  const heatmap = { type: "heatmap", name: "<Ti>", z: Array.from({ length: 20 }, () => new Float32Array(30)) };
  const { data } = plotlyFigure({
    data: [heatmap, { y: [1] }, { type: "pie", values: [1, 2] }, { type: "table" }],
    layout: { title: "A<br>B" },
  });
  assert.is(
    data["text/plain"],
    [
      "A B (plotly figure with 4 traces)",
      "  heatmap: <Ti>, 30 x 20 values",
      "  scatter: 1 point",
      "  pie: 2 points",
      "  table: no points",
    ].join("\n"),
  );
  assert.match(String(data["text/html"]), "&lt;Ti&gt;");
  assert.match(String(plotlyFigure({ data: [] }).data["text/plain"]), /^Plotly figure with 0 traces$/);
});

test("what is no figure is refused with what it lacks", () => {
  assert.match(
    thrownBy(() => plotlyFigure([{ y: [1] }])),
    "display.plotly was given an array | Give the traces as data",
  );
  assert.match(
    thrownBy(() => plotlyFigure({ layout: {} })),
    "a figure without data | Give { data:",
  );
  assert.match(
    thrownBy(() => plotlyFigure({ data: {} })),
    "data that is an object",
  );
  assert.match(
    thrownBy(() => plotlyFigure({ data: [{}, 5] })),
    "a trace, data[1], that is a number",
  );
  assert.match(
    thrownBy(() => plotlyFigure({ data: [], layout: [] })),
    "a layout that is an array of 0",
  );
  assert.match(
    thrownBy(() => plotlyFigure({ data: [], frames: {} })),
    "frames that are an object",
  );
  assert.match(
    thrownBy(() => plotlyFigure("figure")),
    "a text",
  );
});

test.run();
