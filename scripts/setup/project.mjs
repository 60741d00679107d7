import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project, whatever folder a command was typed in. */
export const projectRoot = path.resolve(fileURLToPath(new URL("../..", import.meta.url)));

/**
 * The Python of the project's virtual environment.
 * @param {string} [root]
 * @param {NodeJS.Platform} [platform]
 */
export function venvPython(root = projectRoot, platform = process.platform) {
  const folders = platform === "win32" ? path.win32 : path.posix;
  return platform === "win32"
    ? folders.join(root, ".venv", "Scripts", "python.exe")
    : folders.join(root, ".venv", "bin", "python");
}

/**
 * The folder of the installed kernelspec, inside the virtual environment.
 * @param {string} [root]
 */
export function kernelspecFolder(root = projectRoot) {
  return path.join(root, ".venv", "share", "jupyter", "kernels", "emlab");
}

/**
 * The folder of the installed JupyterLab extension, inside the virtual environment.
 * @param {string} [root]
 */
export function labextensionFolder(root = projectRoot) {
  return path.join(root, ".venv", "share", "jupyter", "labextensions", "emlab-extension");
}
