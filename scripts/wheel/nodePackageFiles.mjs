import fs from "node:fs";
import path from "node:path";
import { bundledDanfojs } from "./bundledDanfojs.mjs";
import { exportedNames } from "./exportedNames.mjs";
import { filesIn } from "./filesIn.mjs";
import { packedCompiler } from "./kernelFiles.mjs";
import { zeromqFiles } from "./zeromqFiles.mjs";

/** @typedef {import("./zipArchive.mjs").Entry} Entry */

/**
 * The packages that are taken as they are, and what of each.
 * @type {Readonly<Record<string, RegExp>>}
 */
const taken = {
  "@types/node": /\.d\.ts$/,
  "undici-types": /\.d\.ts$/,
  "fast-png": /^lib\/.*(\.js|\.d\.ts)$/,
  iobuffer: /^lib\/.*(\.js|\.d\.ts)$/,
  fflate: /^(esm|lib)\/.*(\.[cm]?js|\.d\.[cm]?ts)$/,
  // Each of its kinds holds the whole library; ours is the one for Node.
  h5wasm: /^dist\/node\/|^src\/.*\.d\.ts$/,
  "jpeg-js": /^(index\.(js|d\.ts)|lib\/.*\.js)$/,
  piscina: /^dist\/.*(\.m?js|\.d\.ts)$/,
  "ts-blank-space": /^out\/.*(\.js|\.d\.ts)$/,
  // The declarations of the language; its code is in the packed compiler.
  typescript: /^lib\/(lib\..*|typescript)\.d\.ts$/,
};

/**
 * The packages that the kernel loads at run time, as a folder node_modules; and the folders of all packages of which something is in it.
 * @param {string} root
 * @param {string} place
 * @returns {Promise<{ entries: Entry[], packages: string[] }>}
 */
export async function nodePackageFiles(root, place) {
  const danfojs = await bundledDanfojs(root);
  const entries = [
    ...Object.entries(taken).flatMap(([name, wanted]) =>
      filesIn(path.join(root, "node_modules", name), `${place}/${name}`, (file) => isTaken(file, wanted)),
    ),
    ...zeromqFiles(root, place),
    ...danfojsFiles(root, `${place}/danfojs-node`, danfojs.code),
    typescriptModule(root, `${place}/typescript`),
  ];
  const copied = [...Object.keys(taken), "zeromq", "cmake-ts"].map((name) => `node_modules/${name}`);
  return { entries, packages: [...new Set([...copied, ...danfojs.packages])].sort() };
}

/**
 * @param {string} file
 * @param {RegExp} wanted
 */
function isTaken(file, wanted) {
  // A package.json deeper inside says of which kind the modules beside it are.
  return /(^|\/)package\.json$/.test(file) || wanted.test(file);
}

/**
 * @param {string} root
 * @param {string} place
 * @param {Buffer} code
 * @returns {Entry[]}
 */
function danfojsFiles(root, place, code) {
  const folder = path.join(root, "node_modules", "danfojs-node");
  /** @type {{ main: string }} */
  const { main } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const declarations = filesIn(folder, place, (file) => file === "package.json" || file.endsWith(".d.ts"));
  return [...declarations, { path: `${place}/${main}`, content: code }];
}

/**
 * A cell that imports the compiler gets the packed one.
 * @param {string} root
 * @param {string} place
 * @returns {Entry}
 */
function typescriptModule(root, place) {
  const { name } = packedCompiler(root);
  const code = `module.exports = require("../../../dist/compiler/${name}").typescript;\n${exportedNames(root, "typescript")}`;
  return { path: `${place}/lib/typescript.js`, content: Buffer.from(code) };
}
