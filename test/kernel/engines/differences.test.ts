import { test } from "uvu";
import * as assert from "uvu/assert";
import { engineNames } from "../../../kernel/engineName.js";
import type { CellResult, KernelClient } from "../kernelClient.js";
import { startEngine } from "./engineClient.js";

// Why the default engine is our own: cells that tslab's converter runs otherwise, or not at all.

/** The cells, in their order, and what the last of them shows: with our engine, and with tslab's. */
interface Difference {
  readonly what: string;
  readonly cells: readonly string[];
  readonly emlab: string;
  readonly tslab: string;
}

const differences: readonly Difference[] = [
  {
    what: "a function and a later cell share a variable",
    cells: ["let c = 0; function inc() { return ++c }", "inc()", "c = 10", "inc()"],
    emlab: "11",
    tslab: "2",
  },
  {
    what: "a function sees what a later cell has set",
    cells: ["let factor = 2; const scaled = (n: number) => n * factor", "factor = 100", "scaled(1)"],
    emlab: "100",
    tslab: "2",
  },
  {
    what: "what a cell declared before it threw is there",
    cells: ['const before = 4; throw new Error("later")', "before"],
    emlab: "4",
    tslab: "TS2304: Cannot find name 'before'.",
  },
  {
    what: "a namespace lasts longer than one cell",
    cells: ["namespace Space { export const depth = 3 }", "1", "Space.depth"],
    emlab: "3",
    tslab: "TS2304: Cannot find name 'Space'.",
  },
  {
    what: "for await at top level",
    cells: ["let sum = 0; for await (const n of [1, 2]) sum += n; sum"],
    emlab: "3",
    tslab: "SyntaxError: Unexpected reserved word",
  },
  {
    what: "export in a cell",
    cells: ["export const shared = 6; shared"],
    emlab: "6",
    tslab: "TS2323: Cannot redeclare exported variable 'shared'.",
  },
  {
    what: "using",
    cells: ["using held = { [Symbol.dispose]() {}, n: 1 }; held.n"],
    emlab: "1",
    tslab: "TS1434: Unexpected keyword or identifier.",
  },
  {
    what: "null and undefined are kept apart (strict)",
    cells: ["const found = [1, 2].find((n) => n > 5); found.toFixed()"],
    emlab: "TS18048: 'found' is possibly 'undefined'.",
    tslab: "TypeError: Cannot read properties of undefined (reading 'toFixed')",
  },
  {
    what: "a parameter without a type (strict)",
    cells: ["function loose(n) { return n }\nloose(1)"],
    emlab: "TS7006: Parameter 'n' implicitly has an 'any' type.",
    tslab: "1",
  },
  {
    what: "a cell that is a module of its own, a habit of tslab's notebooks",
    cells: ["/** @module lengths */\nexport const nm: number = 1", 'import { nm } from "./lengths"; nm'],
    emlab: "TS2307: Cannot find module './lengths' or its corresponding type declarations.",
    tslab: "1",
  },
  { what: "null is a result", cells: ["null"], emlab: "null", tslab: "nothing" },
  {
    what: "the methods that Node 20 has",
    cells: ["[3, 1].toSorted()"],
    emlab: "[ 1, 3 ]",
    tslab: "TS2339: Property 'toSorted' does not exist on type 'number[]'.",
  },
];

const kernels = new Map<string, KernelClient>();

test.before(async () => {
  for (const engine of engineNames) kernels.set(engine, await startEngine(engine));
});
test.after(async () => {
  for (const kernel of kernels.values()) await kernel.shutdown();
});

for (const { what, cells, ...shown } of differences) {
  test(what, async () => {
    for (const engine of engineNames) {
      const kernel = kernels.get(engine)!;
      for (const cell of cells.slice(0, -1)) await kernel.run(cell, { stop_on_error: false });
      assert.is(shownBy(await kernel.run(cells.at(-1)!)), shown[engine], engine);
    }
  });
}

/** The result, or the first line of the error. */
function shownBy({ result, error }: CellResult): string {
  return result ?? error?.text.split("\n")[0] ?? "nothing";
}

test("our engine names the line that threw; tslab's has no source map and names none", async () => {
  const cell = "type Gone = {\n  a: number;\n};\nfunction fails(): never {\n  throw new Error('here');\n}\nfails()";
  const ours = (await kernels.get("emlab")!.run(cell)).error?.text ?? "";
  assert.match(ours, /cell \[\d+\], line 5, column 9 in fails/);
  const theirs = (await kernels.get("tslab")!.run(cell)).error?.text ?? "";
  assert.match(theirs, "Error: here");
  assert.not.match(theirs, /line \d/);
});

test("our engine has em, display and the values of user_expressions; tslab's has not", async () => {
  const [ours, theirs] = engineNames.map((engine) => kernels.get(engine)!);
  assert.is((await ours!.run("display(1)")).status, "ok");
  assert.match((await theirs!.run("display(1)")).error?.text ?? "", "Cannot find name 'display'");
  const options = { user_expressions: { two: "one + 1" } };
  const statusOf = async (kernel: KernelClient) => {
    const { reply } = await kernel.run("const one = 1", options);
    return (reply["user_expressions"] as Record<string, { status: string }>)["two"]?.status;
  };
  assert.is(await statusOf(ours!), "ok");
  assert.is(await statusOf(theirs!), "error");
});

test.run();
