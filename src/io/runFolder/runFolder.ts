import { basename, dirname, join, resolve } from "node:path";
import { EmError } from "../../core/error.js";
import { beginRun, makeRunFolder } from "./beginRun.js";
import { encodeFrame } from "./frameFile.js";
import type { RunDocument } from "./journalLine.js";
import { JournalWriter } from "./journalWriter.js";
import { diskFiles, type RunFiles } from "./runFiles.js";
import { type NewRun, newHeader, type RunHeader, readHeader } from "./runHeader.js";
import { type FrameEntry, frameFileName, type StoredRecording } from "./storedRecording.js";
import { freeBytesOf, isFull, storeError, storeFull } from "./storeError.js";
import { nothingFound, type RunReport, surveyRun } from "./surveyRun.js";
import { writeFrame } from "./writeFrame.js";
import { lockForWriting, type WriterLock } from "./writerLock.js";

/** How a run folder is written. */
export interface RunFolderOptions {
  /** What to do when there is a run in the folder already. Default "refuse"; "number" takes the first free of NAME-2, NAME-3, … */
  readonly ifThere?: "refuse" | "number";
  /** true: writes even though another process seems to. Default false. */
  readonly takeOver?: boolean;
  /** Default: the disk's. */
  readonly files?: RunFiles;
}

/** Room for the line of a frame and for the whole blocks that a disk gives to files. */
const marginBytes = 32_768;

/** What a writer begins with. */
interface WriterStart {
  readonly path: string;
  readonly header: RunHeader;
  readonly files: RunFiles;
  readonly lock: WriterLock;
  readonly journal: JournalWriter;
  readonly lastSequence: number;
  readonly found: RunReport;
}

/**
 * The folder of a run that is being recorded: run.json, journal.jsonl, and a file for each frame in frames/.
 *
 * A frame is on the disk under its own name, whole, before its line is written; when `append` has resolved, neither a kill nor a loss of
 * power takes it away. Appends are done one after the other, in the order of the calls. Cost: three waits for the disk a frame, 1 ms for
 * 64 x 64 px and 4 ms for 1024 x 1024 px on an SSD, of which 2 ms are the checksum; no memory beyond the frame.
 *
 * @example
 * const run = await RunFolder.create("runs/drift", { instrument: "twin:mxene?seed=7" });
 * await run.append(recording);
 * await run.close();
 */
export class RunFolder {
  /** Absolute path. */
  readonly path: string;
  readonly header: RunHeader;
  /** What was found when the run was opened again, before it was put in order. */
  readonly found: RunReport;
  readonly #files: RunFiles;
  readonly #lock: WriterLock;
  readonly #journal: JournalWriter;
  #sequence: number;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  private constructor(start: WriterStart) {
    this.path = start.path;
    this.header = start.header;
    this.found = start.found;
    this.#files = start.files;
    this.#lock = start.lock;
    this.#journal = start.journal;
    this.#sequence = start.lastSequence;
  }

  /**
   * Begins a run in a new folder; the folder above it must be there.
   *
   * Errors: BadOption when there is a run in it (with "number": a free name beside it is taken); BadFile where it cannot be written;
   * StoreFull.
   */
  static async create(path: string, run: NewRun, options: RunFolderOptions = {}): Promise<RunFolder> {
    const { files = diskFiles, ifThere = "refuse", takeOver = false } = options;
    const wanted = resolve(path);
    const header = newHeader(run);
    return inWords(files, dirname(wanted), `beginning the run ${basename(wanted)}`, async () => {
      let folder = wanted;
      for (let number = 2; !(await makeRunFolder(files, folder)); number++) {
        if (ifThere === "refuse") throw thereIsARun(folder);
        folder = `${wanted}-${number}`;
      }
      const { lock, journal } = await beginRun(files, folder, header, takeOver);
      return new RunFolder({ path: folder, header, files, lock, journal, lastSequence: 0, found: nothingFound });
    });
  }

  /**
   * Goes on with a run whose process ended or was killed: cuts the torn end of the journal off, writes the lines of finished frames that
   * have none, and removes temporary files. `found` says what there was.
   *
   * Errors: BadFile when there is no run in the folder; BadOption while another process writes to it; StoreFull.
   */
  static async resume(path: string, options: Omit<RunFolderOptions, "ifThere"> = {}): Promise<RunFolder> {
    const { files = diskFiles, takeOver = false } = options;
    const folder = resolve(path);
    await readHeader(files, folder);
    return inWords(files, folder, "opening the run again", async () => {
      const lock = await lockForWriting(files, folder, takeOver);
      let journal: JournalWriter | undefined;
      try {
        const survey = await surveyRun(files, folder, "size");
        for (const leftover of survey.report.leftovers) await files.remove(join(folder, leftover));
        journal = await JournalWriter.open(files, folder, survey.journal);
        for (const frame of survey.recovered) await journal.write(frame);
        const { header, lastSequence, report: found } = survey;
        return new RunFolder({ path: folder, header, files, lock, journal, lastSequence, found });
      } catch (error) {
        await journal?.close();
        await lock.release();
        throw error;
      }
    });
  }

  /** The highest number that a frame of the run has. @unitless */
  get lastSequence(): number {
    return this.#sequence;
  }

  /**
   * Stores a recording and resolves when it is safe; its numbers must not change until then. `plan` is the identity of the plan that it
   * belongs to.
   *
   * Errors: StoreFull with the bytes needed and free: nothing of the recording is left, what was stored before is whole, and later
   * recordings are stored once there is room; BadShape; BadOption when the folder was closed; BadFile when the disk fails.
   */
  append(recording: StoredRecording, plan?: string): Promise<FrameEntry> {
    return this.#inTurn("storing the recording", () => this.#append(recording, plan));
  }

  /** Writes a note, the start or the stop of a plan, or another document into the journal. Errors: as for `append`. */
  async appendDocument(document: RunDocument): Promise<void> {
    if (document.type === "frame")
      throw new EmError("BadOption", 'a document cannot be of type "frame"', { fix: "Use append(recording)." });
    // A document that comes from memory has its own time.
    const dated = { writtenAt: new Date().toISOString(), ...document };
    await this.#inTurn("writing to the journal", () => this.#journal.write(dated));
  }

  /** Waits for what is being stored and lets the folder go; a second call does nothing. */
  async close(): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#last = this.#last.then(async () => {
        await this.#journal.close();
        await this.#lock.release();
      });
    }
    await this.#last;
  }

  #inTurn<T>(action: string, task: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(closedFolder(this.path));
    const result = this.#last.then(() => inWords(this.#files, this.path, action, task));
    this.#last = result.catch(() => {});
    return result;
  }

  async #append(recording: StoredRecording, plan: string | undefined): Promise<FrameEntry> {
    const sequence = this.#sequence + 1;
    const place = { run: this.header.id, sequence, plan, writtenAt: new Date().toISOString() };
    const frame = encodeFrame(recording, place);
    const neededBytes = frame.sizeBytes + marginBytes;
    const freeBytes = await freeBytesOf(this.#files, this.path);
    if (freeBytes !== undefined && freeBytes < neededBytes) throw storeFull(this.path, neededBytes, freeBytes);
    const name = frameFileName(sequence, recording.detector);
    const { description, sizeBytes, sha256 } = frame;
    const entry: FrameEntry = { ...description, file: `frames/${name}`, sizeBytes, sha256 };
    try {
      await writeFrame(this.#files, join(this.path, "frames"), name, frame);
      await this.#writeLine(entry);
    } catch (error) {
      if (!isFull(error)) throw error;
      throw storeFull(this.path, neededBytes, await freeBytesOf(this.#files, this.path), error);
    }
    this.#sequence = sequence;
    return entry;
  }

  /** Of a frame that is refused nothing stays: otherwise it would be there after all when the run is opened again. */
  async #writeLine(entry: FrameEntry): Promise<void> {
    try {
      await this.#journal.write(entry);
    } catch (error) {
      // A number that may lie on the disk is not given a second time.
      await this.#files.remove(join(this.path, entry.file)).catch(() => {
        this.#sequence++;
      });
      throw error;
    }
  }
}

/** Runs a task; what the system says when it fails becomes an EmError. */
async function inWords<T>(files: RunFiles, folder: string, action: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (isFull(error)) throw storeFull(folder, marginBytes, await freeBytesOf(files, folder), error);
    throw storeError(folder, action, error);
  }
}

function thereIsARun(folder: string): EmError {
  return new EmError("BadOption", `there is a run in ${folder}`, {
    fix: 'Give another name, or { ifThere: "number" } to have one found; RunFolder.resume(path) goes on with that run.',
  });
}

function closedFolder(folder: string): EmError {
  return new EmError("BadOption", `${folder} is closed`, { fix: "Go on with RunFolder.resume(path)." });
}
