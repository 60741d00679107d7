import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** The audit log beside the recordings of a run: lines are only ever added. Until there is a folder they wait. */
export class AuditFile {
  readonly #folder: () => string | undefined;
  #waiting: string[] = [];

  constructor(folder: () => string | undefined) {
    this.#folder = folder;
  }

  /**
   * Takes a line, and writes it with those that wait, as far as there is a folder.
   *
   * Errors: what the system says; the line is then not taken, and the guard, which gives it again, changes nothing until it is.
   */
  add(line: string): void {
    this.#waiting.push(line);
    try {
      this.#write();
    } catch (error) {
      this.#waiting.pop();
      throw error;
    }
  }

  /** Writes what waits, as far as that is possible: where it is not, the next line that is added says so. */
  flush(): void {
    try {
      this.#write();
    } catch {
      // They stay, and are tried again with the next line.
    }
  }

  #write(): void {
    const folder = this.#folder();
    if (folder === undefined || this.#waiting.length === 0) return;
    appendWhole(join(folder, "audit.jsonl"), `${this.#waiting.join("\n")}\n`);
    this.#waiting = [];
  }
}

/** Appends all of a text or nothing: half a line would break the chain of the log for good. */
function appendWhole(path: string, text: string): void {
  const file = openSync(path, "a");
  try {
    const { size } = fstatSync(file);
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    } catch (error) {
      ftruncateSync(file, size);
      throw error;
    }
  } finally {
    closeSync(file);
  }
}
