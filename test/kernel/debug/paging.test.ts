import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pageRanges, sliceFunction } from "../../../kernel/debug/paging.js";

const test = suite("debugger: paging");

test("a range that fits is one, a longer one is divided without gaps", () => {
  assert.equal(pageRanges(0, 100, 100), [{ from: 0, to: 100 }]);
  assert.equal(pageRanges(0, 0, 100), []);
  assert.equal(pageRanges(0, 101, 100), [
    { from: 0, to: 100 },
    { from: 100, to: 101 },
  ]);
  for (const length of [999, 10_000, 10_001, 1_000_000, 1_000_001]) {
    const ranges = pageRanges(7, 7 + length, 100);
    assert.ok(ranges.length <= 100, `${length}`);
    assert.is(ranges[0]!.from, 7);
    assert.is(ranges.at(-1)!.to, 7 + length);
    for (const [i, range] of ranges.entries()) if (i > 0) assert.is(range.from, ranges[i - 1]!.to);
  }
});

test("the slice keeps holes and the elements of typed arrays", () => {
  const slice = new Function(`return (${sliceFunction})`)() as (this: unknown, from: number, to: number) => unknown[];
  const sparse = [0, 1, 2, 3];
  delete sparse[2];
  const part = slice.call(sparse, 1, 4);
  assert.equal([part[0], 1 in part, part[2]], [1, false, 3]);
  assert.equal(slice.call(new Uint8Array([5, 6, 7]), 1, 3), [6, 7]);
});

test.run();
