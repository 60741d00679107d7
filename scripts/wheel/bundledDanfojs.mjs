import { build } from "esbuild";
import { exportedNames } from "./exportedNames.mjs";

/**
 * danfojs with all that it needs as one file, instead of 300 MB in a hundred packages; and the names of the packages that are in it.
 * @param {string} root
 * @returns {Promise<{ code: Buffer, packages: string[] }>}
 */
export async function bundledDanfojs(root) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: 'module.exports = require("danfojs-node");', resolveDir: root },
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    charset: "ascii",
    lineLimit: 200,
    // Its drawing is for browsers alone, and asks for this one there.
    external: ["plotly.js-dist-min"],
    // The licenses are in a file of their own (licenses.mjs).
    legalComments: "none",
    logLevel: "warning",
    absWorkingDir: root,
    outfile: "danfojs.js",
    metafile: true,
    write: false,
  });
  const [output] = outputFiles;
  if (!output) throw new Error("esbuild gave no danfojs");
  const packages = Object.keys(metafile.inputs).flatMap((file) => packageOf(file) ?? []);
  const code = Buffer.from(`${output.text}${exportedNames(root, "danfojs-node")}`);
  return { code, packages: [...new Set(packages)].sort() };
}

/**
 * The folder of the package that a file is of, as a path from the root.
 * @param {string} file
 */
function packageOf(file) {
  return file.match(/(?:^|\/)(node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)\//)?.[1];
}
