import { test } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../../../src/core/random.js";
import { chipStatistics } from "../../../src/ops/fewshot/chipStatistics.js";
import { nearestPrototype } from "../../../src/ops/fewshot/nearestPrototype.js";
import { segmentChips } from "../../../src/ops/fewshot/segmentChips.js";

const random = seededRandom(5, "chips");
const image = { data: Float32Array.from({ length: 64 * 64 }, () => random.uniform()), widthPx: 64, heightPx: 64 };
const chips = { chipWidthPx: 16, chipHeightPx: 16, offsetXPx: 0, offsetYPx: 0, columns: 4, rows: 4 };
const supports = [
  { chip: 0, classIndex: 0 },
  { chip: 15, classIndex: 1 },
];

test("statistics and the nearest example, one after the other; each row of chips is told", () => {
  const steps: string[] = [];
  const onProgress = ({ done, total, label }: { done: number; total: number; label: string }) =>
    steps.push(`${label} ${done}/${total}`);
  const result = segmentChips(image, chips, supports, 2, { onProgress });
  assert.equal(result, nearestPrototype(chipStatistics(image, chips), supports, 2));
  assert.equal(
    steps,
    ["0", "1", "2", "3"].map((row) => `describing chips ${row}/4`),
  );
});

test("it ends at the next chip when nobody wants it any more", () => {
  const controller = new AbortController();
  let steps = 0;
  const onProgress = () => {
    steps += 1;
    if (steps === 2) controller.abort();
  };
  assert.throws(
    () => segmentChips(image, chips, supports, 2, { signal: controller.signal, onProgress }),
    (error: { tag: string }) => error.tag === "Aborted",
  );
  assert.is(steps, 2);
});

test.run();
