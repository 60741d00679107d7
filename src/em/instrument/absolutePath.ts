import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** An absolute path: relative ones start at the notebook's folder, "~" is the home folder. */
export function absolutePath(path: string): string {
  const trimmed = path.trim();
  return resolve(/^~(?=$|[/\\])/.test(trimmed) ? join(homedir(), trimmed.slice(1)) : trimmed);
}
