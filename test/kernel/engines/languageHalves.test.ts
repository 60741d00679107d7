import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type EngineName, engineNames } from "../../../kernel/engineName.js";
import { languageHalves } from "../../../kernel/engines/languageHalves.js";
import { mainHalves } from "../../../kernel/engines/mainHalves.js";

interface Loaded {
  /** Scripts of packages that a process had loaded with the main half, and then with the language half too. */
  readonly byMain: readonly string[];
  readonly byLanguage: readonly string[];
  /** Whether a right and a wrong cell pass the check. */
  readonly passed: readonly boolean[];
}

/** Loads an engine in a process of its own, since what one has loaded stays. */
function load(engine: EngineName): Loaded {
  const url = (file: string) => JSON.stringify(new URL(`../../../kernel/engines/${file}.js`, import.meta.url).href);
  const script = `
    import { createRequire } from "node:module";
    const { cache } = createRequire(${url("mainHalves")});
    const scripts = () => Object.keys(cache).filter((path) => /node_modules.*js$/.test(path));
    const { mainHalves } = await import(${url("mainHalves")});
    await mainHalves.${engine}();
    const byMain = scripts();
    const { languageHalves } = await import(${url("languageHalves")});
    const half = await languageHalves.${engine}();
    const calls = half({ engine: "${engine}", folder: process.cwd(), emDeclarations: undefined });
    const passed = ["1 + 1", 'const n: number = "a"'].map((cell, i) => calls.check(cell, i, i).ok);
    console.log(JSON.stringify({ byMain, byLanguage: scripts(), passed }));
    process.exit();`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  assert.is(stderr, "");
  return JSON.parse(stdout) as Loaded;
}

const of = (scripts: readonly string[], name: RegExp) => scripts.filter((path) => name.test(path)).length;

test("every engine has both halves", () => {
  for (const halves of [languageHalves, mainHalves]) assert.equal(Object.keys(halves).sort(), [...engineNames].sort());
});

test("our engine loads its own compiler, on the language thread alone, and nothing of tslab", () => {
  const { byMain, byLanguage, passed } = load("emlab");
  assert.equal(byMain, []);
  assert.is(of(byLanguage, /node_modules.typescript.lib/), 1);
  assert.is(of(byLanguage, /tslab/), 0);
  assert.equal(passed, [true, false]);
});

test("tslab's engine loads tslab's compiler and not ours, nor tslab's executor and server", () => {
  const { byMain, byLanguage, passed } = load("tslab");
  assert.equal(byMain, []);
  assert.is(of(byLanguage, /typescript-for-tslab.lib.typescript/), 1);
  assert.is(of(byLanguage, /node_modules.typescript.lib/), 0);
  assert.is(of(byLanguage, /tslab.dist.(executor|jupyter|main|public)|rollup|zeromq/), 0);
  assert.equal(passed, [true, false]);
});

test.run();
