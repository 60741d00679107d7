import fs from "node:fs";
import path from "node:path";

/**
 * The browser for the tests: $EMLAB_CHROMIUM, or Chromium, Chrome or Edge where the systems put them; undefined when there is none.
 * @param {{ platform?: NodeJS.Platform, env?: NodeJS.ProcessEnv, exists?: (file: string) => boolean }} [given]
 * @returns {string | undefined}
 */
export function findChromium({ platform = process.platform, env = process.env, exists = fs.existsSync } = {}) {
  if (env.EMLAB_CHROMIUM) return exists(env.EMLAB_CHROMIUM) ? env.EMLAB_CHROMIUM : undefined;
  return placesOn(platform, env).find(exists);
}

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
function placesOn(platform, env) {
  if (platform === "darwin") {
    return ["Chromium", "Google Chrome", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter((root) => root !== undefined);
    const programs = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];
    return roots.flatMap((root) => programs.map((program) => path.win32.join(root, program)));
  }
  return ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map((name) => `/usr/bin/${name}`);
}
