import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { EmError } from "../../core/error.js";
import type { RunFiles } from "./runFiles.js";
import { codeOf } from "./storeError.js";

/** Who writes to a run folder. */
interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When the process began, in the system's own count: a number can be given to another process after a kill. */
  readonly begun: string;
  readonly token: string;
}

/** Locks that this process holds, by their tokens: after a restart with the same number, a lock of the process before is none of ours. */
const held = new Set<string>();

/** The right to write to a run folder. */
export interface WriterLock {
  release(): Promise<void>;
}

/**
 * Takes the right to write to a run folder, for one writer at a time. The lock of a process that was killed does not count.
 *
 * Errors: BadOption while another process has it. takeOver: true takes it in any case: for a folder on a shared drive, where it cannot
 * be known whether the process of another computer lives.
 */
export async function lockForWriting(files: RunFiles, folder: string, takeOver: boolean): Promise<WriterLock> {
  const path = join(folder, "writer.json");
  const owner: Owner = { host: hostname(), pid: process.pid, begun: beginOf(process.pid), token: randomUUID() };
  if (!(await tryWrite(files, path, owner))) {
    const other = await readOwner(files, path);
    if (other && !takeOver && mayLive(other)) throw inUse(folder, other);
    await files.remove(path).catch((error: unknown) => {
      if (codeOf(error) !== "ENOENT") throw error;
    });
    const isOurs = await tryWrite(files, path, owner);
    const winner = isOurs ? undefined : await readOwner(files, path);
    if (!isOurs) throw inUse(folder, winner);
  }
  held.add(owner.token);
  return {
    async release() {
      if (!held.delete(owner.token)) return;
      // Whoever has taken it over keeps it.
      if ((await readOwner(files, path))?.token === owner.token) await files.remove(path).catch(() => {});
    },
  };
}

/** No sync: after a loss of power nobody lives who could hold it. */
async function tryWrite(files: RunFiles, path: string, owner: Owner): Promise<boolean> {
  try {
    const file = await files.openNew(path);
    try {
      await file.write(Buffer.from(`${JSON.stringify(owner)}\n`));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** undefined: gone, or torn by a kill while it was written. */
async function readOwner(files: RunFiles, path: string): Promise<Owner | undefined> {
  try {
    const owner = JSON.parse(Buffer.from(await files.read(path)).toString("utf8")) as Owner;
    return typeof owner?.pid === "number" && typeof owner.token === "string" ? owner : undefined;
  } catch {
    return undefined;
  }
}

function mayLive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  if (owner.pid === process.pid) return held.has(owner.token);
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false;
  }
  return beginOf(owner.pid) === owner.begun;
}

/** Where the system does not tell, the number alone has to do. */
function beginOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program, in brackets, can hold spaces: fields are counted after it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function inUse(folder: string, owner: Owner | undefined): EmError {
  const who = owner ? `process ${owner.pid} on ${owner.host}` : "another process";
  return new EmError("BadOption", `${folder} is being written by ${who}`, {
    fix: "Open it for reading (openRun), or end that process. If it does not exist any more: { takeOver: true }.",
  });
}
