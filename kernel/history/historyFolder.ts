import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/**
 * The folder that holds what this user has run, or undefined where EMLAB_HISTORY is `off`. EMLAB_HISTORY may also name a
 * folder; otherwise it is in the place where the system keeps the data of programs.
 */
export function historyFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string | undefined {
  const asked = env["EMLAB_HISTORY"] ?? "";
  if (/^(off|0|no|false)$/i.test(asked)) return undefined;
  if (asked) return resolve(asked);
  return join(dataFolder(env, platform, home), "emlab", "history");
}

function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (platform === "win32") return env["APPDATA"] || join(home, "AppData", "Roaming");
  const xdg = env["XDG_DATA_HOME"] ?? "";
  // The standard says to ignore a relative one.
  if (isAbsolute(xdg)) return xdg;
  return platform === "darwin" ? join(home, "Library", "Application Support") : join(home, ".local", "share");
}
