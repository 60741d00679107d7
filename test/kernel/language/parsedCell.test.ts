import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ParsedCells } from "../../../kernel/language/parsedCell.js";

const test = suite("ParsedCells");

test("says what the text of a cell says by itself", () => {
  const cells = new ParsedCells();
  const cell = cells.of("import { a } from './a'; export const b = a + c; declare global { var d: 1 }");
  assert.equal([...cell.declared.keys()], ["a", "b"]);
  assert.equal([...cell.exported], ["b"]);
  assert.equal(cell.imports, ["./a"]);
  assert.ok(cell.augments);
  assert.ok(cell.identifiers.has("c"));
  assert.equal(cells.of("const importance = 1").imports, []);
  assert.equal(cells.of("const m = await import('x'); type T = import('y').T").imports, ["x", "y"]);
});

test("a text is parsed once as long as it is among the last ones", () => {
  const cells = new ParsedCells();
  const first = cells.of("1 + 1");
  assert.is(cells.of("1 + 1"), first);
  for (let i = 0; i < 31; i += 1) cells.of(`${i}`);
  assert.is(cells.of("1 + 1"), first, "used last, dropped last");
  for (let i = 0; i < 40; i += 1) cells.of(`${i}`);
  assert.is.not(cells.of("1 + 1"), first);
  const long = `"${"x".repeat(30_000)}"`;
  assert.is.not(cells.of(long), cells.of(long));
});

test.run();
