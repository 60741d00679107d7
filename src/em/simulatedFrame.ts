import type { Micrograph } from "../core/micrograph.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import type { Column } from "../twin/specimens/columnSpecimen.js";

/** A column of the truth, also in pixels of the frame. */
export interface TrueColumn extends Column {
  readonly xPx: number;
  readonly yPx: number;
}

/** What really is in a simulated frame. */
export interface FrameTruth {
  /** Every column inside the frame, empty ones (weight 0) too. */
  readonly columns: readonly TrueColumn[];
  /** Columns whose titanium is missing. */
  readonly vacancies: readonly TrueColumn[];
  /** Columns with one titanium atom more. */
  readonly adatoms: readonly TrueColumn[];
  /** The nanopore, where there is one. */
  readonly pore: { readonly xNm: number; readonly yNm: number; readonly radiusNm: number } | undefined;
  readonly rotationDeg: number;
  /** Sideways displacement of each row. */
  readonly rowShiftPx: Float32Array;
  /** Every option as it was used. */
  readonly options: Readonly<Record<string, number>>;
}

/**
 * A simulated micrograph with the truth behind it; as the last line of a cell it shows the micrograph.
 *
 * @example
 * const frame = em.demo.mxene({ seed: 7 });
 * const atoms = await em.atoms.find(frame.micrograph);
 */
export class SimulatedFrame implements Displayable {
  /** The frame, as a microscope would give it. */
  readonly micrograph: Micrograph;
  /** What really is there. */
  readonly truth: FrameTruth;

  constructor(micrograph: Micrograph, truth: FrameTruth) {
    this.micrograph = micrograph;
    this.truth = truth;
    Object.freeze(this);
  }

  [displaySymbol](): MimeBundle {
    return this.micrograph[displaySymbol]();
  }
}
