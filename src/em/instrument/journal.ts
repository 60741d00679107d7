import type { DiffractionPattern } from "../../core/diffractionPattern.js";
import { EmError } from "../../core/error.js";
import type { Micrograph } from "../../core/micrograph.js";
import type { Spectrum } from "../../core/spectrum.js";
import type { SpectrumImage } from "../../core/spectrumImage.js";
import { openRun } from "../../io/runFolder/openRun.js";
import { absolutePath } from "./absolutePath.js";
import { connected } from "./connection.js";
import { OpenedRunView } from "./openedRunView.js";
import { takenRecording } from "./takenRecording.js";

/** The record of what was acquired. */
export interface JournalPanel {
  /**
   * The folder that recordings of this connection are written to; undefined before the first one, and where they stay in memory.
   *
   * @example
   * await em.journal.folder()
   */
  folder(): Promise<string | undefined>;

  /**
   * The last recording of this connection, also one that was interrupted.
   *
   * Errors: BadOption when there is none.
   *
   * @example
   * await em.acquire.haadf({ sizePx: 64 });
   * await em.journal.last()
   */
  last(): Promise<Micrograph | Spectrum | SpectrumImage | DiffractionPattern>;

  /**
   * Writes a remark into the journal, with the time.
   *
   * @example
   * await em.journal.note("The flake drifts to the left.");
   */
  note(text: string): Promise<void>;

  /**
   * Opens the folder of a run, also after the program was killed: what is whole, what is not, and every recording in it.
   *
   * Errors: BadFile when there is no run. Cost: milliseconds; recordings are read when they are asked for.
   *
   * @param path the folder of the run
   * @example
   * const run = await em.journal.open("runs/2026-11-28-mxene");
   * await run.recording(0)
   */
  open(path: string): Promise<OpenedRunView>;
}

export const journal: JournalPanel = Object.freeze({ folder, last, note, open });

async function folder(): Promise<string | undefined> {
  return (await connected()).folder();
}

async function last() {
  const { lastTaken } = await connected();
  const taken = lastTaken();
  if (!taken) {
    throw new EmError("BadOption", "nothing has been recorded on this connection", {
      fix: "Take something: await em.acquire.haadf().",
    });
  }
  return takenRecording(taken.recording, taken.by);
}

async function note(text: string): Promise<void> {
  if (typeof text !== "string" || text.trim() === "") {
    throw new EmError("BadOption", "em.journal.note was given no text", { fix: 'Write em.journal.note("…").' });
  }
  await (await connected()).journal.note(text);
}

async function open(path: string): Promise<OpenedRunView> {
  if (typeof path !== "string" || path.trim() === "") {
    throw new EmError("BadOption", "em.journal.open was given no folder", {
      fix: 'Write em.journal.open("runs/…"): the folder of the run.',
    });
  }
  return new OpenedRunView(await openRun(absolutePath(path)));
}
