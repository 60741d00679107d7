import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { ensureBytes, kernelNames, wasmInstance } from "../../src/numeric/wasmModule.js";
import { Workspace } from "../../src/numeric/workspace.js";

test("the module has exactly the kernels that are named here", () => {
  assert.equal(Object.keys(wasmInstance().kernels).sort(), [...kernelNames]);
});

test("more than 4 GiB of working memory is refused in MiB, and smaller work goes on", () => {
  const wasm = wasmInstance();
  assert.throws(
    () => ensureBytes(wasm, 5 * 2 ** 30),
    (error: unknown) => error instanceof EmError && error.tag === "BadShape" && /5120 MiB/.test(error.message),
  );
  const space = new Workspace(wasm, undefined);
  assert.throws(() => space.reserve(2 ** 33), /8192 MiB|8193 MiB/);
});

test("what is reserved does not overlap and starts on a cache line", () => {
  const space = new Workspace(wasmInstance(), undefined);
  let end = 1;
  for (const bytes of [1, 64, 1000, 70_000, 3]) {
    const address = space.reserve(bytes);
    assert.ok(address >= end && address % 64 === 0);
    end = address + bytes;
  }
  const copy = space.place(Float32Array.of(1, 2, 3));
  assert.equal(space.take(copy, 3), Float32Array.of(1, 2, 3));
  assert.equal(space.take(copy, 0), new Float32Array(0));
});

test("without kernels.wasm the error says to build", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "emlab-test-"));
  try {
    const source = fileURLToPath(new URL("../../src/", import.meta.url));
    cpSync(path.join(source, "core"), path.join(folder, "core"), { recursive: true });
    for (const name of ["wasmModule.js", "webAssembly.js"]) {
      cpSync(path.join(source, "numeric", name), path.join(folder, "numeric", name));
    }
    cpSync(fileURLToPath(new URL("../../../package.json", import.meta.url)), path.join(folder, "package.json"));
    const url = pathToFileURL(path.join(folder, "numeric", "wasmModule.js")).href;
    const copy = (await import(url)) as { wasmInstance: () => unknown };
    assert.throws(copy.wasmInstance, (error: { tag?: string; fix?: string }) => {
      return error.tag === "BadFile" && /npm run build/.test(error.fix ?? "");
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
