import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { throwIfAborted } from "../core/error.js";
import { badFile, truncatedFile } from "./badFile.js";
import { checkMemory } from "./memoryBudget.js";
import { missingFile } from "./missingFile.js";

/** An open file, of which any part can be read. */
export interface FileSource {
  /** Absolute path. */
  readonly path: string;
  /** The last part of the path: what errors and displays say. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Reads a part. Errors: BadFile when the file ends before it, Aborted. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Reads the whole file, once. Errors: BadFile when it is too large for memory. */
  readAll(): Promise<Uint8Array<ArrayBuffer>>;
  /** SHA-256 of the whole file in hex. */
  hash(): Promise<string>;
}

/**
 * Opens a file, hands it to `use`, and closes it whatever happens.
 *
 * Errors: BadFile when it is missing (with the nearest name of its folder), a folder, no regular file, empty or not readable.
 */
export async function withFile<T>(
  path: string,
  signal: AbortSignal | undefined,
  use: (source: FileSource) => Promise<T>,
) {
  const name = basename(path);
  const sizeBytes = await regularFileSize(path, name);
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY);
  } catch (error) {
    throw unreadable(name, error);
  }
  try {
    return await use(sourceOf(handle, path, name, sizeBytes, signal));
  } catch (error) {
    throw isSystemError(error) ? unreadable(name, error) : error;
  } finally {
    await handle.close();
  }
}

/** Asks before opening: opening a pipe would wait for ever. */
async function regularFileSize(path: string, name: string): Promise<number> {
  const found = await stat(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw await missingFile(path, error);
    throw unreadable(name, error);
  });
  if (found.isDirectory()) throw badFile(name, "this is a folder, not a file", "Give the path of a file in it.");
  if (!found.isFile()) throw badFile(name, "this is a device or pipe, not a file", "Give the path of a regular file.");
  if (found.size === 0)
    throw badFile(name, "the file is empty (0 bytes)", "Copy or download it again; the transfer may have failed.");
  return found.size;
}

function sourceOf(
  handle: FileHandle,
  path: string,
  name: string,
  sizeBytes: number,
  signal: AbortSignal | undefined,
): FileSource {
  let whole: Promise<Uint8Array<ArrayBuffer>> | undefined;
  const read = async (offset: number, length: number) => {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > sizeBytes)
      throw truncatedFile(name, offset + length, sizeBytes);
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      throwIfAborted(signal, `opening ${name}`);
      const { bytesRead } = await handle.read(bytes, done, Math.min(length - done, 1 << 26), offset + done);
      if (bytesRead === 0) throw truncatedFile(name, offset + length, offset + done);
      done += bytesRead;
    }
    return bytes;
  };
  const readAll = () => {
    checkMemory(name, sizeBytes, "the file");
    whole ??= read(0, sizeBytes);
    return whole;
  };
  const hash = async () => {
    if (whole)
      return createHash("sha256")
        .update(await whole)
        .digest("hex");
    const sum = createHash("sha256");
    const step = 1 << 24;
    for (let offset = 0; offset < sizeBytes; offset += step)
      sum.update(await read(offset, Math.min(step, sizeBytes - offset)));
    return sum.digest("hex");
  };
  return { path, name, sizeBytes, read, readAll, hash };
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function unreadable(name: string, error: unknown) {
  const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
  const denied = code === "EACCES" || code === "EPERM";
  return badFile(
    name,
    denied ? "you have no permission to read the file" : `the file cannot be read (${code})`,
    denied ? "Ask its owner for permission to read it, or copy it." : "Check the disk or network drive, and try again.",
    error,
  );
}
