import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { componentsOf } from "../../../src/ops/atoms/siteClusters.js";

const coordinate = fc.double({ min: -50, max: 150, noNaN: true });
const points = fc.array(fc.tuple(coordinate, coordinate), { maxLength: 60 });
const radius = fc.double({ min: 0.5, max: 80, noNaN: true });

const distance = (p: readonly number[], q: readonly number[]) => Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!);

/** Components by relabelling until nothing changes. */
function slowComponents(list: readonly (readonly number[])[], radiusPx: number): number[] {
  const label = [...list.keys()];
  for (let changed = true; changed; ) {
    changed = false;
    for (const i of label.keys()) {
      for (const j of label.keys()) {
        if (distance(list[i]!, list[j]!) > radiusPx || label[i] === label[j]) continue;
        label[i] = label[j] = Math.min(label[i]!, label[j]!);
        changed = true;
      }
    }
  }
  return label;
}

test("clusters are the connected points of the definition, the largest first", () => {
  fc.assert(
    fc.property(points, radius, (list, radiusPx) => {
      const { component, sizes } = componentsOf(list, radiusPx / 4);
      const wanted = slowComponents(list, radiusPx / 4);
      for (const i of list.keys())
        for (const j of list.keys()) assert.is(component[i] === component[j], wanted[i] === wanted[j]);
      assert.equal(
        sizes,
        sizes.map((_, c) => component.filter((own) => own === c).length),
      );
      assert.equal(
        sizes,
        [...sizes].sort((a, b) => b - a),
      );
    }),
    { numRuns: 150, seed: 2 },
  );
});

test("a chain is one cluster, however long; no points are none", () => {
  const chain = Array.from({ length: 500 }, (_, i) => [i, 0]);
  assert.equal(componentsOf(chain, 1).sizes, [500]);
  assert.equal(componentsOf(chain, 0.9).sizes.length, 500);
  assert.equal(componentsOf([], 3), { component: new Int32Array(0), sizes: [] });
});

test.run();
