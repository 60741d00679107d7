import { createRequire } from "node:module";
import path from "node:path";

/**
 * A line that does nothing, from which Node reads the names that a packed CommonJS module gives to `import { … }`: those of the package.
 * @param {string} root
 * @param {string} name
 * @returns {string}
 */
export function exportedNames(root, name) {
  const names = Object.keys(createRequire(path.join(root, "package.json"))(name));
  const usable = names.filter((one) => /^[A-Za-z_$][\w$]*$/.test(one) && one !== "__esModule");
  return `0 && (module.exports = { ${usable.join(", ")} });\n`;
}
