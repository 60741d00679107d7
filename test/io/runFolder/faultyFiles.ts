import { diskFiles, type RunFiles, type WritableFile } from "../../../src/io/runFolder/runFiles.js";

/** What the files are asked to do. */
export type FileAction = keyof RunFiles | keyof WritableFile;

/**
 * Files that fail on request: `before` is called with each action and path, and what it throws is what the system says. For a write it may
 * give a number: so many bytes are written before it fails with ENOSPC.
 */
export function faultyFiles(
  before: (action: FileAction, path: string, sizeBytes?: number) => number | undefined,
  files: RunFiles = diskFiles,
): RunFiles {
  const watched = (path: string, file: WritableFile): WritableFile => ({
    async write(bytes) {
      const room = before("write", path, bytes.length);
      if (typeof room !== "number") return file.write(bytes);
      await file.write(bytes.subarray(0, room));
      throw systemError("ENOSPC");
    },
    async sync() {
      before("sync", path);
      await file.sync();
    },
    async close() {
      // The system closes the files of a process that dies.
      await file.close();
      before("close", path);
    },
  });
  const call = <T>(action: FileAction, path: string, act: () => Promise<T>): Promise<T> =>
    new Promise<void>((resolve) => {
      before(action, path);
      resolve();
    }).then(act);
  return {
    openNew: (path) => call("openNew", path, async () => watched(path, await files.openNew(path))),
    openAppend: (path) => call("openAppend", path, async () => watched(path, await files.openAppend(path))),
    read: (path) => call("read", path, () => files.read(path)),
    sizeBytes: (path) => call("sizeBytes", path, () => files.sizeBytes(path)),
    truncate: (path, sizeBytes) => call("truncate", path, () => files.truncate(path, sizeBytes)),
    rename: (from, to) => call("rename", from, () => files.rename(from, to)),
    remove: (path) => call("remove", path, () => files.remove(path)),
    makeFolder: (path) => call("makeFolder", path, () => files.makeFolder(path)),
    names: (folder) => call("names", folder, () => files.names(folder)),
    syncFolder: (path) => call("syncFolder", path, () => files.syncFolder(path)),
    freeBytes: (folder) => call("freeBytes", folder, () => files.freeBytes(folder)),
  };
}

/** An error as Node gives those of the system. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected`), { code, syscall: "write" });
}
