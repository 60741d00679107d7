import { test } from "uvu";
import * as assert from "uvu/assert";
import { meanDensityImage, mostColumnsInView } from "../../../src/twin/detectors/meanDensityImage.js";
import { idealProbe } from "../optics/probes.js";
import { flatView, idealOptics, idealScan } from "./scenes.js";
import { withTag } from "./withTag.js";

const near = (a: number, b: number, error: number, what = "") =>
  assert.ok(Math.abs(a - b) <= error, `${what} ${a}, not ${b}`);
const disc = (radiusNm: number) => (x: number, y: number) => (x * x + y * y < radiusNm * radiusNm ? 0.08 : 0);
const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0);

test("an even specimen gives an even image, a slope its slope", () => {
  const optics = idealOptics(idealScan(65, 50, 2));
  assert.equal(new Set(meanDensityImage(() => 0.25, optics)), new Set([0.25]));
  const slope = meanDensityImage((x, y) => 0.1 + 1e-4 * x + 2e-4 * y, optics);
  for (const [col, row] of [
    [0, 0],
    [64, 49],
    [31, 20],
    [10, 33],
  ] as const) {
    near(slope[row * 65 + col]!, 0.1 + 1e-4 * 2 * (col - 32) + 2e-4 * 2 * (row - 24.5), 1e-5);
  }
});

test("a disc has its area, smooth edges, and next to nothing outside", () => {
  const image = meanDensityImage(disc(37.3), idealOptics(idealScan(64, 64, 2)));
  near((sum(image) / 0.08) * 4, Math.PI * 37.3 ** 2, 25);
  const levels = new Set(Array.from(image, (value) => Math.round((100 * value) / 0.08)));
  assert.equal(
    [...levels].sort((a, b) => a - b),
    [0, 25, 50, 75, 100],
  );
  assert.is(image[0], 0);
  assert.is(image[32 * 64 + 32], Math.fround(0.08));
});

test("few calls where nothing changes", () => {
  let calls = 0;
  meanDensityImage(
    () => {
      calls++;
      return 0.1;
    },
    idealOptics(idealScan(256, 256, 2)),
  );
  assert.ok(calls < 0.27 * 256 * 256, `${calls}`);
});

test("rows follow the specimen where it goes", () => {
  const specimenXNm = Float64Array.from({ length: 64 }, (_, row) => (row < 32 ? 0 : 40));
  const image = meanDensityImage((x) => (x > 0 ? 0.1 : 0), idealOptics(idealScan(64, 64, 2, { specimenXNm })));
  const edge = (row: number) => Array.from(image.subarray(row * 64, row * 64 + 64)).findIndex((value) => value > 0.05);
  near(edge(10), 32, 1);
  near(edge(50), 52, 1);
});

test("far out of focus an edge is blurred over the disc of the beam, and no beam is lost", () => {
  const probe = idealProbe({ accelKv: 200, convergenceMrad: 25, defocusNm: 1000 });
  const optics = idealOptics(idealScan(128, 128, 2), { probe });
  const image = meanDensityImage((x) => (x > 0 ? 0.1 : 0), optics);
  const row = Array.from(image.subarray(64 * 128, 65 * 128));
  const width = row.filter((value) => value > 0.001 && value < 0.099).length * 2;
  near(width, 48, 6, "width of the edge:");
  near(row[127]!, 0.1, 0.002);
  near(row[0]!, 0, 0.002);
  const small = meanDensityImage(disc(20), optics);
  near(sum(small) / sum(meanDensityImage(disc(20), { ...optics, probe: idealProbe() })), 1, 0.01);
  const raised = { ...optics, probe: { ...probe, defocusNm: 0 }, view: { ...flatView, heightNm: 1000 } };
  assert.equal(meanDensityImage(disc(20), raised), small);
});

test("a beam wider than the scan still gives an image", () => {
  const probe = idealProbe({ defocusNm: 50_000 });
  const image = meanDensityImage(() => 0.1, idealOptics(idealScan(32, 32, 1), { probe }));
  assert.ok(image.every((value) => Math.abs(value - 0.1) < 0.01));
});

test("what cannot be is refused", () => {
  assert.ok(mostColumnsInView > 1e5);
  const optics = idealOptics(idealScan(8, 8, 2));
  const wrong = { ...optics, probe: idealProbe({ accelKv: Number.NaN }) };
  assert.throws(() => meanDensityImage(() => 0, wrong), withTag("BadOption"));
  const scan = idealScan(8, 8, -1);
  assert.throws(() => meanDensityImage(() => 0, idealOptics(scan)), withTag("BadOption"));
});

test.run();
