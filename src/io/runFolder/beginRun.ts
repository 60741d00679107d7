import { dirname, join } from "node:path";
import { badFile } from "../badFile.js";
import { JournalWriter } from "./journalWriter.js";
import { journalPath, readJournal } from "./readJournal.js";
import type { RunFiles } from "./runFiles.js";
import { type RunHeader, writeHeader } from "./runHeader.js";
import { codeOf } from "./storeError.js";
import { lockForWriting, type WriterLock } from "./writerLock.js";

/**
 * Makes a folder for a run, or takes one that is empty or was left by a beginning that was killed; false when there is a run in it.
 *
 * Errors: BadFile when the folder above it is missing, or it holds frames but no run.json; those of the system.
 */
export async function makeRunFolder(files: RunFiles, folder: string): Promise<boolean> {
  try {
    await files.makeFolder(folder);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT")
      throw badFile(folder, `there is no folder ${dirname(folder)}`, "Make it, or check its name.", error);
    if (codeOf(error) !== "EEXIST") throw error;
  }
  const names = await files.names(folder);
  if (names.includes("run.json")) return false;
  const frames = await files.names(join(folder, "frames")).catch(() => []);
  if (frames.length > 0 || (await files.sizeBytes(journalPath(folder))))
    throw badFile(folder, "it holds frames or a journal, but no run.json", "Choose another name.");
  return true;
}

/** Writes what a run begins with. run.json comes last: with it, the folder holds a run. Errors: BadOption; those of the system. */
export async function beginRun(
  files: RunFiles,
  folder: string,
  header: RunHeader,
  takeOver: boolean,
): Promise<{ readonly lock: WriterLock; readonly journal: JournalWriter }> {
  const lock = await lockForWriting(files, folder, takeOver);
  let journal: JournalWriter | undefined;
  try {
    await files.makeFolder(join(folder, "frames")).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
    journal = await JournalWriter.open(files, folder, readJournal(header.id, new Uint8Array(0)));
    await writeHeader(files, folder, header);
    await files.syncFolder(dirname(folder));
    return { lock, journal };
  } catch (error) {
    await journal?.close();
    await lock.release();
    throw error;
  }
}
