import { join, resolve } from "node:path";
import { EmError } from "../../core/error.js";
import { damagedFrame, decodeFrame } from "./frameFile.js";
import type { RunDocument } from "./journalLine.js";
import { diskFiles, type RunFiles } from "./runFiles.js";
import { RunFolder } from "./runFolder.js";
import type { RunHeader } from "./runHeader.js";
import type { FrameEntry, StoredRecording } from "./storedRecording.js";
import { storeError } from "./storeError.js";
import { type RunReport, type RunSurvey, surveyRun, type Verification } from "./surveyRun.js";

/** How a run is opened. */
export interface OpenRunOptions {
  /** Default "size": each frame is checked when it is read. "sha256" reads all of them now, about 2 ms per megabyte. */
  readonly verify?: Verification;
  /** Default false: nothing is changed. true: lines of recovered frames are written, and what a kill left is removed. */
  readonly repair?: boolean;
  /** Default: the disk's. */
  readonly files?: RunFiles;
}

/** A run that is read: what was recorded, in its order, and what opening it found. */
export class OpenedRun {
  /** Absolute path of the folder. */
  readonly path: string;
  readonly header: RunHeader;
  /** The whole frames, each once. */
  readonly frames: readonly FrameEntry[];
  /** Notes, starts and stops of plans. */
  readonly documents: readonly RunDocument[];
  readonly report: RunReport;
  readonly #files: RunFiles;

  constructor(path: string, survey: RunSurvey, files: RunFiles) {
    this.path = path;
    this.header = survey.header;
    this.frames = survey.frames;
    this.documents = survey.documents;
    this.report = survey.report;
    this.#files = files;
  }

  /** The folder, for messages. */
  get name(): string {
    return this.path;
  }

  /** The instrument that recorded it. */
  get instrument(): string {
    return this.header.instrument;
  }

  /**
   * Reads a frame by its place in `frames`, from 0, and checks every byte.
   *
   * Errors: BadOption for a place that is none; BadFile when the file is missing, cut short or altered. Cost: reading and about 1 ms per
   * megabyte.
   */
  async frame(index: number): Promise<StoredRecording> {
    const entry = this.frames[index];
    if (!entry) throw noFrame(this.path, index, this.frames.length);
    const path = join(this.path, entry.file);
    const bytes = await this.#files.read(path).catch((error: unknown) => {
      throw storeError(path, "reading the frame", error);
    });
    const { description, data, sha256 } = decodeFrame(path, bytes);
    if (sha256 !== entry.sha256) throw damagedFrame(path, "its checksum is not the one of the journal");
    const { kind, detector, shape, calibration, conditions, request, isComplete } = description;
    return { kind, detector, data, shape, calibration, conditions, request, isComplete };
  }
}

function noFrame(path: string, index: number, count: number): EmError {
  return new EmError("BadOption", `${path} has no frame ${index}`, {
    fix: count > 0 ? `Its frames are 0 to ${count - 1}.` : "No frame was recorded in it.",
  });
}

/**
 * Opens a run folder for reading, also after its process was killed, and while another process still writes to it.
 *
 * Nothing is changed unless `repair` is set. Errors: BadFile when there is no run in the folder; with `repair`, BadOption while another
 * process writes to it.
 *
 * @example
 * const run = await openRun("runs/2026-03-02");
 * if (!run.report.isWhole) console.log(run.report);
 * const first = await run.frame(0);
 */
export async function openRun(path: string, options: OpenRunOptions = {}): Promise<OpenedRun> {
  const { verify = "size", repair = false, files = diskFiles } = options;
  const folder = resolve(path);
  if (!repair) return new OpenedRun(folder, await surveyRun(files, folder, verify), files);
  const writer = await RunFolder.resume(folder, { files });
  await writer.close();
  const after = await surveyRun(files, folder, verify);
  // What was found is worth more than that it is in order now.
  return new OpenedRun(folder, { ...after, report: { ...writer.found, damaged: after.report.damaged } }, files);
}
