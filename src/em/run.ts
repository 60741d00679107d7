import { type MontageOptions, montageSettings } from "./montage/montageOptions.js";
import { RunningMontage } from "./montage/runningMontage.js";

/** Runs: what takes many steps at the instrument, and can be paused, gone on with and stopped. */
export interface Run {
  /**
   * Takes tiles beside each other and measures, by what their overlaps show, where each really is.
   *
   * It begins when it is awaited, iterated with `for await` or started with start(), and never by being shown: nothing moves before. Its methods
   * are start, pause, resume, stop, onChange, tiles, progress, waitsFor, result. While it is under way, and not paused, other cells can neither move nor
   * expose; where the instrument is busy, it waits. A tile that the dose budget or a limit refuses is passed over, and told.
   * An interrupt of the cell ends the run; what was taken is in its result, and in the journal. The stage stays at the last tile.
   * Errors: BadOption; those of em.acquire and em.stage.moveTo that are not of one tile; BadOption while another plan runs in the journal.
   * Cost: for each tile two motions of 0.5 s, the settling, a frame; it is placed beside that, on a compute worker; the frames wait in memory.
   * Source: normalised correlation (Lewis 1995) and least squares over all overlaps (Preibisch, Saalfeld and Tomancak 2009).
   *
   * @param options columns or widthUm; rows or heightUm; overlap (0.2), order ("snake"), detector ("haadf"), fovNm (1000 nm), sizePx (512),
   *   heightPx, dwellUs (4 µs), scanRotationDeg (0°), centreXUm, centreYUm (where the stage is), settleS (0.5 s), approach ("fromMinus"), signal,
   *   onProgress
   * @example
   * const montage = await em.run.montage({ columns: 2, rows: 2, fovNm: 1000, sizePx: 128 });
   * montage
   */
  montage(options: MontageOptions): RunningMontage;
}

/** The runs, of this process. */
export const run: Run = Object.freeze({
  montage: (options: MontageOptions) => new RunningMontage(montageSettings(options)),
});
