import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { projectRoot } from "./setup/project.mjs";

const dist = path.join(projectRoot, "dist");
const outdir = path.join(dist, "packed");
/** In a packed file, the URL of itself. */
const packedUrl = "emlabPackedUrl";

/**
 * A module that is packed still looks for files beside the place where the compiler has put it.
 * @type {import("esbuild").Plugin}
 */
const originalPlaces = {
  name: "original-places",
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, ({ path: file }) => {
      const text = fs.readFileSync(file, "utf8");
      const place = path.relative(dist, file).replaceAll("\\", "/");
      // This one asks whether it is packed.
      const isAsking = place === "kernel/packedModules.js";
      const url = isAsking ? packedUrl : `new URL(${JSON.stringify(`../${place}`)}, ${packedUrl}).href`;
      return { contents: text.replaceAll(/\bimport\.meta\.url\b/g, url), loader: "js" };
    });
  },
};

/**
 * Packs the modules of the kernel and of `em` into a few files, each thread's apart. kernel/main.cts takes them as long as
 * nothing has been compiled after them.
 * @returns {Promise<void>}
 */
export async function packKernel() {
  /** @type {{ packedFiles: Readonly<Record<string, string>> }} */
  const { packedFiles } = await import(new URL("../dist/kernel/packedModules.js", import.meta.url).href);
  fs.rmSync(outdir, { recursive: true, force: true });
  const entries = Object.entries(packedFiles);
  const inTheirOwn = entries.filter(([, file]) => file.endsWith(".cjs"));
  // The others are loaded on the main thread: what two of them import is to have one state, in a file of its own.
  const together = entries.filter(([, file]) => file.endsWith(".js"));
  await Promise.all([
    ...inTheirOwn.map((entry) => pack([entry], { format: "cjs", outExtension: { ".js": ".cjs" } })),
    pack(together, { format: "esm", splitting: true, chunkNames: "[name]-[hash]" }),
  ]);
  fs.writeFileSync(path.join(outdir, "complete.txt"), "");
}

/** @type {Readonly<Record<string, string>>} */
const urlOf = { cjs: 'require("node:url").pathToFileURL(__filename).href', esm: "import.meta.url" };

/**
 * @param {readonly (readonly [string, string])[]} entries a module of dist, and the name of its packed file
 * @param {import("esbuild").BuildOptions & { format: "cjs" | "esm" }} options
 */
function pack(entries, options) {
  const named = entries.map(([module, file]) => [file.replace(/\.c?js$/, ""), path.join(dist, module)]);
  return build({
    entryPoints: Object.fromEntries(named),
    outdir,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    // The coverage of the tests leads to the sources.
    sourcemap: true,
    banner: { js: `const ${packedUrl} = ${urlOf[options.format]};` },
    plugins: [originalPlaces],
    logLevel: "warning",
    ...options,
  });
}
