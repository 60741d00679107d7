import { test } from "uvu";
import * as assert from "uvu/assert";
import { chipFeatures } from "../../../src/ops/fewshot/chipFeatures.js";
import { chips, twoTextures } from "./textures.js";

test("features have mean 0 and variance 1 over the chips", () => {
  const { values, featureCount } = chipFeatures(twoTextures(), chips);
  assert.is(featureCount, 8 + 18 + 36 + 30);
  for (let i = 0; i < featureCount; i++) {
    const own = [...values.filter((_, at) => at % featureCount === i)];
    const variance = own.reduce((sum, v) => sum + v * v, 0) / 64;
    assert.ok(Math.abs(own.reduce((sum, v) => sum + v, 0) / 64) < 1e-6);
    assert.ok(Math.abs(variance - 1) < 1e-5 || own.every((v) => v === 0), `feature ${i} has variance ${variance}`);
  }
});

test("gain and offset of the detector change nothing", () => {
  const image = twoTextures();
  const before = chipFeatures(image, chips).values;
  const after = chipFeatures({ ...image, data: image.data.map((v) => 1000 + 50 * v) }, chips).values;
  // An image of few bits has patterns that rounding decides.
  const apart = before.map((v, i) => Math.abs(v - after[i]!)).sort();
  assert.ok(apart[Math.floor(0.95 * apart.length)]! < 0.05, `${apart[Math.floor(0.95 * apart.length)]}`);
});

test("chips may be rectangles anywhere: they are described as in an image of their own place", () => {
  const image = twoTextures();
  const some = { chipWidthPx: 20, chipHeightPx: 30, offsetXPx: 5, offsetYPx: 7, columns: 6, rows: 4 };
  const features = chipFeatures(image, some);
  assert.is(features.values.length, 24 * features.featureCount);
  assert.ok(features.values.every(Number.isFinite));
});

test("values that are no numbers, and an even image, give finite features", () => {
  const image = twoTextures();
  image.data.fill(Number.NaN, 0, 3000);
  assert.ok(chipFeatures(image, chips).values.every(Number.isFinite));
  const even = { data: new Float32Array(128 * 128).fill(7), widthPx: 128, heightPx: 128 };
  assert.ok(chipFeatures(even, chips).values.every((v) => v === 0));
});

test("it tells how far it is, and ends when nobody wants it any more", () => {
  const controller = new AbortController();
  const done: number[] = [];
  const onProgress = ({ done: share, total, label }: { done: number; total: number; label: string }) => {
    assert.is(label, "describing chips");
    done.push(share / total);
    if (done.length === 20) controller.abort();
  };
  assert.throws(
    () => chipFeatures(twoTextures(), chips, { signal: controller.signal, onProgress }),
    (error: { tag: string }) => error.tag === "Aborted",
  );
  assert.is(done.length, 20);
  assert.ok(done.every((share, i) => share >= 0 && share <= 1 && (i === 0 || share >= done[i - 1]!)));
});

test("what cannot be is refused", () => {
  const image = twoTextures();
  for (const change of [
    { columns: 9 },
    { columns: 0 },
    { chipWidthPx: 0 },
    { offsetXPx: -1 },
    { rows: 2.5 },
    { rows: Number.NaN },
  ])
    assert.throws(
      () => chipFeatures(image, { ...chips, ...change }),
      (error: { tag?: string }) => error.tag === "BadOption",
    );
});

test.run();
