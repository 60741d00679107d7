/**
 * What is set unless the user sets it: [name, value, other names of it]. Jupyter refuses an option that is given twice.
 * @param {string} folder
 * @returns {[string, string, string[]][]}
 */
function defaults(folder) {
  return [
    ["ServerApp.root_dir", folder, ["ServerApp.notebook_dir", "notebook-dir"]],
    ["ServerApp.ip", "127.0.0.1", ["ip"]],
    ["KernelSpecManager.ensure_native_kernel", "False", []],
    ["MultiKernelManager.default_kernel_name", "emlab", []],
    // Between the server and the kernels that can do it, the channels are encrypted.
    ["MappingKernelManager.transport_encryption", "auto", []],
  ];
}

/**
 * The arguments that start JupyterLab on a folder: reachable from this machine only, with the emlab kernel as the one offered. What the user
 * adds wins.
 * @param {string} folder
 * @param {readonly string[]} added
 * @param {number | undefined} [userId] 0 for root, for whom Jupyter wants to be asked explicitly (containers, CI)
 * @returns {string[]}
 */
export function labArguments(folder, added, userId = process.getuid?.()) {
  const given = new Set(added.filter((word) => word.startsWith("--")).map((word) => word.slice(2).split("=")[0] ?? ""));
  const ours = defaults(folder).filter(([name, , aliases]) => ![name, ...aliases].some((word) => given.has(word)));
  const allowRoot = userId === 0 && !given.has("allow-root") ? ["--allow-root"] : [];
  return ["-m", "jupyterlab", ...ours.map(([name, value]) => `--${name}=${value}`), ...allowRoot, ...added];
}
