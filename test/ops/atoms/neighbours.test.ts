import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { neighboursWithin } from "../../../src/ops/atoms/neighbours.js";

const coordinate = fc.double({ min: -50, max: 150, noNaN: true });
const points = fc.array(fc.tuple(coordinate, coordinate), { maxLength: 60 });
const radius = fc.double({ min: 0.5, max: 80, noNaN: true });

const distance = (p: readonly number[], q: readonly number[]) => Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!);

test("neighbours are the points of the definition, negative coordinates too", () => {
  fc.assert(
    fc.property(points, radius, (list, radiusPx) => {
      const found = neighboursWithin(
        list.map(([x]) => x),
        list.map(([, y]) => y),
        radiusPx,
      );
      assert.is(found.start.length, list.length + 1);
      for (const [i, p] of list.entries()) {
        const wanted = [...list.keys()].filter((j) => j !== i && distance(p, list[j]!) <= radiusPx);
        assert.equal(
          [...found.index.subarray(found.start[i], found.start[i + 1])].sort((a, b) => a - b),
          wanted,
        );
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

test("points at the same place are neighbours; no points have none", () => {
  const same = neighboursWithin([3, 3, 3], [1, 1, 1], 1);
  assert.equal([...same.start], [0, 2, 4, 6]);
  assert.is(neighboursWithin([], [], 5).index.length, 0);
});

test.run();
