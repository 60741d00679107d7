import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type EngineName, engineNames } from "../../../kernel/engineName.js";
import type { KernelClient } from "../kernelClient.js";
import { startEngine } from "./engineClient.js";

/** Cells in their order and what the last of them shows; the same of every engine. */
const results: readonly (readonly [what: string, cells: readonly string[], result: string | undefined])[] = [
  ["an expression", ["1 + 1"], "2"],
  ["text", ["'a' + 'b'"], "'ab'"],
  ["an object", ["({ a: 1 })"], "{ a: 1 }"],
  ["a big number", ["2n ** 70n"], "1180591620717411303424n"],
  ["no result for a declaration", ["const silent = 1"], undefined],
  ["no result for undefined", ["undefined"], undefined],
  ["a variable of an earlier cell", ["let x = 2", "x * 3"], "6"],
  ["an assignment", ["let y = 1", "y = 5", "y"], "5"],
  ["a constant declared again", ["const c = 1", "const c = 'one'", "c.length"], "3"],
  ["a variable declared again as a function", ["let f = 1", "function f(): number { return 7 }", "f()"], "7"],
  ["a function", ["function twice(n: number): number { return n * 2 }", "twice(21)"], "42"],
  ["a function above its line", ["const early = later(); function later(): number { return 4 }", "early"], "4"],
  ["an arrow function", ["const half = (n: number) => n / 2", "half(5)"], "2.5"],
  ["a class", ["class Point { constructor(readonly x: number) {} }", "new Point(3).x"], "3"],
  ["a class that extends one of another cell", ["class A { n = 1 }", "class B extends A { m = 2 }", "new B().n"], "1"],
  ["an interface", ["interface P { x: number }", "const p: P = { x: 1 }; p.x"], "1"],
  ["a type", ["type Pair<T> = [T, T]", "const pair: Pair<number> = [1, 2]; pair[1]"], "2"],
  ["an enum", ["enum Colour { Red, Green }", "Colour.Green"], "1"],
  ["a namespace", ["namespace N { export const z = 3 }; N.z"], "3"],
  ["destructuring", ["const { a, b: [d] } = { a: 1, b: [2] }", "a + d"], "3"],
  ["a generic function", ["function first<T>(all: T[]): T { return all[0] as T }", "first(['q'])"], "'q'"],
  ["optional chaining", ["const maybe: { n?: number } | null = null as { n?: number } | null; maybe?.n ?? 9"], "9"],
  ["a decorator", ["function mark(_t: any, ..._r: any[]): any {}", "@mark class D { v = 1 }\nnew D().v"], "1"],
  ["await", ["await Promise.resolve(5)"], "5"],
  ["await in a declaration", ["const waited = await new Promise<number>((r) => setTimeout(r, 1, 8))", "waited"], "8"],
  ["an import of Node", ['import { join } from "node:path"', 'join("a", "b")'], "'a/b'"],
  ["an import of all", ['import * as os from "node:os"', "typeof os.cpus().length"], "'number'"],
  ["a default import", ['import fs from "node:fs"', 'fs.existsSync("/no/such/file")'], "false"],
  [
    "an import of types alone",
    ['import type { Stats } from "node:fs"', "let s: Stats | undefined; s === undefined"],
    "true",
  ],
  ["a dynamic import", ['(await import("node:path")).sep'], "'/'"],
  ["a local file", ['import { five } from "./five"', "five + 1"], "6"],
  ["a local file that imports another", ['import { six } from "./six"; six'], "6"],
  ["a JSON file", ['import settings from "./settings.json"', "settings.wide"], "12"],
  ["the package tslab", ['import { versions } from "tslab"; versions.tslab'], "'1.0.22'"],
];

/** Cells in their order, of which the last fails in the check, with the number of the error; nothing of it is run. */
const refused: readonly (readonly [what: string, cells: readonly string[], code: string])[] = [
  ["a wrong type", ['let n: number = "a"'], "TS2322"],
  ["a wrong argument of a function of another cell", ["function g(n: number) { return n }", 'g("a")'], "TS2345"],
  ["a wrong member of a variable of another cell", ["const o = { a: 1 }", "o.b"], "TS2339"],
  ["an unknown name", ["noSuchName"], "TS2304"],
  ["an unknown package", ['import x from "no-such-package"; x'], "TS2307"],
  ["a broken line", ["1 +"], "TS1109"],
  ["a wrong type in a later cell for a type of an earlier", ["type T = { a: number }", "const t: T = {}"], "TS2741"],
];

function conformanceOf(engine: EngineName) {
  const test = suite(`engine ${engine}`);
  let kernel: KernelClient;
  let folder: string;

  test.before(async () => {
    folder = mkdtempSync(join(tmpdir(), "emlab-engine-"));
    writeFileSync(join(folder, "five.ts"), "export const five: number = 5;\n");
    writeFileSync(join(folder, "six.ts"), 'import { five } from "./five";\nexport const six = five + 1;\n');
    writeFileSync(join(folder, "edited.ts"), "export const version: number = 1;\n");
    writeFileSync(join(folder, "settings.json"), '{ "wide": 12 }\n');
    kernel = await startEngine(engine, folder);
  });
  test.after(async () => {
    await kernel.shutdown();
    assert.is(kernel.processErrors, "");
    rmSync(folder, { recursive: true });
  });

  async function runAll(cells: readonly string[]) {
    for (const cell of cells.slice(0, -1)) {
      const { status, error } = await kernel.run(cell);
      assert.is(status, "ok", `${cell}: ${error?.text}`);
    }
    return kernel.run(cells.at(-1)!);
  }

  for (const [what, cells, result] of results) {
    test(`shows ${what}`, async () => {
      const last = await runAll(cells);
      assert.is(last.error?.text, undefined);
      assert.is(last.result, result);
    });
  }

  for (const [what, cells, code] of refused) {
    test(`refuses ${what}`, async () => {
      const { status, error, stdout } = await runAll([...cells.slice(0, -1), `console.log("ran");\n${cells.at(-1)}`]);
      assert.is(status, "error");
      assert.is(error?.ename, code, error?.text);
      assert.match(error?.text ?? "", /line 2/);
      assert.is(stdout, "", "nothing of it was run");
    });
  }

  test("what is thrown ends the cell with its name and message, and the next cell runs", async () => {
    const { status, error } = await kernel.run('throw new RangeError("too far")');
    assert.is(status, "error");
    assert.equal([error?.ename, error?.evalue], ["RangeError", "too far"]);
    assert.is((await kernel.run("2")).result, "2");
  });

  test("a rejected await ends the cell too", async () => {
    const { error } = await kernel.run('await Promise.reject(new Error("refused"))');
    assert.is(error?.evalue, "refused");
  });

  test("console reaches the cell, with both streams", async () => {
    const { stdout, stderr } = await kernel.run('console.log("out", 1); console.error("err")');
    assert.equal([stdout, stderr], ["out 1\n", "err\n"]);
  });

  test("completion knows members and names of earlier cells", async () => {
    await kernel.run("const measured = { lengthNm: 1, widthNm: 2 }");
    const matchesOf = async (code: string) => {
      const { reply } = await kernel.request("complete_request", { code, cursor_pos: code.length });
      return reply.content;
    };
    const members = await matchesOf("measured.le");
    assert.equal((members["matches"] as string[])[0], "lengthNm");
    assert.equal([members["cursor_start"], members["cursor_end"]], [9, 11]);
    assert.ok(((await matchesOf("meas"))["matches"] as string[]).includes("measured"));
    assert.is(((await matchesOf("nothingLikeThis"))["matches"] as string[]).length, 0);
  });

  test("inspection shows the type and the comment of a name of an earlier cell", async () => {
    await kernel.run("/** Doubles it. */\nfunction doubled(n: number): number { return n * 2 }");
    const { reply } = await kernel.request("inspect_request", { code: "doubled(1)", cursor_pos: 3, detail_level: 0 });
    assert.is(reply.content["found"], true);
    const text = (reply.content["data"] as Record<string, string>)["text/plain"] ?? "";
    assert.match(text, "doubled(n: number): number");
    const missing = await kernel.request("inspect_request", { code: "  ", cursor_pos: 1, detail_level: 0 });
    assert.is(missing.reply.content["found"], false);
  });

  test("an open bracket is incomplete, a whole line complete", async () => {
    const statusOf = async (code: string) =>
      (await kernel.request("is_complete_request", { code })).reply.content["status"];
    assert.is(await statusOf("1 + 1"), "complete");
    assert.is(await statusOf("function f() {"), "incomplete");
  });

  test("an endless loop and an endless wait are interrupted, and the variables stay", async () => {
    await kernel.run("let kept = 1");
    for (const endless of ["while (true) {}", "await new Promise(() => {})", "await null; while (true) {}"]) {
      const id = await kernel.sendCell(`console.log("begun"); ${endless}`);
      await kernel.printed(id, "begun");
      await kernel.interrupt();
      assert.is((await kernel.resultOf(id)).error?.ename, "Interrupted", endless);
      assert.is((await kernel.run("kept")).result, "1", endless);
    }
  });

  test("a local file that has been edited is loaded again", async () => {
    const first = await kernel.run('import { version } from "./edited"; version');
    assert.equal([first.error?.text, first.result], [undefined, "1"]);
    writeFileSync(join(folder, "edited.ts"), "export const version: number = 22;\n");
    // tslab hears of it from the file system, some time later.
    for (let tries = 0; ; tries += 1) {
      const { result } = await kernel.run('import { version } from "./edited"; version');
      if (result === "22") break;
      assert.ok(tries < 100, `it still gives ${result}`);
      await kernel.run("await new Promise((r) => setTimeout(r, 100))");
    }
  });

  test.run();
}

for (const engine of engineNames) conformanceOf(engine);
