import { checkNodeVersion } from "../setup/nodeVersion.mjs";

/**
 * @param {string} [version]
 * @returns {import("./runChecks.mjs").Finding}
 */
export function nodeCheck(version = process.versions.node) {
  checkNodeVersion(version);
  return { state: "ok", what: `Node ${version} for ${process.platform} ${process.arch} (${process.execPath})` };
}
