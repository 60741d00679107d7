import { test } from "uvu";
import * as assert from "uvu/assert";
import { plotlyFigure } from "../../../kernel/output/plotlyFigure.js";
import { displaySymbol } from "../../../src/display/mimeBundle.js";
import { em, PlotFigure } from "../../../src/em/index.js";
import { curveColours } from "../../../src/em/plot/plotColours.js";

test("the picture is drawn when the figure is first shown, and once", () => {
  let drawn = 0;
  const still = () => {
    drawn++;
    return { svg: "<svg/>" };
  };
  const figure = new PlotFigure({ data: [{ y: [1] }], layout: {}, text: "one", still });
  assert.is(drawn, 0);
  figure[displaySymbol]();
  const bundle = figure[displaySymbol]();
  assert.is(drawn, 1);
  assert.equal(bundle, {
    "application/vnd.plotly.v1+json": { data: [{ y: [1] }], layout: {} },
    "image/svg+xml": "<svg/>",
    "text/plain": "one",
  });
});

test("a PNG where there is no SVG", () => {
  const still = () => ({ png: Uint8Array.of(1, 2, 3) });
  assert.is(new PlotFigure({ data: [], layout: {}, text: "", still })[displaySymbol]()["image/png"], "AQID");
});

test("display.plotly takes its parts, so that it can be changed further", () => {
  const figure = em.plot.histogram([1, 2, 3]);
  const { data } = plotlyFigure({ data: figure.data, layout: { ...figure.layout, bargap: 0.2 } });
  assert.ok("application/vnd.plotly.v1+json" in data);
});

/** The contrast of two colours. Source: WCAG 2.2, relative luminance. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [r, g, blue] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * blue!;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

test("curves have a contrast of 3:1 or more on white and on the dark theme's paper", () => {
  for (const colour of curveColours)
    for (const paper of ["#ffffff", "#111111"])
      assert.ok(contrast(colour, paper) >= 3, `${colour} on ${paper}: ${contrast(colour, paper).toFixed(2)}`);
});

test.run();
