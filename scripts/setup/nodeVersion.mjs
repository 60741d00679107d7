import { SetupError } from "./setupError.mjs";

/** The oldest Node that runs emlab: [major, minor]. */
const oldest = /** @type {const} */ ([20, 19]);

/**
 * Checks the version of Node; throws SetupError when it is too old.
 * @param {string} [version] as in process.versions.node
 * @param {NodeJS.Platform} [platform]
 */
export function checkNodeVersion(version = process.versions.node, platform = process.platform) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new SetupError(
    `Node ${version} is too old: emlab needs ${oldest.join(".")} or newer.`,
    `Install Node 22 or newer: ${howToInstallNode(platform)}\nThen open a new terminal and type the command again.`,
  );
}

/** @param {NodeJS.Platform} platform */
function howToInstallNode(platform) {
  if (platform === "win32") return "winget install OpenJS.NodeJS.LTS   (or the installer from https://nodejs.org)";
  if (platform === "darwin") return "brew install node   (or the installer from https://nodejs.org)";
  return "https://nodejs.org/en/download has the commands for your Linux; the nodejs of older Debian and Ubuntu is too old.";
}
