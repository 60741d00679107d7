import { decode } from "fast-png";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { axisTicks } from "../../src/display/axisTicks.js";
import { lineFigure } from "../../src/display/lineFigure.js";

test("ticks are round, within the axis, and not more than asked for", () => {
  assert.equal(axisTicks(0, 10, 6).labels, ["0", "2", "4", "6", "8", "10"]);
  assert.equal(axisTicks(400, 911.75, 9).labels, ["400", "500", "600", "700", "800", "900"]);
  assert.equal(
    axisTicks(0, 0.3, 4).labels,
    ["0.0", "0.1", "0.2", "0.3"].map((text) => (text === "0.0" ? "0" : text)),
  );
  for (const [low, high] of [
    [0, 1],
    [-3, 5],
    [1e-9, 2e-9],
    [0, 3.7e12],
    [12345, 12346],
  ] as const)
    for (const most of [2, 5, 9]) {
      const { at, labels } = axisTicks(low, high, most);
      assert.ok(at.length <= most && at.every((v) => v >= low - 1e-9 * Math.abs(low) && v <= high * 1.000001), `${at}`);
      assert.is(labels.length, at.length);
    }
  assert.equal(axisTicks(5, 5, 4).at, [5]);
  assert.is(axisTicks(0, Infinity, 4).at.length, 1);
});

/** Rows of the plot's columns where a curve's blue is met: the highest one of each column. */
function topOf(values: number[], colour = "#0072b2"): Map<number, number> {
  const bundle = lineFigure({
    curves: [{ values, colour }],
    firstX: 0,
    stepX: 1,
    xLabel: "Energy (eV)",
    yLabel: "Counts",
    text: "a plot",
  });
  const png = decode(Buffer.from(bundle["image/png"] as string, "base64"));
  const palette = png.palette!;
  const top = new Map<number, number>();
  for (let y = 0; y < png.height; y++)
    for (let x = 0; x < png.width; x++) {
      const [r, , b] = palette[png.data[y * png.width + x]!]!;
      if (b! > 150 && r! < 60 && !top.has(x)) top.set(x, y);
    }
  return top;
}

test("a single channel among thousands is seen: its column is as high as the plot", () => {
  const values = new Array(4096).fill(0);
  values[1000] = 100;
  const top = topOf(values);
  const peak = Math.min(...top.values());
  const at = [...top].find(([, y]) => y === peak)![0];
  assert.ok(peak < 70, `${peak}`);
  assert.ok(Math.abs(at - (96 + (1000 / 4095) * 724)) < 4, `${at}`);
});

test("values that are not finite leave a gap", () => {
  const whole = topOf([5, 5, 5, 5, 5]);
  const gap = topOf([5, 5, Number.NaN, 5, 5]);
  assert.ok(gap.size < 0.7 * whole.size, `${gap.size} of ${whole.size}`);
});

test("no curve at all is an empty plot", () => {
  const bundle = lineFigure({ curves: [], firstX: 0, stepX: 1, xLabel: "x", yLabel: "y", text: "nothing" });
  assert.is(bundle["text/plain"], "nothing");
});

test.run();
