/** A cell that was run: its number, its text and, where it had one, the text of its result. */
export interface HistoryEntry {
  readonly line: number;
  readonly source: string;
  readonly output?: string | undefined;
}

/** A longer cell is not kept: it is data rather than something to type again (characters). */
const longestSource = 65_536;
/** Of a longer result the beginning is kept (characters). */
const longestOutput = 4096;
/** What one session keeps: the last so many cells, with so many characters. */
const mostEntries = 5000;
const mostCharacters = 2 * 1024 * 1024;

/** The cells of one session, in order and bounded: the oldest go first. */
export class HistoryEntries {
  readonly #entries = new Map<number, HistoryEntry>();
  #characters = 0;

  get size(): number {
    return this.#entries.size;
  }

  get all(): readonly HistoryEntry[] {
    return [...this.#entries.values()];
  }

  /** Adds a cell and returns the line for the file, or undefined for a cell that is empty or too long. */
  addSource(line: number, source: string): string | undefined {
    if (source.length > longestSource || source.trim() === "") return undefined;
    this.#set({ line, source });
    return `${JSON.stringify({ line, source })}\n`;
  }

  /** Adds the result of a cell and returns the line for the file, or undefined for a cell that is not there. */
  addOutput(line: number, text: string): string | undefined {
    const entry = this.#entries.get(line);
    if (!entry) return undefined;
    const output = text.length > longestOutput ? `${text.slice(0, longestOutput)}…` : text;
    this.#set({ ...entry, output });
    return `${JSON.stringify({ line, output })}\n`;
  }

  /** The whole session as it stands in a file. */
  toText(): string {
    return this.all
      .map(({ line, source, output }) => {
        const result = output === undefined ? "" : `${JSON.stringify({ line, output })}\n`;
        return `${JSON.stringify({ line, source })}\n${result}`;
      })
      .join("");
  }

  /** Reads the text of a file; a damaged line is skipped, the others count. */
  static fromText(text: string): HistoryEntries {
    const entries = new HistoryEntries();
    for (const record of text.split("\n").map(parseRecord)) {
      if (!record) continue;
      if (typeof record["source"] === "string") entries.addSource(record.line, record["source"]);
      else if (typeof record["output"] === "string") entries.addOutput(record.line, record["output"]);
    }
    return entries;
  }

  #set(entry: HistoryEntry): void {
    const old = this.#entries.get(entry.line);
    this.#characters += lengthOf(entry) - (old ? lengthOf(old) : 0);
    this.#entries.set(entry.line, entry);
    for (const [line, oldest] of this.#entries) {
      if (this.#entries.size <= mostEntries && this.#characters <= mostCharacters) break;
      this.#entries.delete(line);
      this.#characters -= lengthOf(oldest);
    }
  }
}

function lengthOf({ source, output = "" }: HistoryEntry): number {
  return source.length + output.length;
}

function parseRecord(text: string): (Record<string, unknown> & { line: number }) | undefined {
  if (!text) return undefined;
  try {
    const value = JSON.parse(text) as Record<string, unknown> & { line: number };
    return Number.isSafeInteger(value?.line) && value.line > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}
