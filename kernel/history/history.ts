import { matchesGlob } from "./globPattern.js";
import { HistoryEntries, type HistoryEntry } from "./historyEntries.js";
import { type SessionFile, SessionFiles } from "./sessionFiles.js";

/** How long entries are gathered before they are written together (ms): a write per cell would be waste. */
const gatherMs = 250;
/** At shutdown, how long a slow disk is waited for (ms). */
const closeMs = 1000;
/** Number of cells that a tail gives when the request does not say. */
const tailDefault = 10;
/** The most cells of one answer. */
const mostAnswered = 10_000;
/** A file that has grown beyond this is written anew with the entries that are kept (bytes). */
const largestFileBytes = 8 * 1024 * 1024;

/** The content of history_request; requestContent.ts has checked the types. */
export type HistoryRequest = Readonly<Record<string, unknown>>;
/** Session, number in the session, and the text, with its output where that was asked for. */
export type HistoryRow = readonly [session: number, line: number, text: string | readonly [string, string | null]];

interface Session {
  readonly session: number;
  readonly entries: readonly HistoryEntry[];
}

/**
 * What the user has run, in this session and in earlier ones. Adding only touches the memory; files are written a moment
 * later, asynchronously. A folder that cannot be written is named once, then the history is that of this session alone.
 */
export class History {
  readonly #own = new HistoryEntries();
  readonly #files: SessionFiles | undefined;
  readonly #warn: (sentence: string) => void;
  #file: SessionFile | undefined;
  #pending = "";
  #fileBytes = 0;
  #mostFileBytes = largestFileBytes;
  #isBroken = false;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** `folder` is undefined where nothing is kept beyond the session. */
  constructor(folder: string | undefined, warn: (sentence: string) => void) {
    this.#files = folder === undefined ? undefined : new SessionFiles(folder);
    this.#warn = warn;
  }

  /** A cell begins to run. */
  addSource(line: number, source: string): void {
    this.#write(this.#own.addSource(line, source));
  }

  /** A cell has shown its result. */
  addOutput(line: number, output: string): void {
    this.#write(this.#own.addOutput(line, output));
  }

  /** The rows that a history_request asks for, oldest first. */
  async answer(request: HistoryRequest): Promise<HistoryRow[]> {
    await this.#flush();
    const withOutput = request["output"] === true;
    const found = await this.#find(request);
    return found.map(([session, { line, source, output = null }]) => [
      session,
      line,
      withOutput ? [source, output] : source,
    ]);
  }

  /** Writes what waits, unless that takes too long. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, closeMs);
    });
    await Promise.race([this.#flush(), late]);
    clearTimeout(timer);
  }

  #find(request: HistoryRequest): Promise<Found[]> {
    const { hist_access_type: access, n } = request;
    if (access === "range") return this.#range(request);
    const isTail = access === "tail";
    const most = typeof n === "number" ? Math.min(n, mostAnswered) : isTail ? tailDefault : mostAnswered;
    const pattern = typeof request["pattern"] === "string" ? request["pattern"] : "*";
    const seen = request["unique"] === true ? new Set<string>() : undefined;
    return this.#newest(most, ({ source }) => {
      if (!isTail && !matchesGlob(pattern, source)) return false;
      if (isTail || !seen) return true;
      const isNew = !seen.has(source);
      seen.add(source);
      return isNew;
    });
  }

  /** The last cells that are wanted: from this session first, then from earlier ones, read one by one as far as needed. */
  async #newest(most: number, isWanted: (entry: HistoryEntry) => boolean): Promise<Found[]> {
    const found: Found[] = [];
    for await (const { session, entries } of this.#sessionsBackwards()) {
      for (const entry of entries.toReversed()) {
        if (found.length >= most) return found.reverse();
        if (isWanted(entry)) found.push([session, entry]);
      }
    }
    return found.reverse();
  }

  async *#sessionsBackwards(): AsyncGenerator<Session> {
    const others = await this.#others();
    yield { session: this.#numberAmong(others), entries: this.#own.all };
    for (const file of others.reverse()) {
      yield { session: file.session, entries: (await this.#files!.read(file)).all };
    }
  }

  /** The cells of one session by their numbers; a session below 1 counts back from this one, which is 0. */
  async #range({ session = 0, start, stop }: HistoryRequest): Promise<Found[]> {
    const others = await this.#others();
    const own = this.#numberAmong(others);
    const asked = Number(session ?? 0);
    const wanted = asked < 1 ? own + asked : asked;
    const file = others.find((other) => other.session === wanted);
    const entries = wanted === own ? this.#own.all : file ? (await this.#files!.read(file)).all : [];
    const end = (entries.at(-1)?.line ?? 0) + 1;
    const first = lineFrom(start, 1, end);
    // As in IPython, 0 and nothing mean up to the end.
    const last = lineFrom(stop || undefined, end, end);
    return entries.filter(({ line }) => line >= first && line < last).map((entry) => [wanted, entry]);
  }

  async #others(): Promise<SessionFile[]> {
    const files = (await this.#files?.list()) ?? [];
    return files.filter(({ session }) => session !== this.#file?.session);
  }

  /** The number of this session: the one that it has, or the one that it would get. */
  #numberAmong(others: readonly SessionFile[]): number {
    return this.#file?.session ?? (others.at(-1)?.session ?? 0) + 1;
  }

  #write(line: string | undefined): void {
    if (line === undefined || !this.#files || this.#isBroken) return;
    this.#pending += line;
    this.#timer ??= setTimeout(() => this.#flush(), gatherMs);
  }

  /** Writes what waits after what is being written. */
  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#writePending());
    return this.#writing;
  }

  async #writePending(): Promise<void> {
    const text = this.#pending;
    this.#pending = "";
    if (!text || !this.#files || this.#isBroken) return;
    try {
      this.#file ??= await this.#files.claim();
      this.#fileBytes += Buffer.byteLength(text);
      if (this.#fileBytes > this.#mostFileBytes) await this.#rewrite(this.#file, this.#files);
      else await this.#files.append(this.#file, text);
    } catch (error) {
      this.#isBroken = true;
      const reason = error instanceof Error ? error.message : String(error);
      this.#warn(
        `cells are not added to the history: ${reason}. EMLAB_HISTORY=off, or a folder that can be written, ends this.`,
      );
    }
  }

  async #rewrite(file: SessionFile, files: SessionFiles): Promise<void> {
    const text = this.#own.toText();
    this.#fileBytes = Buffer.byteLength(text);
    this.#mostFileBytes = Math.max(largestFileBytes, 2 * this.#fileBytes);
    await files.replace(file, text);
  }
}

type Found = [session: number, entry: HistoryEntry];

/** A line number; a negative one counts back from the end. */
function lineFrom(value: unknown, otherwise: number, end: number): number {
  if (typeof value !== "number") return otherwise;
  return value < 0 ? end + value : value;
}
