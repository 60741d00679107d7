import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import { playableFrame } from "../../instrument/replay/playableFrame.js";
import type { OpenedRun } from "../../io/runFolder/openRun.js";
import type { RunReport } from "../../io/runFolder/surveyRun.js";
import { factTable } from "./factTable.js";
import { takenRecording } from "./takenRecording.js";

/** Recordings that are listed at most. */
const mostListed = 30;

/** A run folder that was opened; as the last line of a cell it lists what is in it, and what is not whole. */
export class OpenedRunView implements Displayable {
  readonly #run: OpenedRun;

  constructor(run: OpenedRun) {
    this.#run = run;
    Object.freeze(this);
  }

  /** Absolute path of the folder. */
  get folder(): string {
    return this.#run.path;
  }

  /** The instrument that recorded it. */
  get instrument(): string {
    return this.#run.instrument;
  }

  /** Whole recordings. @unitless */
  get count(): number {
    return this.#run.frames.length;
  }

  /** What opening found: torn ends, recovered and damaged files. */
  get report(): RunReport {
    return this.#run.report;
  }

  /** The remarks, and the starts and stops of plans, in their order. */
  get documents(): readonly object[] {
    return this.#run.documents;
  }

  /**
   * One recording, counted from 0, as the micrograph, spectrum, spectrum image or pattern that it is.
   *
   * Errors: BadOption where there is none; BadFile when it was damaged since. Cost: reading it, and checking every byte.
   *
   * @param index from 0. @unitless
   */
  async recording(index: number) {
    const stored = await this.#run.frame(index);
    const frame = playableFrame(this.#run.name, stored, index);
    const by = { operation: "em.journal.open", instrument: this.instrument, sha256: this.#run.frames[index]?.sha256 };
    return takenRecording({ ...frame, data: stored.data } as never, by);
  }

  [displaySymbol](): MimeBundle {
    const { frames, report } = this.#run;
    const rows = frames
      .slice(0, mostListed)
      .map(({ kind, detector, shape, isComplete, file }, i) => [
        i,
        kind,
        detector,
        shape.join(" x "),
        isComplete ? "" : "interrupted",
        file,
      ]);
    const more = frames.length > mostListed ? [`… and ${frames.length - mostListed} more`] : [];
    const header = ["", "kind", "detector", "shape", "", "file"];
    return factTable(`Run ${this.folder}`, header, rows, [...more, ...sentencesOf(report)]);
  }
}

function sentencesOf({ isWhole, recovered, damaged, leftovers, tornTail }: RunReport): string[] {
  if (isWhole) return ["Whole: every recording is there as it was written."];
  return [
    ...(tornTail ? ["The program was ended while it wrote the journal: the torn last line is left out."] : []),
    ...(recovered.length > 0
      ? [`${recovered.length} finished recordings were not in the journal yet: they are among these.`]
      : []),
    ...damaged.map(({ file, reason }) => `Damaged, and left out: ${file}: ${reason}`),
    ...(leftovers.length > 0 ? [`${leftovers.length} unfinished files are left out.`] : []),
  ];
}
