import { appendFile, mkdir, readdir, readFile, rename, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { HistoryEntries } from "./historyEntries.js";

/** What all sessions of a user may keep: so many files, with so many bytes; the oldest go first. */
const mostSessions = 1000;
const mostBytes = 16 * 1024 * 1024;
/** A larger file was not written by this program (bytes). */
const largestFileBytes = 16 * 1024 * 1024;

/** Only the user may read what was typed: it may hold a password. */
const fileMode = 0o600;
const folderMode = 0o700;

/** Where a session's cells are kept. */
export interface SessionFile {
  readonly session: number;
  readonly path: string;
}

/**
 * The files of a history: one per session, so that kernels that run side by side never write to the same one. The number
 * of a session is the name of its file, and belongs to the kernel that could create it.
 */
export class SessionFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The sessions that have a file, in order of their numbers; none where there is no folder. */
  async list(): Promise<SessionFile[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names
      .flatMap((name) => {
        const session = Number(/^session-(\d{6,9})\.jsonl$/.exec(name)?.[1] ?? 0);
        return session > 0 ? [{ session, path: join(this.#folder, name) }] : [];
      })
      .sort((a, b) => a.session - b.session);
  }

  /** Takes the next free number and makes its file; rejects where the folder cannot be written. */
  async claim(): Promise<SessionFile> {
    await mkdir(this.#folder, { recursive: true, mode: folderMode });
    const existing = await this.list();
    for (let session = (existing.at(-1)?.session ?? 0) + 1; ; session += 1) {
      const path = join(this.#folder, `session-${String(session).padStart(6, "0")}.jsonl`);
      try {
        await writeFile(path, "", { flag: "wx", mode: fileMode });
        await this.#prune(existing);
        return { session, path };
      } catch (error) {
        // Another kernel was faster.
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  }

  async append({ path }: SessionFile, text: string): Promise<void> {
    await appendFile(path, text, { mode: fileMode });
  }

  /** Replaces what the file holds, so that a reader sees either all of the old or all of the new. */
  async replace({ path }: SessionFile, text: string): Promise<void> {
    await writeFile(`${path}.new`, text, { mode: fileMode });
    await rename(`${path}.new`, path);
  }

  /** The cells of a session; none where the file has gone or is none of ours. */
  async read({ path }: SessionFile): Promise<HistoryEntries> {
    try {
      if ((await stat(path)).size > largestFileBytes) return new HistoryEntries();
      return HistoryEntries.fromText(await readFile(path, "utf8"));
    } catch {
      return new HistoryEntries();
    }
  }

  /** Removes the oldest files, by the time of their last change, where there are too many or too large ones. */
  async #prune(files: readonly SessionFile[]): Promise<void> {
    const sized = await Promise.all(
      files.map(async ({ path }) => {
        const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
        return { path, size, mtimeMs };
      }),
    );
    let bytes = 0;
    for (const [i, { path, size }] of sized.sort((a, b) => b.mtimeMs - a.mtimeMs).entries()) {
      bytes += size;
      if (i >= mostSessions || bytes > mostBytes) await unlink(path).catch(() => {});
    }
  }
}
