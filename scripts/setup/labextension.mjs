import fs from "node:fs";
import path from "node:path";
import { labextensionFolder } from "./project.mjs";

/** What nbconvert is told, by a file of the environment. */
const nbconvertConfig = {
  // A page with the states of widgets shows them by code from a public server, which does not have ours, and leaves the still pictures out.
  NotebookClient: { store_widget_state: false },
};

/**
 * What is missing of the installed extension, or undefined.
 * @param {string} root
 */
export function labextensionProblem(root) {
  const folder = labextensionFolder(root);
  try {
    const { jupyterlab } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    return fs.existsSync(path.join(folder, jupyterlab._build.load)) ? undefined : "its code is missing";
  } catch {
    return "the extension is missing";
  }
}

/**
 * Has notebooks that nbconvert executes show the still pictures of widgets.
 * @param {string} root
 */
export function configureNbconvert(root) {
  const folder = path.join(root, ".venv", "etc", "jupyter");
  fs.mkdirSync(folder, { recursive: true });
  const text = `${JSON.stringify(nbconvertConfig, undefined, 2)}\n`;
  fs.writeFileSync(path.join(folder, "jupyter_nbconvert_config.json"), text);
}

/**
 * Puts the built extension where JupyterLab looks for it, in one go: a JupyterLab that starts now finds the one or the other. It is copied,
 * since links need rights on Windows that people do not have.
 * @param {string} root
 */
export function installLabextension(root) {
  const folder = labextensionFolder(root);
  const half = `${folder}.new`;
  fs.rmSync(half, { recursive: true, force: true });
  fs.cpSync(path.join(root, "extension", "labextension"), half, { recursive: true });
  const words = { packageManager: "npm", packageName: "emlab-extension", uninstallInstructions: "Delete this folder." };
  fs.writeFileSync(path.join(half, "install.json"), `${JSON.stringify(words, undefined, 2)}\n`);
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  fs.renameSync(half, folder);
}
