import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import type { Image } from "../../src/core/image.js";
import type { Progress } from "../../src/core/progress.js";
import { seededRandom } from "../../src/core/random.js";
import { fitGaussians } from "../../src/numeric/gaussianFit.js";
import { type GaussianModel, gaussianSums, SUMS } from "../../src/numeric/gaussianModel.js";

interface Peak {
  readonly xPx: number;
  readonly yPx: number;
  readonly amplitude: number;
  readonly major: number;
  readonly minor: number;
  readonly theta: number;
  readonly offset: number;
}

const plain: Peak = { xPx: 10, yPx: 10, amplitude: 50, major: 2, minor: 2, theta: 0, offset: 5 };

function heightAt(peak: Peak, x: number, y: number): number {
  const along = (x - peak.xPx) * Math.cos(peak.theta) + (y - peak.yPx) * Math.sin(peak.theta);
  const across = -(x - peak.xPx) * Math.sin(peak.theta) + (y - peak.yPx) * Math.cos(peak.theta);
  return peak.amplitude * Math.exp(-0.5 * ((along / peak.major) ** 2 + (across / peak.minor) ** 2));
}

function draw(peak: Peak, size = 21, deviation = 0, seed = 1): Image {
  const random = seededRandom(seed);
  const data = Float32Array.from({ length: size * size }, (_, i) => {
    return peak.offset + heightAt(peak, i % size, Math.floor(i / size)) + deviation * random.normal();
  });
  return { data, widthPx: size, heightPx: size };
}

const near = (actual: number, wanted: number, tolerance: number, what: string) =>
  assert.ok(Math.abs(actual - wanted) <= tolerance, `${what} is ${actual}, not ${wanted}`);

test("a noise-free peak of any position, width and tilt is recovered", () => {
  const part = fc.integer({ min: 0, max: 1000 }).map((v) => v / 1000);
  fc.assert(
    fc.property(part, part, part, part, part, (x, y, major, minor, theta) => {
      const peak = {
        xPx: 9.5 + x,
        yPx: 9.5 + y,
        amplitude: 80,
        major: 2.2 + 1.5 * major,
        minor: 1 + minor,
        theta: (theta - 0.5) * Math.PI * 0.98,
        offset: 12,
      };
      const fit = fitGaussians(draw(peak), [10], [10], { halfWidthPx: 9, sigmaPx: 2 });
      assert.is(fit.converged[0], 1);
      near(fit.xPx[0]!, peak.xPx, 1e-5, "x");
      near(fit.yPx[0]!, peak.yPx, 1e-5, "y");
      near(fit.amplitude[0]!, 80, 1e-3, "amplitude");
      near(fit.offset[0]!, 12, 1e-3, "offset");
      near(fit.sigmaMajorPx[0]!, peak.major, 1e-4, "sigma major");
      near(fit.sigmaMinorPx[0]!, peak.minor, 1e-4, "sigma minor");
      near(Math.sin(fit.thetaRad[0]! - peak.theta), 0, 1e-3, "theta");
    }),
    { numRuns: 60, seed: 1 },
  );
});

test("the circular fit gives one sigma", () => {
  const fit = fitGaussians(draw({ ...plain, xPx: 10.3 }), [10], [10], { shape: "circular" });
  near(fit.xPx[0]!, 10.3, 1e-5, "x");
  near(fit.sigmaMajorPx[0]!, 2, 1e-4, "sigma");
  assert.is(fit.sigmaMajorPx[0], fit.sigmaMinorPx[0]);
  assert.ok(Number.isNaN(fit.errorThetaRad[0]));
});

for (const shape of ["elliptical", "circular"] as const) {
  for (const weighted of [false, true]) {
    test(`${shape}${weighted ? ", weighted" : ""}: the errors are the scatter of repeated fits`, () => {
      const peak = { ...plain, major: shape === "circular" ? 2 : 2.6, minor: 2, theta: 0.5, xPx: 10.2 };
      const runs = 300;
      const names = ["xPx", "yPx", "amplitude", "sigmaMajorPx", "sigmaMinorPx", "offset", "thetaRad"] as const;
      const kinds = shape === "circular" ? names.slice(0, 6) : names;
      const values = kinds.map(() => [] as number[]);
      const errors = kinds.map(() => 0);
      for (let seed = 1; seed <= runs; seed++) {
        const image = draw(peak, 21, 2, seed);
        const weights = weighted ? new Float32Array(441).fill(1 / 4) : undefined;
        const fit = fitGaussians(image, [10], [10], { shape, weights });
        assert.is(fit.converged[0], 1);
        kinds.forEach((kind, i) => {
          values[i]!.push(fit[kind][0]!);
          const key = `error${kind[0]!.toUpperCase()}${kind.slice(1)}` as keyof typeof fit;
          errors[i]! += (fit[key] as Float64Array)[0]! / runs;
        });
      }
      kinds.forEach((kind, i) => {
        const mean = values[i]!.reduce((sum, v) => sum + v, 0) / runs;
        const scatter = Math.sqrt(values[i]!.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (runs - 1));
        const ratio = scatter / errors[i]!;
        assert.ok(ratio > 0.85 && ratio < 1.18, `${kind}: scatter ${scatter}, error ${errors[i]}`);
      });
    });
  }
}

test("weights of 0 take a neighbour out of the window", () => {
  const image = draw(plain);
  for (let y = 0; y < 21; y++) {
    for (let x = 14; x < 21; x++) image.data[y * 21 + x]! += heightAt({ ...plain, xPx: 17, amplitude: 90 }, x, y);
  }
  const weights = Float32Array.from({ length: 441 }, (_, i) => (i % 21 < 14 ? 1 : 0));
  near(fitGaussians(image, [10], [10], { weights }).xPx[0]!, 10, 1e-4, "x");
});

test("a window at the corner of the image is cut and still fits", () => {
  const peak = { ...plain, xPx: 1.4, yPx: 2.7 };
  const fit = fitGaussians(draw(peak), [1], [3]);
  assert.is(fit.converged[0], 1);
  near(fit.xPx[0]!, 1.4, 1e-4, "x");
  near(fit.yPx[0]!, 2.7, 1e-4, "y");
});

test("a flat window, a valley, one pixel and NaN do not converge and do not disturb the next fit", () => {
  const image = draw(plain, 41);
  for (let y = 0; y < 41; y++) for (let x = 30; x < 41; x++) image.data[y * 41 + x] = y < 20 ? 7 : Number.NaN;
  const valley = draw({ ...plain, amplitude: -30 });
  const fit = fitGaussians(image, [35, 35, 10], [8, 35, 10], { halfWidthPx: 4 });
  assert.equal([...fit.converged], [0, 0, 1]);
  assert.ok(Number.isNaN(fit.xPx[1]!));
  near(fit.xPx[2]!, 10, 1e-4, "x");
  assert.is(fitGaussians(valley, [10], [10]).converged[0], 0);
  const dot = { data: Float32Array.of(4), widthPx: 1, heightPx: 1 };
  assert.is(fitGaussians(dot, [0], [0]).converged[0], 0);
  const away = fitGaussians(image, [500, Number.NaN], [500, 3]);
  assert.equal([...away.converged], [0, 0]);
});

test("a narrow, tilted peak in a wide window does not leave the range of numbers", () => {
  const peak: Peak = { ...plain, xPx: 40.3, yPx: 39.6, major: 12, minor: 0.6, theta: 0.8 };
  const fit = fitGaussians(draw(peak, 81), [40], [40], { halfWidthPx: 38, sigmaPx: 3, maxIterations: 200 });
  assert.is(fit.converged[0], 1);
  near(fit.sigmaMinorPx[0]!, 0.6, 1e-3, "sigma minor");
  near(fit.sigmaMajorPx[0]!, 12, 1e-2, "sigma major");
});

test("both ways to the sums of the model agree with the definition", () => {
  const image = draw(plain, 15, 1);
  const window = { data: image.data, weights: undefined, widthPx: 15, left: 0, right: 14, top: 0, bottom: 14 };
  // The second model is so narrow that one factor of the fast way would underflow.
  const models: GaussianModel[] = [
    { amplitude: 40, xPx: 7.2, yPx: 6.9, a: 0.3, b: 0.1, c: 0.2, offset: 4 },
    { amplitude: 40, xPx: 7.2, yPx: 6.9, a: 16, b: -2, c: 9, offset: 4 },
  ];
  for (const { amplitude, xPx, yPx, a, b, c, offset } of models) {
    const sums = new Float64Array(SUMS);
    const squares = gaussianSums({ amplitude, xPx, yPx, a, b, c, offset }, window, sums);
    let fourth = 0;
    let wanted = 0;
    let slope = 0;
    for (let y = 0; y < 15; y++) {
      for (let x = 0; x < 15; x++) {
        const [dx, dy] = [x - xPx, y - yPx];
        const e = Math.exp(-0.5 * (a * dx * dx + 2 * b * dx * dy + c * dy * dy));
        const r = image.data[y * 15 + x]! - offset - amplitude * e;
        wanted += r * r;
        fourth += e * e * dx * dx * dy * dy;
        slope += r * e * dx * dy;
      }
    }
    near(squares / wanted, 1, 1e-12, "squares");
    near(sums[11]!, fourth, 1e-9 * Math.abs(fourth), "dx2 dy2");
    near(sums[25]!, slope, 1e-9 * Math.abs(slope) + 1e-12, "dx dy");
  }
});

test("progress counts the fits, an abort stops between them, and no starts give empty arrays", () => {
  const image = draw(plain);
  const starts = new Float64Array(600).fill(10);
  const reports: Progress[] = [];
  fitGaussians(image, starts, starts, {}, { onProgress: (progress) => reports.push(progress) });
  assert.equal(
    reports.map(({ done }) => done),
    [0, 256, 512, 600],
  );
  assert.throws(
    () => fitGaussians(image, starts, starts, {}, { signal: AbortSignal.abort() }),
    (error: unknown) => error instanceof EmError && error.tag === "Aborted",
  );
  assert.is(fitGaussians(image, [], []).xPx.length, 0);
});

test("unequal starts, wrong weights and misspelt options are refused", () => {
  const bad = (tag: string, text: RegExp) => (error: unknown) =>
    error instanceof EmError && error.tag === tag && text.test(error.message + error.fix);
  const image = draw(plain);
  assert.throws(() => fitGaussians(image, [1, 2], [1]), bad("BadShape", /2 starts in x and 1 in y/));
  assert.throws(() => fitGaussians(image, [1], [1], { weights: new Float32Array(3) }), bad("BadShape", /weights/));
  assert.throws(() => fitGaussians(image, [1], [1], { halfWidthPx: 0 }), bad("BadOption", /halfWidthPx/));
  assert.throws(() => fitGaussians(image, [1], [1], { sigma: 2 } as never), bad("BadOption", /sigmaPx/));
  assert.throws(() => fitGaussians({ ...image, widthPx: 3 }, [1], [1]), bad("BadShape", /441 values/));
});

test.run();
