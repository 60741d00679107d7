import fs from "node:fs";
import path from "node:path";

/**
 * The licenses of the packages in the wheel, one after the other.
 * @param {string} root
 * @param {readonly string[]} packages their folders, as paths from the root
 * @returns {string}
 */
export function licenses(root, packages) {
  return packages.map((folder) => licenseOf(path.join(root, folder))).join(`\n${"-".repeat(80)}\n\n`);
}

/** @param {string} folder */
function licenseOf(folder) {
  /** @type {{ name: string, version: string, license?: string | { type: string } }} */
  const {
    name,
    version,
    license = "see below",
  } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const texts = fs
    .readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice|thirdpartynotice)/i.test(file))
    .sort()
    .map((file) => path.join(folder, file))
    .filter((file) => fs.statSync(file).isFile())
    .map((file) => fs.readFileSync(file, "utf8").replaceAll("\r\n", "\n").trim());
  const kind = typeof license === "string" ? license : license.type;
  return `${[`${name} ${version}: ${kind}`, ...texts].join("\n\n")}\n`;
}
