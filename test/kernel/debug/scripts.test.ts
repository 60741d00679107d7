import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type DebugScript, firstLocation, isUserCode, sourcePosition } from "../../../kernel/debug/scripts.js";
import { cellScript } from "../../../kernel/language/cellScript.js";

const test = suite("debugger: positions");

const compiled = "enum Mode {\n  Image,\n  Probe,\n}\nlet mode = Mode.Image;\nmode";
const hoisted = "let a = 1;\nfunction inc(x: number) {\n  return x + a;\n}\na = inc(a);";

function scriptOf(source: string): { script: DebugScript; js: string[] } {
  const { js, map } = cellScript(ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true));
  const place = { name: "cell [1]", path: "/cell.ts" };
  return { script: { scriptId: "1", url: "", kind: "cell", source: place, map }, js: js.split("\n") };
}

/** Each line of the script that holds the text, from 0, as V8 would name a place in it. */
function locationsOf(js: readonly string[], texts: readonly string[]) {
  return texts.map((text) => {
    const lineNumber = js.findIndex((line) => line.includes(text));
    return { scriptId: "1", lineNumber, columnNumber: js[lineNumber]!.indexOf(text) };
  });
}

test("every place of a cell leads to its line, and from the line back to the place", () => {
  for (const [source, texts] of [
    [hoisted, ["a = 1", "return x", "a = inc(a)"]],
    [compiled, ['["Image"]', "mode = Mode", "mode;"]],
  ] as const) {
    const { script, js } = scriptOf(source);
    const locations = locationsOf(js, texts);
    for (const location of locations) {
      const at = sourcePosition(script, location);
      assert.ok(at, JSON.stringify(location));
      const back = firstLocation(script, locations, at!.line);
      assert.equal([back?.location, back?.line], [location, at!.line]);
    }
  }
});

test("a line without code leads to the next with some, and one behind the last to none", () => {
  const { script, js } = scriptOf(hoisted);
  const locations = locationsOf(js, ["a = 1", "return x", "a = inc(a)"]);
  assert.is(firstLocation(script, locations, 2)?.line, 3, "the header of a function leads into it");
  assert.is(firstLocation(script, locations, 4)?.line, 5);
  assert.is(firstLocation(script, locations, 6), undefined);
});

test("of several places on a line the leftmost counts, in whatever order V8 names them", () => {
  const { script } = scriptOf("let a = 1; let b = 2;");
  const at = (columnNumber: number) => ({ scriptId: "1", lineNumber: 1, columnNumber });
  assert.equal(firstLocation(script, [at(15), at(4)], 1)?.location, at(4));
});

test("lines that the kernel has added, and scripts without a map, have no place", () => {
  const { script } = scriptOf(hoisted);
  assert.is(sourcePosition(script, { scriptId: "1", lineNumber: 0, columnNumber: 0 }), undefined);
  const unmapped = { ...script, map: undefined };
  assert.is(sourcePosition(unmapped, { scriptId: "1", lineNumber: 3 }), undefined);
  assert.is(firstLocation(unmapped, [{ scriptId: "1", lineNumber: 3 }], 1), undefined);
});

test("cells and the user's files are stepped through, packages are not", () => {
  const { script } = scriptOf("1");
  const kinds = (["cell", "file", "package", "internal"] as const).map((kind) => isUserCode({ ...script, kind }));
  assert.equal(kinds, [true, true, false, false]);
});

test.run();
