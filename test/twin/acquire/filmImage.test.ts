import { test } from "uvu";
import * as assert from "uvu/assert";
import { filmImage } from "../../../src/twin/acquire/filmImage.js";

test("an even film is looked at by the corners of its cells alone", () => {
  let calls = 0;
  const image = filmImage(512, 256, () => {
    calls++;
    return 3;
  });
  assert.is(image.length, 512 * 256);
  assert.ok(image.every((value) => value === 3));
  assert.is(calls, 65 * 65);
});

test("an edge is as sharp as the pixels, wherever it lies", () => {
  const isInside = (x: number, y: number) => Math.hypot(x - 100.3, y - 77.7) < 40;
  const image = filmImage(200, 160, (x, y) => (isInside(x, y) ? 5 : 1));
  for (let y = 0; y < 160; y++)
    for (let x = 0; x < 200; x++) assert.is(image[y * 200 + x], isInside(x, y) ? 5 : 1, `${x}, ${y}`);
});

test("a gentle slope is followed between the corners", () => {
  const slope = (x: number, y: number) => 100 + 0.01 * x + 0.02 * y;
  const image = filmImage(256, 192, slope);
  for (const [x, y] of [
    [0, 0],
    [131, 90],
    [255, 191],
  ] as const)
    assert.ok(Math.abs(image[y * 256 + x]! - slope(x, y)) < 1e-3);
});

test("frames smaller than the number of cells are looked at pixel by pixel", () => {
  const image = filmImage(3, 2, (x, y) => x + 10 * y);
  assert.equal([...image], [0, 1, 2, 10, 11, 12]);
});

test.run();
