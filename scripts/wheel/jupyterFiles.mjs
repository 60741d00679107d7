import fs from "node:fs";
import path from "node:path";
import { filesIn } from "./filesIn.mjs";

/** @typedef {import("./zipArchive.mjs").Entry} Entry */

/** Jupyter takes `python` for the Python that it runs in itself: a wheel cannot know the paths of Node and of its own files. */
const argv = ["python", "-m", "emlab_kernel", "{connection_file}"];

const installWords = {
  packageManager: "python",
  packageName: "emlab",
  uninstallInstructions: "Use your Python package manager (pip, uv, …) to uninstall emlab.",
};

/**
 * What Jupyter looks for in an environment: the extension of JupyterLab, the kernelspec, and what its server loads.
 * @param {string} root
 * @param {string} place
 * @returns {Promise<Entry[]>}
 */
export async function jupyterFiles(root, place) {
  const { kernelspec, kernelLogo } = await import(new URL("../../dist/kernel/kernelspec.js", import.meta.url).href);
  const extension = path.join(root, "extension", "labextension");
  if (!fs.existsSync(extension))
    throw new Error(`There is no built extension in ${extension}: npm run build does not make it, npm start does.`);
  const spec = { ...kernelspec("node", "main.cjs"), argv };
  const kernel = `${place}/share/jupyter/kernels/emlab`;
  const labextension = `${place}/share/jupyter/labextensions/emlab-extension`;
  const serverConfig = path.join(root, "python", "emlab_jupyter", "emlab_server.json");
  return [
    { path: `${kernel}/kernel.json`, content: json(spec) },
    { path: `${kernel}/logo-svg.svg`, content: Buffer.from(kernelLogo) },
    ...filesIn(extension, labextension, (file) => !file.endsWith(".map") && file !== "install.json"),
    { path: `${labextension}/install.json`, content: json(installWords) },
    { path: `${place}/etc/jupyter/jupyter_server_config.d/emlab_server.json`, content: fs.readFileSync(serverConfig) },
  ];
}

/** @param {unknown} value */
function json(value) {
  return Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
}
