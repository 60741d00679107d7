import { test } from "uvu";
import * as assert from "uvu/assert";
import { motifDrawing } from "../../../src/ops/atoms/motifDrawing.js";

const shape = { sigmaXPx: 3, sigmaYPx: 3, correlation: 0, tailFraction: 0 };

test("a drawing that remembers gives what a fresh one gives", () => {
  const { pixels, images } = {
    pixels: Array.from({ length: 100 }, (_, i) => [2 * (i % 10), 2 * Math.floor(i / 10)] as const),
    images: [
      [0, 0],
      [20, 0],
      [-20, 0],
      [0, 20],
      [0, -20],
    ] as const,
  };
  const draw = motifDrawing({ pixels, images });
  const [once, again, fresh] = [0, 1, 2].map(() => new Float64Array(100));
  draw(
    shape,
    1,
    [
      [3, 4, 2],
      [11, 12, 5],
    ],
    once!,
  );
  draw(
    shape,
    1,
    [
      [3, 4, 2],
      [11.5, 12, 5],
    ],
    again!,
  );
  motifDrawing({ pixels, images })(
    shape,
    1,
    [
      [3, 4, 2],
      [11.5, 12, 5],
    ],
    fresh!,
  );
  assert.equal(again, fresh);
  assert.not.equal(once, fresh);
});

test.run();
