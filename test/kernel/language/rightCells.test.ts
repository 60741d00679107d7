import { suite } from "uvu";
import * as assert from "uvu/assert";
import { RightCells } from "../../../kernel/language/rightCells.js";

const test = suite("RightCells");
const cell = { js: "1", map: {}, endsInExpression: true, names: [] };

test("a cell is right again in the same world, and in no other", () => {
  const right = new RightCells();
  right.keep("a", 1, cell);
  assert.is(right.find("a", 1), cell);
  assert.is(right.find("a", 2), undefined);
  assert.is(right.find("b", 1), undefined);
  right.keep("a", 2, cell);
  assert.is(right.find("a", 2), cell);
});

test("the oldest go first, and long texts are not kept", () => {
  const right = new RightCells();
  for (let i = 0; i < 250; i += 1) right.keep(`cell ${i}`, 1, cell);
  assert.is(right.find("cell 0", 1), undefined);
  assert.is(right.find("cell 249", 1), cell);
  right.keep("x".repeat(30_000), 1, cell);
  assert.is(right.find("x".repeat(30_000), 1), undefined);
  assert.is(right.find("cell 100", 1), cell);
});

test.run();
