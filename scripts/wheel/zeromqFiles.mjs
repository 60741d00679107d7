import fs from "node:fs";
import path from "node:path";
import { filesIn } from "./filesIn.mjs";

/** @typedef {import("./zipArchive.mjs").Entry} Entry */
/** @typedef {{ os: string, arch: string, libc: string, abi: number }} Configuration what a native part was built for */

/**
 * The native part of zeromq that its loader tries first on Linux with glibc: the newest. It is made of Node-API alone, so older Nodes take it.
 * @param {string} root
 * @returns {{ configuration: string, file: string, content: Buffer }}
 */
export function zeromqAddon(root) {
  const folder = path.join(root, "node_modules", "zeromq", "build");
  /** @type {Record<string, string>} */
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, "manifest.json"), "utf8"));
  const [best] = Object.entries(manifest)
    .map(([configuration, file]) => ({ configuration, file, ...readConfiguration(configuration) }))
    .filter(({ os, arch, libc }) => os === "linux" && arch === "x64" && libc === "glibc")
    .sort((one, other) => other.abi - one.abi);
  if (!best) throw new Error(`zeromq has no native part for Linux on x64 in ${folder}`);
  const { configuration, file } = best;
  return { configuration, file, content: fs.readFileSync(path.join(folder, file)) };
}

/**
 * @param {string} configuration
 * @returns {Configuration}
 */
function readConfiguration(configuration) {
  return JSON.parse(configuration);
}

/**
 * zeromq and its loader, with the native part for this kind of system alone.
 * @param {string} root
 * @param {string} place
 * @returns {Entry[]}
 */
export function zeromqFiles(root, place) {
  const { configuration, file, content } = zeromqAddon(root);
  const manifest = Buffer.from(`${JSON.stringify({ [configuration]: file })}\n`);
  const isCode = (/** @type {string} */ name) => /^package\.json$|^lib\/.*(\.js|\.d\.ts)$/.test(name);
  const isOld = (/** @type {string} */ name) => name.startsWith("lib/ts3.7/");
  const isLoader = (/** @type {string} */ name) => /^package\.json$|^build\/loader\.m?js$/.test(name);
  const modules = path.join(root, "node_modules");
  return [
    ...filesIn(path.join(modules, "zeromq"), `${place}/zeromq`, (name) => isCode(name) && !isOld(name)),
    { path: `${place}/zeromq/build/${file}`, content },
    { path: `${place}/zeromq/build/manifest.json`, content: manifest },
    ...filesIn(path.join(modules, "cmake-ts"), `${place}/cmake-ts`, isLoader),
  ];
}
