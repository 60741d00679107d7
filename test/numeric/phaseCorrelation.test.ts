import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import type { Image } from "../../src/core/image.js";
import { seededRandom } from "../../src/core/random.js";
import { gaussianBlur } from "../../src/numeric/gaussianBlur.js";
import { phaseCorrelate } from "../../src/numeric/phaseCorrelation.js";
import { noise } from "./reference.js";

/** A sum of waves that repeats at its edges, moved by any shift. */
function waves(widthPx: number, heightPx: number, shiftX: number, shiftY: number): Image {
  const random = seededRandom(5);
  const list = Array.from({ length: 80 }, () => ({
    u: Math.floor((random.uniform() - 0.5) * 0.8 * widthPx),
    v: Math.floor((random.uniform() - 0.5) * 0.8 * heightPx),
    phase: 2 * Math.PI * random.uniform(),
    height: 0.5 + random.uniform(),
  }));
  const data = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      let value = 100;
      for (const { u, v, phase, height } of list) {
        value +=
          height * Math.cos(2 * Math.PI * ((u * (x - shiftX)) / widthPx + (v * (y - shiftY)) / heightPx) + phase);
      }
      data[y * widthPx + x] = value;
    }
  }
  return { data, widthPx, heightPx };
}

/** A cut out of a larger random scene, smooth over about 2 px: two cuts share most of it but not their edges. */
function cut(
  scene: Float32Array,
  sceneWidth: number,
  left: number,
  top: number,
  widthPx: number,
  heightPx: number,
): Image {
  const data = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const from = (top + y) * sceneWidth + left;
    data.set(scene.subarray(from, from + widthPx), y * widthPx);
  }
  return { data, widthPx, heightPx };
}

test("a fractional shift of a periodic image is found to a thousandth of a pixel, with its sign", () => {
  const shift = fc.integer({ min: -1500, max: 1500 }).map((v) => v / 100);
  const size = fc.constantFrom([64, 64], [64, 48], [45, 60], [80, 36]) as fc.Arbitrary<[number, number]>;
  fc.assert(
    fc.property(size, shift, shift, ([w, h], dx, dy) => {
      const found = phaseCorrelate(waves(w, h, 0, 0), waves(w, h, dx, dy), { window: "none" });
      assert.ok(Math.abs(found.shiftXPx - dx) < 1e-3, `x ${found.shiftXPx} for ${dx}`);
      assert.ok(Math.abs(found.shiftYPx - dy) < 1e-3, `y ${found.shiftYPx} for ${dy}`);
    }),
    { numRuns: 30, seed: 1 },
  );
});

test("the peak of a pure shift is 1 and that of unrelated images is small", () => {
  const a = { data: noise(64 * 64, 1), widthPx: 64, heightPx: 64 };
  const moved = { ...a, data: new Float32Array(a.data.length) };
  for (let i = 0; i < a.data.length; i++) {
    moved.data[((Math.floor(i / 64) + 7) % 64) * 64 + (((i % 64) + 61) % 64)] = 3 * a.data[i]! + 20;
  }
  const found = phaseCorrelate(a, moved, { window: "none" });
  assert.ok(Math.abs(found.shiftXPx + 3) < 1e-3 && Math.abs(found.shiftYPx - 7) < 1e-3);
  assert.ok(Math.abs(found.peak - 1) < 2e-3, `${found.peak}`);
  assert.ok(phaseCorrelate(a, { ...a, data: noise(64 * 64, 2) }).peak < 0.1);
});

test("noise as strong as the image moves the result by less than a tenth of a pixel", () => {
  const scene = noise(160 * 160, 3);
  const cuts = [cut(scene, 160, 16, 16, 128, 128), cut(scene, 160, 11, 20, 128, 128)] as const;
  const [a, b] = cuts.map((image, i) => {
    const grain = noise(image.data.length, 10 + i);
    return { ...image, data: image.data.map((v, k) => v + grain[k]!) };
  });
  const found = phaseCorrelate(a!, b!);
  assert.ok(Math.hypot(found.shiftXPx - 5, found.shiftYPx + 4) < 0.1, `${found.shiftXPx} ${found.shiftYPx}`);
});

test("two cuts of one scene that share no edge are registered with the window, odd sizes too", () => {
  const scene = gaussianBlur(noise(160 * 160, 3), 160, 160, 1);
  for (const [w, h] of [
    [100, 90],
    [97, 103],
  ] as const) {
    const found = phaseCorrelate(cut(scene, 160, 20, 20, w, h), cut(scene, 160, 11, 26, w, h));
    assert.ok(Math.hypot(found.shiftXPx - 9, found.shiftYPx + 6) < 0.2, `${found.shiftXPx} ${found.shiftYPx}`);
    assert.ok(found.widthPx <= w && found.heightPx <= h && found.widthPx > 0.9 * w);
  }
});

test("whole pixels on request, and nothing beyond the longest shift", () => {
  const [a, b] = [waves(64, 64, 0, 0), waves(64, 64, 12.4, -9.3)];
  const whole = phaseCorrelate(a, b, { window: "none", subPixel: false });
  assert.equal([whole.shiftXPx, whole.shiftYPx], [12, -9]);
  for (const maxShiftPx of [0, 1, 5, 11]) {
    const near = phaseCorrelate(a, b, { window: "none", subPixel: false, maxShiftPx });
    assert.ok(Math.max(Math.abs(near.shiftXPx), Math.abs(near.shiftYPx)) <= maxShiftPx);
  }
  const enough = phaseCorrelate(a, b, { window: "none", maxShiftPx: 14 });
  assert.ok(Math.abs(enough.shiftXPx - 12.4) < 1e-3);
});

test("values of a picoampere and of a million counts give the same shift", () => {
  for (const scale of [1e-12, 1e9]) {
    const scaled = (image: Image) => ({ ...image, data: image.data.map((v) => v * scale) });
    const found = phaseCorrelate(scaled(waves(64, 64, 0, 0)), scaled(waves(64, 64, 3.5, 1)), { window: "none" });
    assert.ok(Math.abs(found.shiftXPx - 3.5) < 1e-3, `${scale}: ${found.shiftXPx}`);
  }
});

test("a flat image has no shift and no peak", () => {
  const flat = { data: new Float32Array(400).fill(3), widthPx: 20, heightPx: 20 };
  const found = phaseCorrelate(flat, flat);
  assert.equal([found.shiftXPx, found.shiftYPx, found.peak], [0, 0, 0]);
});

test("two sizes, a wrong shape and unknown options are refused", () => {
  const bad = (tag: string, text: RegExp) => (error: unknown) =>
    error instanceof EmError && error.tag === tag && text.test(error.message + error.fix);
  const a = { data: new Float32Array(16), widthPx: 4, heightPx: 4 };
  assert.throws(() => phaseCorrelate(a, { ...a, widthPx: 8, heightPx: 2 }), bad("BadShape", /4 x 4 px and 8 x 2 px/));
  assert.throws(() => phaseCorrelate(a, { ...a, widthPx: 5 }), bad("BadShape", /5 x 4/));
  assert.throws(() => phaseCorrelate(a, a, { maxShift: 3 } as never), bad("BadOption", /maxShiftPx/));
});

test.run();
