import { test } from "uvu";
import * as assert from "uvu/assert";
import { addColumn, makeProbe, type ProbeShape, probeAt } from "../../../src/ops/atoms/probeShape.js";
import { near } from "./frames.js";

const round: ProbeShape = { sigmaXPx: 2.5, sigmaYPx: 2.5, correlation: 0, tailFraction: 0 };
const tailed: ProbeShape = { ...round, tailFraction: 0.2 };
const tilted: ProbeShape = { sigmaXPx: 3, sigmaYPx: 1.8, correlation: 0.4, tailFraction: 0.1 };

/** The definition: a Gaussian core and one that is 2.2 times as wide, with the share tailFraction of the volume, and 1 at the centre. */
function profile(q: number, tailFraction: number): number {
  const tail = tailFraction / 2.2 ** 2;
  return ((1 - tailFraction) * Math.exp(-q / 2) + tail * Math.exp(-q / 2 / 2.2 ** 2)) / (1 - tailFraction + tail);
}

/** Squared distance in core widths of an elliptic Gaussian, from its covariance. */
function squaredRadius({ sigmaXPx, sigmaYPx, correlation }: ProbeShape, dx: number, dy: number): number {
  const [u, v] = [dx / sigmaXPx, dy / sigmaYPx];
  return (u * u - 2 * correlation * u * v + v * v) / (1 - correlation ** 2);
}

function drawn(shape: ProbeShape, widthPx: number, heightPx: number, x: number, y: number, amplitude: number) {
  const image = new Float32Array(widthPx * heightPx);
  addColumn(image, widthPx, heightPx, makeProbe(shape), x, y, amplitude);
  return image;
}

test("the table is the profile, lifted so that it ends at 0", () => {
  for (const tailFraction of [0, 0.1, 0.4]) {
    const probe = makeProbe({ ...round, tailFraction });
    const edge = profile(27, tailFraction);
    for (let q = 0; q < 27; q += 0.37)
      near(probeAt(probe, q)[0], (profile(q, tailFraction) - edge) / (1 - edge), 2e-4, `value at ${q}`);
    assert.is(probeAt(probe, 0)[0], 1);
    assert.equal(probeAt(probe, 27), [0, 0]);
    assert.equal(probeAt(probe, 1e9), [0, 0]);
  }
});

test("the slope is the derivative by the squared radius", () => {
  const probe = makeProbe(tailed);
  for (let q = 0.1; q < 26; q += 0.73) {
    const numerical = (profile(q + 1e-4, 0.2) - profile(q - 1e-4, 0.2)) / 2e-4;
    near(probeAt(probe, q)[1], numerical, 0.006, `slope at ${q}`);
  }
});

test("the inverse covariance, the widths and the reach belong to the ellipse", () => {
  const probe = makeProbe(tilted);
  for (const [dx, dy] of [
    [1, 0],
    [0, 1],
    [2, -3],
  ] as const) {
    const [xx, xy, yy] = probe.inverse;
    near(xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy, squaredRadius(tilted, dx, dy), 1e-12, "q");
  }
  near(probe.sigmaPx, Math.sqrt(3 * 1.8 * Math.sqrt(1 - 0.16)), 1e-12, "sigma");
  near(probe.reachXPx, Math.sqrt(27) * 3, 1e-12, "reach x");
  near(probe.reachYPx, Math.sqrt(27) * 1.8, 1e-12, "reach y");
});

test("the volume is the sum over the pixels", () => {
  for (const shape of [round, tailed, tilted]) {
    const sum = drawn(shape, 80, 80, 40.3, 39.6, 1).reduce((a, b) => a + b, 0);
    const { volume } = makeProbe(shape);
    // The part of the tail beyond the table's end is missing in the sum.
    near(sum / volume, 1, shape.tailFraction > 0 ? 0.12 : 0.002, `share of the volume with ${shape.tailFraction}`);
  }
});

test("a column is drawn with its shape, centred between pixels, and cut at the edges", () => {
  const image = drawn(tilted, 60, 50, 20.4, 30.7, 8);
  const probe = makeProbe(tilted);
  for (const [col, row] of [
    [20, 31],
    [25, 28],
    [15, 35],
  ] as const) {
    const q = squaredRadius(tilted, col - 20.4, row - 30.7);
    near(image[row * 60 + col]!, 8 * probeAt(probe, q)[0], 1e-5, "value");
  }
  const corner = drawn(round, 60, 50, -1, 51, 8);
  near(corner[49 * 60]!, 8 * probeAt(makeProbe(round), (1 + 4) / 6.25)[0], 1e-5, "corner");
  assert.is(corner.filter((value) => value > 0).length < 200, true);
  assert.ok(drawn(round, 60, 50, -200, 20, 8).every((value) => value === 0));
});

test("taking a column out again leaves nothing, and amplitude 0 draws nothing", () => {
  const image = drawn(tailed, 40, 40, 19.2, 20.1, 1000);
  addColumn(image, 40, 40, makeProbe(tailed), 19.2, 20.1, -1000);
  assert.ok(image.every((value) => Math.abs(value) < 1e-3));
  assert.ok(drawn(tailed, 40, 40, 20, 20, 0).every((value) => value === 0));
});

test.run();
