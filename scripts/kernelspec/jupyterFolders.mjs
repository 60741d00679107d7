import os from "node:os";
import path from "node:path";

/**
 * The machine that folders are asked for; by default this one.
 * @typedef {{ platform?: NodeJS.Platform, env?: NodeJS.ProcessEnv, home?: string }} Machine
 */

/**
 * The folder in which Jupyter looks for the kernels of this user: the same rules as jupyter_core's `jupyter_data_dir`.
 * @param {Machine} [machine]
 * @returns {string}
 */
export function userDataFolder({ platform = process.platform, env = process.env, home = os.homedir() } = {}) {
  const folders = platform === "win32" ? path.win32 : path.posix;
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  const asPlatformDoes = isSet(env.JUPYTER_PLATFORM_DIRS);
  if (platform === "darwin") {
    return folders.join(home, "Library", ...(asPlatformDoes ? ["Application Support", "Jupyter"] : ["Jupyter"]));
  }
  if (platform === "win32") {
    if (asPlatformDoes) return folders.join(env.LOCALAPPDATA ?? folders.join(home, "AppData", "Local"), "Jupyter");
    if (env.APPDATA) return folders.join(env.APPDATA, "jupyter");
    return folders.join(env.JUPYTER_CONFIG_DIR ?? folders.join(home, ".jupyter"), "data");
  }
  return folders.join(env.XDG_DATA_HOME || folders.join(home, ".local", "share"), "jupyter");
}

/**
 * Whether a variable says yes, as Jupyter reads it.
 * @param {string | undefined} value
 */
function isSet(value) {
  return value !== undefined && !["no", "n", "false", "off", "0", "0.0"].includes(value.toLowerCase());
}

/**
 * The folder of the kernels below a Python environment or another prefix: the same on every system.
 * @param {string} prefix
 * @param {NodeJS.Platform} [platform]
 */
export function prefixKernelsFolder(prefix, platform = process.platform) {
  return (platform === "win32" ? path.win32 : path.posix).join(prefix, "share", "jupyter", "kernels");
}

/**
 * Every folder that holds kernels, as far as that is known without Python: of JUPYTER_PATH, of the user, of the given prefixes, of the system.
 * @param {readonly string[]} prefixes
 * @param {Machine} [machine]
 * @returns {string[]}
 */
export function kernelsFolders(prefixes, machine = {}) {
  const { platform = process.platform, env = process.env } = machine;
  const folders = platform === "win32" ? path.win32 : path.posix;
  const asked = (env.JUPYTER_PATH ?? "").split(folders.delimiter).filter(Boolean);
  const ofSystem = platform === "win32" ? [] : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  const found = [
    ...asked.map((folder) => folders.join(folder, "kernels")),
    folders.join(userDataFolder(machine), "kernels"),
    ...prefixes.map((prefix) => prefixKernelsFolder(prefix, platform)),
    ...ofSystem.map((folder) => folders.join(folder, "kernels")),
  ];
  return [...new Set(found)];
}
