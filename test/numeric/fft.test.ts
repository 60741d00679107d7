import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { fft2, type HalfSpectrum, irfft2, rfft2 } from "../../src/numeric/fft.js";
import { noise, padded, quickFft2, relativeError, slowFft2 } from "./reference.js";

const sizes = [
  [1, 1],
  [2, 2],
  [1, 5],
  [6, 1],
  [3, 3],
  [4, 8],
  [6, 10],
  [15, 9],
  [16, 16],
  [20, 12],
  [25, 27],
  [32, 18],
  [48, 64],
  [60, 36],
  [75, 50],
  [7, 8],
  [13, 11],
  [31, 62],
] as const;

/** The half that rfft2 gives, out of a whole spectrum, with the same pitch. */
function half(whole: { re: Float64Array; im: Float64Array }, { widthPx, heightPx, pitch }: HalfSpectrum) {
  const re = new Float64Array(pitch * heightPx);
  const im = new Float64Array(pitch * heightPx);
  for (let v = 0; v < heightPx; v++) {
    for (let u = 0; u <= Math.floor(widthPx / 2); u++) {
      re[v * pitch + u] = whole.re[v * widthPx + u]!;
      im[v * pitch + u] = whole.im[v * widthPx + u]!;
    }
  }
  return { re, im };
}

for (const [width, height] of sizes) {
  test(`${width} x ${height}: rfft2 and irfft2 agree with the definition in float64`, () => {
    const data = noise(width * height, width * 100 + height);
    const spectrum = rfft2({ data, widthPx: width, heightPx: height });
    const zeros = padded(data, width, height, spectrum.widthPx, spectrum.heightPx);
    const whole = slowFft2(zeros, new Float32Array(zeros.length), spectrum.widthPx, spectrum.heightPx);
    const wanted = half(whole, spectrum);
    assert.ok(relativeError([...spectrum.re, ...spectrum.im], [...wanted.re, ...wanted.im]) < 1e-6);
    assert.is(spectrum.padded, spectrum.widthPx !== width || spectrum.heightPx !== height);
    assert.ok(relativeError(irfft2(spectrum), data) < 1e-6);
  });

  test(`${width} x ${height}: fft2 and its inverse agree with the definition in float64`, () => {
    const re = noise(width * height, 1);
    const im = noise(width * height, 2);
    const out = fft2(re, im, width, height);
    const [w, h] = [out.widthPx, out.heightPx];
    const wanted = slowFft2(padded(re, width, height, w, h), padded(im, width, height, w, h), w, h);
    assert.ok(relativeError([...out.re, ...out.im], [...wanted.re, ...wanted.im]) < 1e-6);
    const back = fft2(out.re, out.im, w, h, { inverse: true });
    assert.ok(relativeError(back.re, padded(re, width, height, w, h)) < 1e-6);
    assert.ok(relativeError(back.im, padded(im, width, height, w, h)) < 1e-6);
  });
}

const someSize = fc.constantFrom(2, 4, 5, 6, 8, 9, 10, 12, 16, 20, 24, 30, 32, 36, 40);
const someImage = fc.record({ widthPx: someSize, heightPx: someSize, seed: fc.nat(1000) }).map(({ seed, ...size }) => ({
  ...size,
  data: noise(size.widthPx * size.heightPx, seed),
}));

test("Parseval: the spectrum has the energy of the image times its number of pixels", () => {
  fc.assert(
    fc.property(someImage, (image) => {
      const { re, im } = fft2(image.data, new Float32Array(image.data.length), image.widthPx, image.heightPx);
      const energy = (values: Float32Array) => values.reduce((sum, v) => sum + v * v, 0);
      const ratio = (energy(re) + energy(im)) / (energy(image.data) * image.data.length);
      assert.ok(Math.abs(ratio - 1) < 1e-5, `ratio ${ratio}`);
    }),
    { numRuns: 40, seed: 1 },
  );
});

test("linearity: the spectrum of a sum is the sum of the spectra", () => {
  fc.assert(
    fc.property(someImage, fc.nat(1000), fc.integer({ min: -8, max: 8 }), (image, seed, factor) => {
      const other = noise(image.data.length, seed);
      const mixed = image.data.map((v, i) => v + factor * other[i]!);
      const a = rfft2(image);
      const b = rfft2({ ...image, data: other });
      const c = rfft2({ ...image, data: mixed });
      const wanted = a.re.map((v, i) => v + factor * b.re[i]!);
      assert.ok(relativeError(c.re, wanted) < 1e-5);
    }),
    { numRuns: 40, seed: 2 },
  );
});

test("shift theorem: a rotated image has the same amplitudes and phases turned by 2 pi (u dx / w + v dy / h)", () => {
  fc.assert(
    fc.property(someImage, fc.nat(39), fc.nat(39), (image, dx, dy) => {
      const { widthPx: w, heightPx: h, data } = image;
      const moved = new Float32Array(data.length);
      for (let y = 0; y < h; y++) {
        for (let x = 0; x < w; x++) moved[((y + dy) % h) * w + ((x + dx) % w)] = data[y * w + x]!;
      }
      const a = rfft2(image);
      const b = rfft2({ ...image, data: moved });
      const wanted = new Float64Array(a.re.length);
      for (let v = 0; v < h; v++) {
        for (let u = 0; u <= w / 2; u++) {
          const angle = -2 * Math.PI * ((u * dx) / w + (v * dy) / h);
          const i = v * a.pitch + u;
          wanted[i] = a.re[i]! * Math.cos(angle) - a.im[i]! * Math.sin(angle);
        }
      }
      assert.ok(relativeError(b.re, wanted) < 1e-5);
    }),
    { numRuns: 40, seed: 3 },
  );
});

test("a whole frame with a large mean: off by less than 1e-5 of the rest of the spectrum, no value by 1e-4", () => {
  const [w, h] = [512, 256];
  const data = noise(w * h, 8).map((v, i) => 1000 + 200 * v + 100 * Math.sin(i / 7));
  const spectrum = rfft2({ data, widthPx: w, heightPx: h });
  const wanted = half(quickFft2(data, w, h), spectrum);
  // Against all but the sum, which is far larger than the rest.
  wanted.re[0] = 0;
  spectrum.re[0] = 0;
  const scale = Math.sqrt([...wanted.re, ...wanted.im].reduce((sum, v) => sum + v * v, 0) / ((w * h) / 2));
  let worst = 0;
  for (let i = 0; i < wanted.re.length; i++) {
    worst = Math.max(worst, Math.hypot(spectrum.re[i]! - wanted.re[i]!, spectrum.im[i]! - wanted.im[i]!));
  }
  assert.ok(worst / scale < 1e-4, `${worst / scale}`);
  assert.ok(relativeError([...spectrum.re, ...spectrum.im], [...wanted.re, ...wanted.im]) < 1e-5);
});

test("a large image survives the way there and back, and the input is left alone", () => {
  const data = noise(384 * 500, 4);
  const copy = data.slice();
  const spectrum = rfft2({ data, widthPx: 500, heightPx: 384 });
  assert.is(spectrum.padded, false);
  const re = spectrum.re.slice();
  assert.ok(relativeError(irfft2(spectrum), data) < 1e-6);
  assert.equal(data, copy);
  assert.equal(spectrum.re, re);
});

test("a small transform after a large one sees nothing of it", () => {
  const data = noise(9 * 7, 5);
  const before = rfft2({ data, widthPx: 9, heightPx: 7 });
  rfft2({ data: new Float32Array(200 * 200).fill(Number.NaN), widthPx: 200, heightPx: 200 });
  assert.equal(rfft2({ data, widthPx: 9, heightPx: 7 }), before);
});

test("shapes that do not fit are refused with both numbers", () => {
  const bad = (tag: string, text: RegExp) => (error: unknown) =>
    error instanceof EmError && error.tag === tag && text.test(error.message);
  const data = new Float32Array(12);
  assert.throws(() => rfft2({ data, widthPx: 3, heightPx: 5 }), bad("BadShape", /12 values for 3 x 5 px/));
  assert.throws(() => rfft2({ data, widthPx: 12, heightPx: 0 }), bad("BadShape", /12 x 0/));
  assert.throws(() => fft2(data, new Float32Array(3), 3, 4), bad("BadShape", /3 values/));
  assert.throws(
    () => fft2(new Float32Array(49), new Float32Array(49), 7, 7, { inverse: true }),
    bad("BadShape", /7 x 7/),
  );
  const spectrum = rfft2({ data, widthPx: 3, heightPx: 4 });
  assert.throws(() => irfft2({ ...spectrum, heightPx: 5 }), bad("BadShape", /irfft2/));
});

test.run();
