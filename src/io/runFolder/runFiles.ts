import { constants } from "node:fs";
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  stat,
  statfs,
  truncate,
  unlink,
} from "node:fs/promises";

/** A file that is being written. */
export interface WritableFile {
  /** Writes all of the bytes, in one call of the system where it takes them in one. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when the disk has what was written. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What a run folder needs of a file system: the disk's, or in tests one that is full, forbidden or dies. */
export interface RunFiles {
  /** Makes a file; fails with EEXIST when it is there. */
  openNew(path: string): Promise<WritableFile>;
  /** Opens a file to write at its end; makes it when it is not there. */
  openAppend(path: string): Promise<WritableFile>;
  read(path: string): Promise<Uint8Array>;
  /** The size of a regular file, or undefined when there is none. */
  sizeBytes(path: string): Promise<number | undefined>;
  truncate(path: string, sizeBytes: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes one folder; fails with EEXIST when it is there, with ENOENT when the one above it is not. */
  makeFolder(path: string): Promise<void>;
  /** Names of what is in a folder. */
  names(folder: string): Promise<string[]>;
  /** Resolves when the disk has the names that are in a folder. */
  syncFolder(path: string): Promise<void>;
  /** Room that this user has on the disk of a folder. */
  freeBytes(folder: string): Promise<number>;
}

/** The files of the disk. */
export const diskFiles: RunFiles = {
  openNew: async (path) => writableFile(await open(path, "wx")),
  openAppend: async (path) => writableFile(await open(path, "a")),
  read: readFile,
  sizeBytes: sizeOfFile,
  truncate,
  rename,
  remove: unlink,
  makeFolder: async (path) => {
    await mkdir(path);
  },
  names: readdir,
  syncFolder,
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
};

function writableFile(handle: FileHandle): WritableFile {
  return {
    async write(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done);
        done += bytesWritten;
      }
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

async function sizeOfFile(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Windows cannot sync a folder, and some network drives do not; there the names are as safe as the system makes them. */
const cannotSync = new Set(["EPERM", "EISDIR", "EINVAL", "ENOTSUP", "EBADF"]);

async function syncFolder(path: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, constants.O_RDONLY);
    await handle.sync();
  } catch (error) {
    if (!cannotSync.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    await handle?.close();
  }
}
