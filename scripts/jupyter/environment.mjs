import os from "node:os";
import path from "node:path";
import { projectRoot } from "../setup/project.mjs";

/**
 * The environment that Jupyter runs in. Kernels, extensions and configuration come from the project's own virtual environment, so that
 * nothing installed elsewhere can break it; the settings of the front end (theme, shortcuts) stay those of the user.
 * @param {{ root?: string, env?: NodeJS.ProcessEnv, home?: string }} [given]
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnvironment({ root = projectRoot, env = process.env, home = os.homedir() } = {}) {
  const cleaned = Object.fromEntries(Object.entries(env).filter(([name]) => !isForeign(name)));
  const userConfig = env.JUPYTER_CONFIG_DIR ?? path.join(home, ".jupyter");
  const own = path.join(root, ".setup", "jupyter");
  return {
    ...cleaned,
    JUPYTER_CONFIG_DIR: path.join(own, "config"),
    JUPYTER_DATA_DIR: path.join(own, "data"),
    JUPYTER_RUNTIME_DIR: path.join(own, "runtime"),
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_PLATFORM_DIRS: "0",
    JUPYTERLAB_SETTINGS_DIR: env.JUPYTERLAB_SETTINGS_DIR ?? path.join(userConfig, "lab", "user-settings"),
    IPYTHONDIR: path.join(own, "ipython"),
  };
}

/**
 * Variables that would bring another installation of Jupyter or Python in. The names of variables ignore case on Windows.
 * @param {string} name
 */
function isForeign(name) {
  return /^(JUPYTER_|JPY_|PYTHONHOME$|PYTHONPATH$|PYTHONSTARTUP$|VIRTUAL_ENV$|CONDA_PREFIX$)/i.test(name);
}
