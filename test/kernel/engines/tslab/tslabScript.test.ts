import { test } from "uvu";
import * as assert from "uvu/assert";
import { tslabScript } from "../../../../kernel/engines/tslab/tslabScript.js";

/** Runs a script with a host that notes what it is asked. */
async function run(js: string) {
  const asked: unknown[] = [];
  const tslab$ = {
    exports: { seen: 1 },
    require: (name: string) => `module ${name}`,
    update: (outputs: unknown) => asked.push(["update", outputs]),
    keep: async (runId: number) => asked.push(["keep", runId]),
    take: (name: string) => asked.push(["take", name]),
  };
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  await AsyncFunction("tslab$", js)(tslab$);
  return { asked, exports: tslab$.exports as Readonly<Record<string, unknown>> };
}

test("a cell runs with the exports and the require that all cells share; then its declarations hold", async () => {
  const output = 'exports.path = require("node:path");\nexports.more = exports.seen + 1; // the end';
  const cell = tslabScript({ output, diagnostics: [] }, 7);
  const { asked, exports } = await run(cell.js);
  assert.equal(exports, { seen: 1, path: "module node:path", more: 2 });
  assert.equal(asked, [["keep", 7]]);
  assert.is(cell.endsInExpression, false);
});

test("the value of the last expression is taken once the declarations hold", async () => {
  const cell = tslabScript({ output: "exports.tsLastExpr = 3;", diagnostics: [], lastExpressionVar: "tsLastExpr" }, 8);
  const { asked } = await run(cell.js);
  assert.equal(asked, [
    ["keep", 8],
    ["take", "tsLastExpr"],
  ]);
  assert.is(cell.endsInExpression, true);
});

test("a cell with await is waited for", async () => {
  const output = "exports.late = await Promise.resolve(4);";
  const { asked, exports } = await run(tslabScript({ output, diagnostics: [], hasToplevelAwait: true }, 9).js);
  assert.is(exports["late"], 4);
  assert.equal(asked, [["keep", 9]]);
});

test("what a cell that throws declares never holds", async () => {
  const asked: unknown[] = [];
  const { js } = tslabScript({ output: "throw new RangeError('no');", diagnostics: [] }, 10);
  const host = { exports: {}, require: () => {}, keep: (runId: number) => asked.push(runId) };
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  try {
    await AsyncFunction("tslab$", js)(host);
    assert.unreachable();
  } catch (error) {
    assert.instance(error, RangeError);
  }
  assert.equal(asked, []);
});

test("compiled local files come before the cell that imports them; no line is told to be one of the cell", async () => {
  const sideOutputs = [{ path: "/a/b.js", data: 'exports.b = "quoted \\"text\\"";' }];
  const cell = tslabScript({ output: "", diagnostics: [], sideOutputs }, 11);
  const { asked } = await run(cell.js);
  assert.equal(asked, [
    ["update", sideOutputs],
    ["keep", 11],
  ]);
  assert.equal(cell.map, { lines: [] });
});

test.run();
