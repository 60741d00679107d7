import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { detectorParameters } from "../../../src/twin/detectors/detectorParameters.js";
import { frameTimeS, rowTimesS, scanDistortion } from "../../../src/twin/detectors/scanDistortion.js";
import { scanFrame, scannedRegion, specimenPoint } from "../../../src/twin/detectors/scanFrame.js";
import { kernelPhases, kernelTable, kernelTransform, kernelWeights } from "../../../src/twin/detectors/spreadKernel.js";
import { valuesOf } from "../../../src/twin/parameter.js";
import { flatView, idealScan } from "./scenes.js";

const values = valuesOf(detectorParameters);
const timing = { widthPx: 512, heightPx: 4096, dwellUs: 2, startS: 0 };
const near = (a: number, b: number, error: number, what = "") =>
  assert.ok(Math.abs(a - b) <= error, `${what} ${a}, not ${b}`);

test("rows follow each other by their pixels and the way back", () => {
  const times = rowTimesS(timing, 60);
  near(times[0]!, 0.000512, 1e-9);
  near(times[11]! - times[10]!, 0.001084, 1e-9);
  near(frameTimeS(timing, 60), 4096 * 0.001084, 1e-9);
});

test("the jitter of the rows has the strength of its settings, and the hum its frequency and phase", () => {
  const { rowJitterNm } = scanDistortion(timing, values, seededRandom(1, "scan"));
  const times = rowTimesS(timing, values.flybackUs);
  let [square, sine, cosine] = [0, 0, 0];
  rowJitterNm.forEach((nm, row) => {
    square += nm * nm;
    sine += 2 * nm * Math.sin(2 * Math.PI * 50 * times[row]!);
    cosine += 2 * nm * Math.cos(2 * Math.PI * 50 * times[row]!);
  });
  near(Math.sqrt(square / 4096), Math.hypot(0.01, 0.015 / Math.SQRT2), 0.0005);
  near(sine / 4096, 0.015, 0.001);
  near(cosine / 4096, 0, 0.001);
  // Half a period of the mains later the hum points the other way.
  const quiet = { ...values, lineJitterA: 0 };
  const later = scanDistortion({ ...timing, startS: 0.01 }, quiet, seededRandom(1, "scan")).rowJitterNm;
  const now = scanDistortion(timing, quiet, seededRandom(1, "scan")).rowJitterNm;
  for (const [row, nm] of now.entries()) near(later[row]!, -nm, 1e-9);
});

test("distortions can be switched off, which leaves the random numbers of what follows unchanged", () => {
  const [on, off] = [seededRandom(2, "scan"), seededRandom(2, "scan")];
  const distorted = scanDistortion(timing, values, on);
  const straight = scanDistortion(timing, values, off, { hasCalibrationErrors: false, hasLineErrors: false });
  assert.is(on.uniform(), off.uniform());
  assert.equal([distorted.xScale, distorted.yScale, distorted.shearDeg], [1.008, 1.03, 0.8]);
  assert.equal([straight.xScale, straight.yScale, straight.shearDeg], [1, 1, 0]);
  assert.ok(straight.rowJitterNm.every((nm) => nm === 0) && distorted.rowJitterNm.some((nm) => nm !== 0));
});

test("a scan's axes lead to the specimen and back", () => {
  const view = { ...flatView, centreXNm: 20, centreYNm: -7, toLab: [0.9, -0.3, 0.2, 1.1] as const };
  const frame = scanFrame(idealScan(40, 30, 0.1, { rotationDeg: 33, centreXNm: 3, centreYNm: 4 }), view);
  const [aa, ab, ba, bb] = frame.fromSpecimen;
  const [x, y] = specimenPoint(frame)(0.7, -1.1);
  near(aa * x + ab * y + frame.offsetAlongNm, 0.7, 1e-12);
  near(ba * x + bb * y + frame.offsetAcrossNm, -1.1, 1e-12);
  // The middle of the frame is the shift of the beam from the axis, where the view's centre lies.
  const [middleX, middleY] = specimenPoint(frame)(0, 0);
  near(0.9 * (middleX - 20) - 0.3 * (middleY + 7), 3, 1e-12);
  near(0.2 * (middleX - 20) + 1.1 * (middleY + 7), 4, 1e-12);
});

test("the region of a scan holds it and its margin, and where the specimen has moved", () => {
  const straight = scannedRegion(idealScan(101, 51, 0.1), flatView, 1);
  near(straight.leastXNm, -6, 1e-9);
  near(straight.mostXNm, 6, 1e-9);
  near(straight.leastYNm, -3.5, 1e-9);
  near(straight.mostYNm, 3.5, 1e-9);
  const specimenXNm = Float64Array.from({ length: 51 }, (_, row) => (row * 20) / 50);
  near(scannedRegion(idealScan(101, 51, 0.1, { specimenXNm }), flatView, 1).leastXNm, -26, 1e-9);
  const turned = scannedRegion(idealScan(101, 51, 0.1, { rotationDeg: 90 }), flatView, 0);
  near(turned.mostXNm, 2.5, 1e-9);
  near(turned.mostYNm, 5, 1e-9);
});

test("the kernel carries a wave between grid points once its transform is divided out", () => {
  for (const frequency of [0, 0.1, 0.25, 0.39]) {
    for (const place of [10, 10.25, 10.5, 10.9]) {
      const weights = kernelWeights(place - Math.floor(place));
      let value = 0;
      weights.forEach((weight, i) => {
        value +=
          (weight * Math.cos(2 * Math.PI * frequency * (Math.floor(place) - 2 + i))) / kernelTransform(frequency);
      });
      near(value, Math.cos(2 * Math.PI * frequency * place), 1e-3, `${frequency} at ${place}:`);
    }
  }
});

test("the kernel's table holds its weights", () => {
  for (const phase of [0, 100, 256, kernelPhases]) {
    const weights = kernelWeights(phase / kernelPhases);
    for (const [i, weight] of weights.entries()) near(kernelTable[6 * phase + i]!, weight, 1e-7);
  }
});

test.run();
