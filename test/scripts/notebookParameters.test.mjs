import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readCommandLine } from "../../scripts/notebook/commandLine.mjs";
import { parameterValue } from "../../scripts/notebook/parameterValue.mjs";
import { readNotebook } from "../../scripts/notebook/readNotebook.mjs";
import { declaredVariables, withParameters } from "../../scripts/notebook/withParameters.mjs";

const test = suite("parameters", { folder: "" });
test.before.each((context) => {
  context.folder = fs.mkdtempSync(path.join(os.tmpdir(), "emlab notebook "));
});
test.after.each((context) => fs.rmSync(context.folder, { recursive: true, force: true }));

/**
 * @param {string} source
 * @param {string[]} tags
 */
const cell = (source, tags = []) => ({
  cell_type: "code",
  source,
  metadata: { tags },
  outputs: [],
  execution_count: null,
});
const parameters = 'let path = "", seed = 1;\nlet dose: number | undefined;\nconst fixed = 3;';
/** @returns {import("../../scripts/notebook/withParameters.mjs").Notebook} */
const notebook = () => ({
  cells: [cell("// title"), cell(parameters, ["parameters"]), cell("seed")],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

/**
 * @param {() => unknown} action
 * @returns {{ message: string, fix: string }}
 */
function errorOf(action) {
  try {
    action();
  } catch (error) {
    return /** @type {{ message: string, fix: string }} */ (error);
  }
  throw new Error("no error");
}

test("the command line: file, parameters, folder for the results", () => {
  const folder = path.resolve("/data");
  const read = readCommandLine(["a.ipynb", "-p", "x=1", "-p", "y=a=b c", "--out", "out"], folder, "usage");
  if (read === "help") throw new Error("help");
  assert.is(read.file, path.resolve("/data/a.ipynb"));
  assert.is(read.target, path.resolve("/data/out/a.executed"));
  assert.equal(
    [...read.parameters],
    [
      ["x", "1"],
      ["y", "a=b c"],
    ],
  );
  assert.is(readCommandLine(["--help"], "/", "usage"), "help");
});

test("the command line: where the executed notebook goes", () => {
  const target = (/** @type {string[]} */ ...out) => {
    const read = readCommandLine(["x/a.ipynb", ...out], path.resolve("/data"), "usage");
    return read === "help" ? read : read.target;
  };
  assert.is(target(), path.resolve("/data/x/a.executed"));
  assert.is(target("-o", "."), path.resolve("/data/a.executed"));
  assert.is(target("--out=results/b.ipynb"), path.resolve("/data/results/b"));
  const { message } = errorOf(() => target("-o", "x/a.ipynb"));
  assert.match(message, "would be written over");
});

test("the command line: what is wrong is said", () => {
  for (const [args, message] of /** @type {[string[], string][]} */ ([
    [[], "No notebook"],
    [["a.ipynb", "b.ipynb"], "One notebook at a time"],
    [["a.ipynb", "-p"], "-p needs a value"],
    [["a.ipynb", "-p", "x"], "not of the form"],
    [["a.ipynb", "-p", "2x=1"], "not of the form"],
    [["a.ipynb", "--output", "x"], '"--output" is not known'],
    [["a.ipynb", "-o"], "-o needs a value"],
  ])) {
    assert.match(errorOf(() => readCommandLine(args, "/", "usage")).message, message);
  }
});

test("values: numbers, booleans, JSON, text", ({ folder }) => {
  for (const [text, value] of /** @type {[string, unknown][]} */ ([
    ["12", 12],
    ["-1.5e-3", -0.0015],
    [".5", 0.5],
    ["true", true],
    ["false", false],
    ["[1, 2]", [1, 2]],
    ['{"a": 1}', { a: 1 }],
    ['"12"', "12"],
    ["", ""],
    ["NaN", "NaN"],
    ["1e", "1e"],
    ["[not json", "[not json"],
    ["Ti3C2Tx", "Ti3C2Tx"],
  ])) {
    assert.equal(parameterValue(text, folder), value, text);
  }
});

test("a text that names a file becomes its full path, one that does not stays", ({ folder }) => {
  fs.writeFileSync(path.join(folder, "frame 1.npy"), "");
  fs.mkdirSync(path.join(folder, "data"));
  assert.is(parameterValue("frame 1.npy", folder), path.join(folder, "frame 1.npy"));
  assert.is(parameterValue("./data", folder), path.join(folder, "data"));
  assert.is(parameterValue("data", folder), "data");
  assert.is(parameterValue("missing.npy", folder), "missing.npy");
});

test("a cell after the tagged one assigns the values", () => {
  const values = new Map(
    /** @type {[string, unknown][]} */ ([
      ["path", 'C:\\a "b"'],
      ["seed", 7],
    ]),
  );
  const { cells } = withParameters(notebook(), values);
  assert.is(cells.length, 4);
  assert.equal(cells[2]?.metadata.tags, ["injected-parameters"]);
  assert.is(cells[2]?.source, '// Given on the command line\npath = "C:\\\\a \\"b\\"";\nseed = 7;');
  assert.is(cells[2]?.id, "injected-parameters");
});

test("an executed notebook that is run again gets one such cell, or none", () => {
  const once = withParameters(notebook(), new Map([["seed", 7]]));
  const twice = withParameters(once, new Map([["seed", 8]]));
  assert.is(twice.cells.length, 4);
  assert.match(String(twice.cells[2]?.source), "seed = 8;");
  assert.is(withParameters(twice, new Map()).cells.length, 3);
});

test("an unknown name is refused with the nearest one and the list", () => {
  const error = errorOf(() => withParameters(notebook(), new Map([["sead", 7]])));
  assert.match(error.message, 'no parameter "sead"');
  assert.match(error.fix, "Did you mean seed?");
  assert.match(error.fix, "path, seed, dose, fixed");
});

test("a const is not set, and a notebook without the tag says how to add it", () => {
  assert.match(errorOf(() => withParameters(notebook(), new Map([["fixed", 7]]))).fix, 'Write "let fixed"');
  const untagged = { ...notebook(), cells: [cell("let seed = 1;")] };
  assert.match(errorOf(() => withParameters(untagged, new Map([["seed", 7]]))).fix, "property inspector");
});

test("only variables of the top level are parameters", () => {
  const declared = declaredVariables("var a = 1; let b: string, c = 2; const { d } = x; function f() { let e; }");
  assert.equal([...declared.keys()], ["a", "b", "c"]);
});

test("a file that is no emlab notebook is refused with what it is", ({ folder }) => {
  /** @param {string} text */
  const write = (text) => {
    const file = path.join(folder, "n.ipynb");
    fs.writeFileSync(file, text);
    return errorOf(() => readNotebook(file)).message;
  };
  assert.match(errorOf(() => readNotebook(path.join(folder, "none.ipynb"))).message, "does not exist");
  assert.match(errorOf(() => readNotebook(folder)).message, "is a folder");
  assert.match(write(""), "it is empty");
  assert.match(write("# not JSON"), "is not a notebook");
  assert.match(write("[1]"), "not a notebook of format 4");
  assert.match(write('{"cells": [], "metadata": {}, "nbformat": 3}'), "format 4");
  const python = {
    cells: [],
    metadata: { kernelspec: { name: "python3" }, language_info: { name: "python" } },
    nbformat: 4,
  };
  assert.match(write(JSON.stringify(python)), 'for the kernel "python3"');
});

test.run();
