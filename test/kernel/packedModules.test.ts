import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { kernelspec } from "../../kernel/kernelspec.js";
import { moduleUrl, packedFiles } from "../../kernel/packedModules.js";
import { KernelClient } from "./kernelClient.js";

const test = suite("packed modules");
const dist = new URL("../../", import.meta.url);
/** The files of ours that the main thread has loaded as CommonJS: the packed ones begin with such a file. */
const loaded = `const { createRequire } = await import("node:module");
Object.keys(createRequire(process.execPath).cache).filter((file) => /packed/.test(file)).join()`;

test("each is there twice: as it was compiled, and packed", () => {
  for (const [path, packed] of Object.entries(packedFiles)) {
    assert.ok(existsSync(new URL(path, dist)), path);
    assert.ok(existsSync(new URL(`packed/${packed}`, dist)), packed);
    assert.is(
      moduleUrl(path as keyof typeof packedFiles).href,
      new URL(path, dist).href,
      "asked by what is not packed",
    );
  }
});

test("what Jupyter starts is packed, and nothing has been compiled after it", async () => {
  const packedMs = statSync(new URL("packed/complete.txt", dist)).mtimeMs;
  for (const project of ["core", "numeric", "emlab"]) {
    assert.ok(statSync(new URL(`${project}.tsbuildinfo`, dist)).mtimeMs <= packedMs, "npm run build packs it anew");
  }
  const kernel = await KernelClient.start();
  assert.match((await kernel.run(loaded)).result ?? "", /packed[\\/]launch\.cjs/);
  await kernel.shutdown();
});

test("the modules run as the compiler has written them too, with the same results", async () => {
  const entry = fileURLToPath(new URL("kernel/launch.js", dist));
  const argv = kernelspec(process.execPath, entry)["argv"] as readonly string[];
  const kernels = await Promise.all([KernelClient.start(), KernelClient.start({ argv })]);
  const cells = [
    "1+1",
    "em.demo.mxene({ seed: 7 }).micrograph.image.width",
    "await em.open('/no/such.npy')",
    "import { display } from 'tslab'; display.html('<b>a</b>')",
    "interface Lens { f: number } const lens: Lens = { f: 2 }; lens",
    "lens.g",
  ];
  for (const cell of cells) {
    const [packed, plain] = await Promise.all(kernels.map((kernel) => kernel.run(cell)));
    assert.equal([packed!.result, packed!.error, packed!.types], [plain!.result, plain!.error, plain!.types], cell);
  }
  assert.is((await kernels[1]!.run(loaded)).result, "''");
  for (const kernel of kernels) assert.is(await kernel.shutdown(), 0);
});

test.run();
