import { appendFileSync } from "node:fs";
import { join } from "node:path";

/** The audit log beside the recordings of a run: lines are only ever added. Until there is a folder they wait. */
export class AuditFile {
  readonly #folder: () => string | undefined;
  #waiting: string[] = [];

  constructor(folder: () => string | undefined) {
    this.#folder = folder;
  }

  add(line: string): void {
    this.#waiting.push(line);
    this.flush();
  }

  /** Writes what waits, as far as there is a folder. A disk that fails must not keep a stage from being stopped. */
  flush(): void {
    const folder = this.#folder();
    if (folder === undefined || this.#waiting.length === 0) return;
    const text = this.#waiting.map((line) => (line.endsWith("\n") ? line : `${line}\n`)).join("");
    try {
      appendFileSync(join(folder, "audit.jsonl"), text);
      this.#waiting = [];
    } catch {
      // They stay and are tried again with the next line.
    }
  }
}
