import { join } from "node:path";
import type { FrameBytes } from "./frameFile.js";
import type { RunFiles, WritableFile } from "./runFiles.js";
import { partialEnding } from "./storedRecording.js";

/**
 * Writes a frame so that a file with its name is always whole: under another name, synced, renamed, and the folder synced.
 *
 * When it fails nothing of it is left. Errors: those of the system.
 */
export async function writeFrame(
  files: RunFiles,
  framesFolder: string,
  name: string,
  frame: FrameBytes,
): Promise<void> {
  const temporary = join(framesFolder, `${name}${partialEnding}`);
  const target = join(framesFolder, name);
  const file = await files.openNew(temporary);
  try {
    await writeAndSync(file, frame.parts);
    await files.rename(temporary, target);
  } catch (error) {
    await files.remove(temporary).catch(() => {});
    throw error;
  }
  try {
    await files.syncFolder(framesFolder);
  } catch (error) {
    await files.remove(target).catch(() => {});
    throw error;
  }
}

async function writeAndSync(file: WritableFile, parts: readonly Uint8Array[]): Promise<void> {
  try {
    for (const part of parts) await file.write(part);
    await file.sync();
  } finally {
    await file.close();
  }
}
