import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { displaySymbol } from "../../src/display/mimeBundle.js";
import type { OpenOptions } from "../../src/io/format.js";
import { openFile } from "../../src/io/openFile.js";

const bench = process.env["EM_BENCH"] ?? fileURLToPath(new URL("../../../../shared/bench", import.meta.url));

/** File, options, size in px, pixel size in nm, mean of the values as numpy gives it. */
const files: [string, OpenOptions, number, number, number | undefined, number][] = [
  ["mxene/mxene_12_5HF_1114_241205.npy", {}, 512, 512, undefined, 15586.8],
  ["atoms/p05_ti3c2_3e4.npy", { pixelNm: 0.012, isCounts: true }, 384, 384, 0.012, 4.932773],
  ["single-atoms/021_HAADF_15nm_Sample_PtNC_21Oct20.tif", {}, 512, 512, 0.029296875, 502647.6],
  ["fewshot/moo3.tiff", {}, 512, 512, undefined, 14872.107],
  ["fewshot/sto_ge.jpg", {}, 3042, 3044, undefined, 71.47],
  ["abtem/mos2_80kV_30mrad.npz", {}, 48, 55, undefined, 0.0020089],
  ["fusion/scene_11.npz", { array: "eds", frame: 2 }, 64, 64, undefined, 1.52002],
];

for (const [name, options, widthPx, heightPx, pixelNm, mean] of files) {
  test(`${name} opens and is shown`, async () => {
    const path = join(bench, name);
    if (!existsSync(path)) {
      console.log(`skipped: ${name} is not in ${bench}`);
      return;
    }
    const m = await openFile(path, options);
    assert.equal([m.widthPx, m.heightPx, m.pixelNm], [widthPx, heightPx, pixelNm]);
    assert.ok(Math.abs(m.stats().mean / mean - 1) < 1e-3, `mean ${m.stats().mean}`);
    const bundle = m[displaySymbol]();
    assert.ok((bundle["image/png"] as string).length * 0.75 < 300_000);
  });
}

test.run();
