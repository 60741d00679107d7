/**
 * The arguments that start JupyterLab on a folder: reachable from this machine only, with the emlab kernel as the one offered.
 * What the user adds comes last, so it wins.
 * @param {string} folder
 * @param {readonly string[]} added
 * @param {number | undefined} [userId] 0 for root, for whom Jupyter wants to be asked explicitly (containers, CI)
 * @returns {string[]}
 */
export function labArguments(folder, added, userId = process.getuid?.()) {
  return [
    ...["-m", "jupyterlab"],
    `--ServerApp.root_dir=${folder}`,
    "--ServerApp.ip=127.0.0.1",
    "--KernelSpecManager.ensure_native_kernel=False",
    "--MultiKernelManager.default_kernel_name=emlab",
    ...["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
    ...(userId === 0 ? ["--allow-root"] : []),
    ...added,
  ];
}
