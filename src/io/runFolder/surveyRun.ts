import { basename, join } from "node:path";
import { decodeFrame } from "./frameFile.js";
import type { RunDocument } from "./journalLine.js";
import { type JournalContent, journalPath, readJournal, type TornTail } from "./readJournal.js";
import type { RunFiles } from "./runFiles.js";
import { type RunHeader, readHeader } from "./runHeader.js";
import { type FrameEntry, partialEnding, sequenceOf } from "./storedRecording.js";
import { codeOf, storeError } from "./storeError.js";

/** "size": a frame's file has the size that the journal says. "sha256": every byte is checked. */
export type Verification = "size" | "sha256";

/** Something that is not as it should be, and why. */
export interface RunFinding {
  /** Path in the run folder. */
  readonly file: string;
  readonly reason: string;
}

/** What opening a run found: empty lists for a run that was closed in order. */
export interface RunReport {
  /** true: every frame is whole and in the journal, and nothing else is there. */
  readonly isWhole: boolean;
  readonly verified: Verification;
  /** The end of the journal that is no whole line. */
  readonly tornTail?: TornTail;
  /** Finished frames without a line in the journal: they are whole, say all of themselves, and are among the frames. */
  readonly recovered: readonly string[];
  /** Frames that are missing or not as they were written; they are not among the frames. */
  readonly damaged: readonly RunFinding[];
  /** Temporary files of frames that were being written. */
  readonly leftovers: readonly string[];
  /** Files that are no part of the run; they are left alone. */
  readonly strangers: readonly string[];
  /** Lines of the journal that were altered: positions, from 1. @unitless */
  readonly damagedLines: readonly number[];
  /** Places where lines were removed, moved or repeated: positions, from 1. @unitless */
  readonly brokenChain: readonly number[];
}

/** The report of a run without a fault. */
export const nothingFound: RunReport = Object.freeze({
  isWhole: true,
  verified: "size",
  recovered: [],
  damaged: [],
  leftovers: [],
  strangers: [],
  damagedLines: [],
  brokenChain: [],
});

/** A run folder as it was found. */
export interface RunSurvey {
  readonly header: RunHeader;
  /** Whole frames, each once, by their numbers. */
  readonly frames: readonly FrameEntry[];
  /** Those of them that have no line in the journal. */
  readonly recovered: readonly FrameEntry[];
  /** Notes, starts and stops of plans, in their order. */
  readonly documents: readonly RunDocument[];
  readonly report: RunReport;
  readonly journal: JournalContent;
  /** The highest number that a frame has or had, also a damaged one: the next is above it. @unitless */
  readonly lastSequence: number;
}

/**
 * Looks at a run folder and changes nothing; another process may be writing to it.
 *
 * Errors: BadFile when there is no run in it, or it cannot be read. Cost: about 0.1 ms a frame, and a reading of the files without a line;
 * with "sha256" a reading of all files.
 */
export async function surveyRun(files: RunFiles, folder: string, verify: Verification): Promise<RunSurvey> {
  const header = await readHeader(files, folder);
  // The names first: a frame that is finished between the two readings then has its line.
  const names = await namesOf(files, join(folder, "frames"));
  const journal = readJournal(header.id, await journalBytes(files, folder));
  const search = new FrameSearch(files, folder, header.id, verify);
  for (const { frame } of journal.lines) if (frame) await search.listed(frame);
  for (const name of names) if (sequenceOf(name) !== undefined) await search.present(name);
  const { frames, recovered, damaged } = search;
  const partials = names.filter((name) => name.endsWith(partialEnding));
  const others = names.filter((name) => sequenceOf(name) === undefined && !name.endsWith(partialEnding));
  const { tornTail, damagedLines, brokenChain } = journal;
  const losses = [recovered, damaged, partials, damagedLines, brokenChain];
  return {
    header,
    frames: [...frames, ...recovered].sort((a, b) => a.sequence - b.sequence),
    recovered,
    documents: journal.lines.flatMap(({ document }) => (document ? [document] : [])),
    report: {
      isWhole: tornTail === undefined && journal.endsInNewline && losses.every((list) => list.length === 0),
      verified: verify,
      ...(tornTail && { tornTail }),
      recovered: recovered.map(({ file }) => file),
      damaged,
      leftovers: partials.map(inFrames),
      strangers: others.map(inFrames),
      damagedLines,
      brokenChain,
    },
    journal,
    lastSequence: names.reduce((most, name) => Math.max(most, sequenceOf(name) ?? 0), search.lastSequence),
  };
}

/** Finds the whole frames of a run, first those that the journal lists, then those that it does not. */
class FrameSearch {
  readonly frames: FrameEntry[] = [];
  readonly recovered: FrameEntry[] = [];
  readonly damaged: RunFinding[] = [];
  lastSequence = 0;
  /** Numbers of frames that were found, whole or not. */
  readonly #sequences = new Set<number>();
  readonly #listedFiles = new Set<string>();
  readonly #files: RunFiles;
  readonly #folder: string;
  readonly #run: string;
  readonly #verify: Verification;

  constructor(files: RunFiles, folder: string, run: string, verify: Verification) {
    this.#files = files;
    this.#folder = folder;
    this.#run = run;
    this.#verify = verify;
  }

  /** A frame that has a line. A second line of the same number counts for nothing. */
  async listed(frame: FrameEntry): Promise<void> {
    this.#listedFiles.add(basename(frame.file));
    if (this.#sequences.has(frame.sequence)) return;
    this.#take(frame.sequence);
    const reason = await this.#problemWith(frame);
    if (reason) this.damaged.push({ file: frame.file, reason });
    else this.frames.push(frame);
  }

  /** A file that is there, with a frame's name; if it has no line, it is recovered from what it says of itself. */
  async present(name: string): Promise<void> {
    if (this.#listedFiles.has(name)) return;
    const file = inFrames(name);
    try {
      const bytes = await this.#files.read(join(this.#folder, file));
      const { description, sha256 } = decodeFrame(file, bytes);
      const reason = this.#strangeness(name, description);
      if (reason) {
        this.damaged.push({ file, reason });
        return;
      }
      this.#take(description.sequence);
      this.recovered.push({ ...description, file, sizeBytes: bytes.length, sha256 });
    } catch (error) {
      // What vanished meanwhile was a frame that its writer took back.
      if (codeOf(error) !== "ENOENT") this.damaged.push({ file, reason: (error as Error).message });
    }
  }

  #take(sequence: number): void {
    this.#sequences.add(sequence);
    this.lastSequence = Math.max(this.lastSequence, sequence);
  }

  #strangeness(name: string, { run, sequence }: { run: string; sequence: number }): string | undefined {
    if (run !== this.#run) return "it belongs to another run";
    if (sequence !== sequenceOf(name)) return `it says that it is frame ${sequence}`;
    return this.#sequences.has(sequence) ? `the run has another frame ${sequence}` : undefined;
  }

  async #problemWith(frame: FrameEntry): Promise<string | undefined> {
    if (frame.run !== this.#run) return "its line is of another run";
    const path = join(this.#folder, frame.file);
    const sizeBytes = await this.#files.sizeBytes(path).catch(() => undefined);
    if (sizeBytes === undefined) return "the file is missing";
    if (sizeBytes !== frame.sizeBytes) return `the file has ${sizeBytes} bytes, the journal says ${frame.sizeBytes}`;
    if (this.#verify === "size") return undefined;
    try {
      const { sha256 } = decodeFrame(frame.file, await this.#files.read(path));
      return sha256 === frame.sha256 ? undefined : "its checksum is not the one of the journal";
    } catch (error) {
      return (error as Error).message;
    }
  }
}

function inFrames(name: string): string {
  return `frames/${name}`;
}

async function namesOf(files: RunFiles, folder: string): Promise<string[]> {
  const names = await files.names(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw storeError(folder, "reading the folder", error);
  });
  return names.sort();
}

async function journalBytes(files: RunFiles, folder: string): Promise<Uint8Array> {
  return files.read(journalPath(folder)).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return new Uint8Array(0);
    throw storeError(folder, "reading the journal", error);
  });
}
