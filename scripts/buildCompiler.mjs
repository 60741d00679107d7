import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import { projectRoot } from "./setup/project.mjs";

const require = createRequire(import.meta.url);

/**
 * Packs the TypeScript compiler into one small file, from which the kernel starts faster and in less memory
 * (kernel/language/bundledCompiler.ts). The versions are in its name; one that is there is kept.
 * @returns {Promise<void>}
 */
export async function buildCompiler() {
  const folder = path.join(projectRoot, "dist", "compiler");
  const version = (/** @type {string} */ name) => require(`${name}/package.json`).version;
  const name = `typescript-${version("typescript")}-blank-${version("ts-blank-space")}.cjs`;
  const outfile = path.join(folder, name);
  if (fs.existsSync(outfile)) return;
  fs.rmSync(folder, { recursive: true, force: true });
  const packages = ["typescript", "ts-blank-space"].map(
    (one) => `${JSON.stringify(one)}: require(${JSON.stringify(one)})`,
  );
  await build({
    stdin: { contents: `module.exports = { ${packages.join(", ")} };`, resolveDir: projectRoot },
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    charset: "ascii",
    // A stack that shows a line of it stays readable.
    lineLimit: 200,
    legalComments: "inline",
    outfile,
    logLevel: "warning",
  });
}
