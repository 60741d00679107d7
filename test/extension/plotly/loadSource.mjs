import path from "node:path";
import { build } from "esbuild";
import { projectRoot } from "../../../scripts/setup/project.mjs";

/**
 * Loads a module of the extension that touches no page, as Node runs it.
 * @param {string} name its path from extension/src
 * @returns {Promise<any>}
 */
export async function loadSource(name) {
  const { outputFiles } = await build({
    entryPoints: [path.join(projectRoot, "extension", "src", name)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    logLevel: "silent",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString("base64")}`);
}
