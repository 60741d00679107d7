import fs from "node:fs";
import path from "node:path";

/**
 * One package of a lockfile.
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage
 */

/**
 * Why node_modules is not what package-lock.json asks for, or undefined when it is. npm writes node_modules/.package-lock.json as the
 * last thing, so an interrupted install has none. Packages for other platforms ("optional") may be absent.
 * @param {string} root
 * @returns {string | undefined}
 */
export function nodeModulesProblem(root) {
  const wanted = readPackages(path.join(root, "package-lock.json"));
  const installed = readPackages(path.join(root, "node_modules", ".package-lock.json"));
  if (!wanted) return "package-lock.json is missing";
  if (!installed) return "node_modules is not there or not finished";
  for (const [folder, lock] of Object.entries(wanted)) {
    if (folder === "" || lock.link) continue;
    const present = installed[folder];
    if (!present && lock.optional) continue;
    if (present?.version !== lock.version)
      return `${folder} is ${present?.version ?? "missing"}, wanted ${lock.version}`;
    if (!fs.existsSync(path.join(root, folder, "package.json"))) return `${folder} is incomplete`;
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}
