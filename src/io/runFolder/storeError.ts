import { EmError } from "../../core/error.js";
import { badFile, formatBytes } from "../badFile.js";
import type { RunFiles } from "./runFiles.js";

/** The error of a disk without room: how much is needed and how much is there. */
export function storeFull(name: string, neededBytes: number, freeBytes: number | undefined, cause?: unknown): EmError {
  const free = freeBytes === undefined ? "how much is free is not known" : `${exact(freeBytes)} are free`;
  return new EmError("StoreFull", `${name}: the recording needs ${exact(neededBytes)}, ${free}`, {
    fix: "Make room on the disk, or go on in a run folder on another one. What was recorded before is whole and can be read.",
    cause,
  });
}

function exact(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${bytes} bytes (${formatBytes(bytes)})`;
}

/** True for what a system says when there is no room: on the disk, in the user's quota, or in a file. */
export function isFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "EFBIG"].includes(codeOf(error));
}

/** The error of a run folder that cannot be written or read, in words, from what the system says. An EmError stays as it is. */
export function storeError(name: string, action: string, error: unknown): EmError {
  if (error instanceof EmError) return error;
  const code = codeOf(error);
  const [words, fix] = causes[code] ?? [
    code ? `the system says ${code}` : String((error as Error)?.message ?? error),
    "Check the disk or network drive, and try again.",
  ];
  return badFile(name, `${action} failed: ${words}`, fix, error);
}

const denied = ["you have no permission to write there", "Choose a folder that you may write to."] as const;

const causes: Readonly<Record<string, readonly [words: string, fix: string]>> = {
  EACCES: denied,
  EPERM: denied,
  EROFS: ["the disk can only be read", "Choose a folder on another disk."],
  ENOENT: ["the folder is not there (any more)", "Check its name, make it, or begin a new run folder."],
  ENOTDIR: ["a part of the path is a file, not a folder", "Check the path."],
  EISDIR: ["it is a folder, not a file", "Check the path."],
  EEXIST: ["a file of that name is there already", "Open the run again: RunFolder.resume(path)."],
  EMFILE: ["this process has too many files open", "Close runs and files that are no longer used."],
  EIO: ["the disk reports an error of its hardware", "Copy what is there to another disk, and check this one."],
};

/** The word of the system for what went wrong: "ENOSPC"; empty when it is no error of the system. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? "";
}

/** The free room on the disk of a folder; undefined where the system does not tell. */
export async function freeBytesOf(files: RunFiles, folder: string): Promise<number | undefined> {
  return files.freeBytes(folder).catch(() => undefined);
}
