import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Notebook } from "../../../kernel/language/notebook.js";

const test = suite("notebook");

test("only the names that a cell uses are bound, in one line", () => {
  const notebook = new Notebook();
  notebook.add("c1", notebook.moduleOf("let a = 1; const b = 2; function c() {}"));
  const { text, offset, usedCells } = notebook.moduleOf("a + c()");
  assert.is(text.slice(offset, offset + 7), "a + c()");
  assert.is(text.slice(0, offset).split("\n").length, 2);
  assert.match(text, /declare let a: typeof import\("\.\/c1"\)\.a;import \{ c \} from "\.\/c1";/);
  assert.not.match(text, /declare const b/);
  assert.equal(usedCells, ["c1"]);
});

test("a cell that no name leads to is forgotten, one that another needs is kept", () => {
  const notebook = new Notebook();
  notebook.add("c1", notebook.moduleOf("class Base {}"));
  notebook.add("c2", notebook.moduleOf("const made = new Base()"));
  notebook.add("c3", notebook.moduleOf("class Base { x = 1 }"));
  assert.ok(notebook.textOf("c1"), "made still has the old type");
  notebook.add("c4", notebook.moduleOf("const made = 1"));
  assert.ok(notebook.textOf("c2"), "the last cell may be taken back");
  notebook.add("c5", notebook.moduleOf("1 + 1"));
  assert.is(notebook.textOf("c1"), undefined);
  assert.is(notebook.textOf("c2"), undefined);
  assert.is(notebook.textOf("c5"), undefined);
});

test("names of the last cell are taken back: they are what they were before, or nothing", () => {
  const notebook = new Notebook();
  notebook.add("c1", notebook.moduleOf("let a = 1; let b = 1"));
  notebook.add("c2", notebook.moduleOf("let a = 'text'; let b = 'text'; let c = 1"));
  notebook.takeBack("c2", ["a", "c"]);
  const { text } = notebook.moduleOf("[a, b, c]");
  assert.match(text, /a: typeof import\("\.\/c1"\)/);
  assert.match(text, /b: typeof import\("\.\/c2"\)/);
  assert.not.match(text, /declare let c/);
  notebook.takeBack("c2");
  assert.match(notebook.moduleOf("b").text, /b: typeof import\("\.\/c1"\)/);
});

test("a cell that is an object is put in brackets, on lines of their own", () => {
  const { text, offset, shift } = new Notebook().moduleOf("{ a: 1 }");
  assert.is(text.slice(offset - shift), "(\n{ a: 1 }\n)\nexport {  };\n");
});

test.run();
