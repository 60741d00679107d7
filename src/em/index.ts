import type { Micrograph } from "../core/micrograph.js";
import { version } from "../core/version.js";
import type { OpenOptions } from "../io/format.js";
import { openFile } from "../io/openFile.js";
import { type Atoms, atoms } from "./atoms.js";
import { type Demo, demo } from "./demo.js";
import { withSessionSignal } from "./session.js";

export { EmError } from "../core/error.js";
export { Micrograph } from "../core/micrograph.js";
export type { OpenOptions } from "../io/format.js";
export type { FindParams } from "../ops/atoms/atomsResult.js";
export type { VacancyParams } from "../ops/atoms/vacancies.js";
export { AtomMap } from "./atomMap.js";
export type { Atoms, FindOptions } from "./atoms.js";
export type { DataFrame, GroupBy, Series, TableValue } from "./dataFrame.js";
export type { Demo, MxeneDemoOptions } from "./demo.js";
export { LatticeMap } from "./latticeMap.js";
export { bindSession } from "./session.js";
export { SimulatedFrame } from "./simulatedFrame.js";
export { VacancyMap } from "./vacancyMap.js";

/** The electron microscopy laboratory: what a notebook's cells see as `em`. */
export interface Em {
  /** The version of emlab, for example "0.1.0". */
  readonly version: string;

  /**
   * Opens an image file as a Micrograph: NPY, NPZ, TIFF, PNG, JPEG, HDF5 or EMD, told by its content and not by its ending.
   *
   * The values become Float32. The pixel size (nm) and other metadata are taken from the file where it has them.
   * A stack gives one frame, the first unless options.frame says otherwise; only that frame is read where the format allows it.
   *
   * Errors: BadFile when the file is missing, empty, cut short, damaged, of an unknown kind or too large for memory;
   * BadOption for a wrong option; Aborted when the cell is interrupted.
   * Cost: about 20 ms for 1024 x 1024 pixels, plus hashing the file (0.8 s per GB, up to 0.5 GB).
   *
   * @param path a file; relative paths start at the notebook's folder, "~" is your home folder
   * @param options pixelNm (nm), isCounts, frame (from 0), array (NPZ), dataset (HDF5), title, signal
   * @example
   * const haadf = await em.open("frame.npy", { pixelNm: 0.0195, isCounts: true });
   * haadf
   */
  open(path: string, options?: OpenOptions): Promise<Micrograph>;

  /** Atoms and point defects of atomically resolved images: find, lattice, vacancies. */
  readonly atoms: Atoms;

  /** Simulated frames with known truth: mxene. */
  readonly demo: Demo;
}

/** The laboratory of this process. */
export const em: Em = Object.freeze({
  version,
  open: (path: string, options?: OpenOptions) => openFile(path, withSessionSignal(options)),
  atoms,
  demo,
});
