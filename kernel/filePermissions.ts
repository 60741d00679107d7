import { type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** What others can do with a file, as the rest of a sentence about it; undefined where they can do nothing. */
export interface Exposure {
  readonly canWrite: boolean;
  readonly what: string;
}

type Owned = Pick<Stats, "mode" | "uid" | "gid">;

/**
 * What users other than `uid` and root can do with a file of these permissions that they can reach.
 *
 * Many systems give each user a group of the same number and let it write: that is no other user.
 */
export function exposureOf({ mode, uid: owner, gid }: Owned, uid: number): Exposure | undefined {
  if (owner !== uid && owner !== 0 && uid !== 0) {
    return { canWrite: true, what: `belongs to another user (uid ${owner}, this process is ${uid})` };
  }
  const octal = (mode & 0o777).toString(8).padStart(4, "0");
  const ofOthers = gid === owner ? mode & 0o007 : mode & 0o077;
  if (ofOthers & 0o022) return { canWrite: true, what: `can be written by others (mode ${octal})` };
  if (ofOthers & 0o044) return { canWrite: false, what: `can be read by others (mode ${octal})` };
  return undefined;
}

/** False where a folder above the file belongs to `uid` or root and lets nobody but its owner through. */
export function isReachable(path: string, uid: number): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid: owner } = statSync(folder);
    if ((owner === uid || owner === 0) && (mode & 0o011) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
