import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../setup/project.mjs";
import { SetupError } from "../setup/setupError.mjs";
import { setupSteps } from "../setup/steps.mjs";
import { jupyterFiles } from "./jupyterFiles.mjs";
import { kernelFiles } from "./kernelFiles.mjs";
import { licenses } from "./licenses.mjs";
import { nodePackageFiles } from "./nodePackageFiles.mjs";
import { platformTag } from "./platformTag.mjs";
import { metadataFiles, pythonFiles } from "./pythonFiles.mjs";
import { zeromqAddon } from "./zeromqFiles.mjs";
import { zipArchive } from "./zipArchive.mjs";

/** @typedef {import("./zipArchive.mjs").Entry} Entry */

/** Beside the starter in Python, as the project lies in its folder: `dist` and `node_modules`. */
const app = "emlab_kernel/app";

/**
 * Builds the wheel for Linux on x64 from what the set-up has made (dist, the extension, node_modules). The same files give the same wheel.
 * @param {string} folder where it goes; wheels of emlab that are there are removed
 * @param {string} [root]
 * @returns {Promise<string>} its path
 */
export async function buildWheel(folder, root = projectRoot) {
  checkBuild(root);
  /** @type {import("./pythonFiles.mjs").Manifest} */
  const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const tag = platformTag(zeromqAddon(root).content);
  const name = `emlab-${manifest.version}`;
  const wheel = zipArchive(withRecord(await wheelEntries(root, manifest, tag), `${name}.dist-info`));
  fs.mkdirSync(folder, { recursive: true });
  const old = fs.readdirSync(folder).filter((file) => /^emlab-.*\.whl$/.test(file));
  for (const file of old) fs.rmSync(path.join(folder, file));
  const target = path.join(folder, `${name}-py3-none-${tag}.whl`);
  fs.writeFileSync(target, wheel);
  return target;
}

/**
 * In the wheel the kernel starts from the packed files whatever their age.
 * @param {string} root
 */
function checkBuild(root) {
  const problem = setupSteps.find(({ name }) => name === "build")?.problem(root);
  if (problem) throw new SetupError(`The wheel cannot be built: ${problem}.`, "Build first: npm run build");
}

/**
 * @param {string} root
 * @param {import("./pythonFiles.mjs").Manifest} manifest
 * @param {string} tag
 * @returns {Promise<Entry[]>}
 */
async function wheelEntries(root, manifest, tag) {
  const name = `emlab-${manifest.version}`;
  const packages = await nodePackageFiles(root, `${app}/node_modules`);
  const texts = {
    ...metadataFiles(root, manifest, tag),
    "licenses/LICENSE": fs.readFileSync(path.join(root, "LICENSE"), "utf8"),
    "licenses/THIRD-PARTY-LICENSES.txt": licenses(root, packages.packages),
  };
  // Node looks for the nearest package.json, to know of which kind a .js file is.
  const kind = { path: `${app}/package.json`, content: Buffer.from('{ "type": "module" }\n') };
  return [
    ...pythonFiles(root, manifest),
    kind,
    ...kernelFiles(root, app),
    ...packages.entries,
    ...(await jupyterFiles(root, `${name}.data/data`)),
    ...Object.entries(texts).map(([file, text]) => ({ path: `${name}.dist-info/${file}`, content: Buffer.from(text) })),
  ];
}

/**
 * The files with the list of them and their hashes, by which pip checks and removes what it installs.
 * @param {readonly Entry[]} entries
 * @param {string} info
 * @returns {Entry[]}
 */
function withRecord(entries, info) {
  const lines = entries.map(({ path: file, content }) => {
    const hash = createHash("sha256").update(content).digest("base64url");
    return `${file},sha256=${hash},${content.length}\n`;
  });
  const record = `${info}/RECORD`;
  return [...entries, { path: record, content: Buffer.from(`${lines.join("")}${record},,\n`) }];
}
