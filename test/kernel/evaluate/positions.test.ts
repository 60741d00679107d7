import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toSource } from "../../../kernel/evaluate/positions.js";

const test = suite("positions");

test("lines are looked up, segments give line and column", () => {
  assert.equal(toSource({}, 3, 4), { line: 3, column: 4 });
  assert.equal(toSource({ lines: [0, 0, 7] }, 2, 4), { line: 7, column: 4 });
  assert.is(toSource({ lines: [0, 0, 7] }, 1, 4), undefined);
  const segments = [
    [],
    [
      [0, 5, 2],
      [10, 6, 0],
    ],
  ] as const;
  assert.equal(toSource({ segments }, 1, 1), { line: 5, column: 3 });
  assert.equal(toSource({ segments }, 1, 11), { line: 6, column: 1 });
  assert.is(toSource({ segments }, 9, 1), undefined);
});

test.run();
