import { suite } from "uvu";
import * as assert from "uvu/assert";
import { RanCells, scriptName, toSource } from "../../../kernel/evaluate/positions.js";

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

test("cells that names lead to are kept, and the last thousand of the others", () => {
  const cells = new RanCells();
  for (let run = 1; run <= 5000; run += 1) {
    cells.add(scriptName(run), { count: run, source: `${run}`, map: {} });
    if (run % 1000 !== 0) cells.forget([scriptName(run)]);
  }
  assert.is(cells.size, 1005);
  assert.is(cells.ofScript(scriptName(1000))?.source, "1000");
  assert.is(cells.ofCount(4999)?.source, "4999");
  assert.is(cells.ofScript(scriptName(1)), undefined);
  assert.is(cells.ofCount(1), undefined);
});

test("a forgotten cell does not take away the number of a later one", () => {
  const cells = new RanCells();
  for (let run = 1; run <= 2000; run += 1) {
    cells.add(scriptName(run), { count: 1, source: `${run}`, map: {} });
    cells.forget([scriptName(run)]);
  }
  assert.is(cells.ofCount(1)?.source, "2000");
});

test.run();
