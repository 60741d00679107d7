import { suite } from "uvu";
import * as assert from "uvu/assert";
import { declaredNames } from "../../../kernel/language/cellNames.js";
import { Notebook } from "../../../kernel/language/notebook.js";
import { reservedNames } from "../../../kernel/language/reservedNames.js";

const test = suite("reservedNames");

function refused(source: string): [number, number][] {
  const draft = new Notebook().moduleOf(source);
  const names = [...declaredNames(draft.parsed, "values").keys()];
  return reservedNames(draft, names).map(({ start, length }) => [start, length]);
}

test("variables, functions and classes of these names are refused where they stand", () => {
  assert.equal(refused("let a = 1; class Map {}"), [[17, 3]]);
  assert.equal(refused("const { Set, b: Promise } = x"), [
    [8, 3],
    [16, 7],
  ]);
  assert.equal(refused("function JSON() {}"), [[9, 4]]);
});

test("types, blocks, imports and other names are not", () => {
  assert.equal(refused("interface Map { a: 1 }; type Set = 1; { const Map = 1 } (() => { var Set })()"), []);
  assert.equal(refused('import process from "node:process"; import { Buffer, URL as Address } from "node:buffer"'), []);
  assert.equal(refused("let console = 1, map = 2, setTimeout = 3"), []);
});

test.run();
