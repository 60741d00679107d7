import { test } from "uvu";
import * as assert from "uvu/assert";
import { indexParts, indexText, indicesOf, spokenIndices } from "../../../../src/ops/carto/drawing/indicesText.js";

test("negative indices have a line over them, and are said as bar", () => {
  const over = indexParts([1, 2, -1]).map(({ text, isOver }) => (isOver ? `~${text}` : text));
  assert.is(over.join(""), "[12~1]");
  assert.is(indexText([1, 2, -1]), "[12-1]");
  assert.is(spokenIndices([1, 2, -1]), "1 2 bar 1");
  assert.is(indexText([10, -2, 1]), "[10 -2 1]");
  assert.is(indexText([1, 1, 0], "(", ")"), "(110)");
});

test("what people type is read in many ways, and nothing else is", () => {
  for (const text of ["[12-1]", "1 2 -1", "[1, 2, -1]", "12−1", " [ 1 2 -1 ] ", "1;2;-1"])
    assert.equal(indicesOf(text), [1, 2, -1], text);
  assert.equal(indicesOf("10 2 1"), [10, 2, 1]);
  for (const text of ["", "[000]", "12", "1 2", "1 2 3 4", "a b c", "1.5 2 3", "100 0 1", "__proto__"])
    assert.is(indicesOf(text), undefined, text);
});

test.run();
