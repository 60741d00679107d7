import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { distFolder } from "../../../kernel/bootstrap.js";

const test = suite("bundled compiler");
const require = createRequire(import.meta.url);

interface Loaded {
  readonly hasKeptCode: boolean | undefined;
  readonly version: string;
  readonly isSame: boolean;
  readonly blanked: string;
  readonly libFile: string;
}

/** Loads the bundle on a thread of its own, as the kernel does, and tells what `require` gives there. */
function loadOnThread(): Promise<Loaded> {
  const program = `
    const { parentPort, workerData } = require("node:worker_threads");
    (async () => {
      const { loadBundledCompiler } = await import(workerData + "kernel/language/bundledCompiler.js");
      const bundled = loadBundledCompiler();
      const { ts, blankSourceFile } = await import(workerData + "kernel/language/ts.js");
      const { languageCalls } = await import(workerData + "kernel/language/language.js");
      const parsed = ts.createSourceFile("a.ts", "let x: number = 1", ts.ScriptTarget.ESNext, true);
      languageCalls(workerData, undefined).check("[1].map(x => x + 1)", 1, 1);
      bundled?.keepCode();
      parentPort.postMessage({
        hasKeptCode: bundled?.hasKeptCode,
        version: ts.version,
        isSame: require(${JSON.stringify(require.resolve("typescript"))}) === ts,
        blanked: blankSourceFile(parsed, () => {}),
        libFile: ts.getDefaultLibFilePath({}),
      });
    })();`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { eval: true, workerData: distFolder });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

test("the bundle is the installed compiler, and every module of its thread gets it", async () => {
  const { hasKeptCode, version, isSame, blanked, libFile } = await loadOnThread();
  assert.type(hasKeptCode, "boolean", "there is no bundle: npm run build makes it");
  assert.is(version, (require("typescript/package.json") as { version: string }).version);
  assert.ok(isSame);
  assert.is(blanked, "let x         = 1");
  assert.is(libFile.replaceAll("\\", "/"), join(require.resolve("typescript"), "../lib.d.ts").replaceAll("\\", "/"));
});

test("the code is kept where EMLAB_CODE_FOLDER says", async () => {
  const folder = mkdtempSync(join(tmpdir(), "emlab code "));
  process.env["EMLAB_CODE_FOLDER"] = join(folder, "not there yet");
  try {
    assert.is((await loadOnThread()).hasKeptCode, false);
    assert.match(readdirSync(join(folder, "not there yet")).join(), /^typescript-\S+\.cjs\.\d+\.code$/);
    assert.is((await loadOnThread()).hasKeptCode, true);
  } finally {
    delete process.env["EMLAB_CODE_FOLDER"];
    rmSync(folder, { recursive: true });
  }
});

test("the second thread takes the code that the first has left, whole", async () => {
  await loadOnThread();
  assert.is((await loadOnThread()).hasKeptCode, true);
  const files = readdirSync(join(distFolder, "compiler"));
  assert.equal(
    files.filter((name) => !/\.cjs(\.\d+\.code)?$|^declarations-[\d.]+\.json$/.test(name)),
    [],
    "no half-written file stays",
  );
});

test.run();
