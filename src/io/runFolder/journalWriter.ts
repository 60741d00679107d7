import { badFile } from "../badFile.js";
import { formatLine, type RunDocument } from "./journalLine.js";
import { type JournalContent, journalPath } from "./readJournal.js";
import type { RunFiles, WritableFile } from "./runFiles.js";
import type { FrameEntry } from "./storedRecording.js";

/** Where a journal ends. */
interface JournalEnd {
  readonly line: number;
  readonly check: string;
  readonly sizeBytes: number;
}

/** Writes the lines of a journal, each of them whole or not at all. One line at a time: who calls it waits. */
export class JournalWriter {
  readonly #files: RunFiles;
  readonly #folder: string;
  readonly #file: WritableFile;
  #end: JournalEnd;
  #isBroken = false;

  private constructor(files: RunFiles, folder: string, file: WritableFile, end: JournalEnd) {
    this.#files = files;
    this.#folder = folder;
    this.#file = file;
    this.#end = end;
  }

  /** Opens the journal of a folder after what was read of it, and puts its end in order. Errors: those of the system. */
  static async open(files: RunFiles, folder: string, content: JournalContent): Promise<JournalWriter> {
    const path = journalPath(folder);
    if (content.tornTail) await files.truncate(path, content.tornTail.offsetBytes);
    const file = await files.openAppend(path);
    try {
      if (!content.endsInNewline) await file.write(Buffer.from("\n"));
      await file.sync();
      const sizeBytes = (await files.sizeBytes(path)) ?? 0;
      return new JournalWriter(files, folder, file, { line: content.lastLine, check: content.lastCheck, sizeBytes });
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /**
   * Writes a line in one call and waits for the disk.
   *
   * Errors: those of the system, and the journal is then as it was before; BadFile when it could not be put back, and from then on.
   */
  async write(body: FrameEntry | RunDocument): Promise<void> {
    if (this.#isBroken) throw this.#broken();
    const { line, check: previous, sizeBytes } = this.#end;
    const { text, check } = formatLine(line + 1, body, previous);
    const bytes = Buffer.from(text);
    try {
      await this.#file.write(bytes);
      await this.#file.sync();
    } catch (error) {
      await this.#cutBack(sizeBytes);
      throw error;
    }
    this.#end = { line: line + 1, check, sizeBytes: sizeBytes + bytes.length };
  }

  /** A torn line must not stand before a later one. */
  async #cutBack(sizeBytes: number): Promise<void> {
    try {
      await this.#files.truncate(journalPath(this.#folder), sizeBytes);
    } catch (cause) {
      this.#isBroken = true;
      throw this.#broken(cause);
    }
  }

  #broken(cause?: unknown) {
    const found = "its journal could not be put in order after a failure";
    return badFile(this.#folder, found, "RunFolder.resume(path) puts it in order.", cause);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
