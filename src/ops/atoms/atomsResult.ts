import type { NoiseModel } from "./noiseModel.js";
import type { ProbeShape } from "./probeShape.js";
import type { Vector } from "./reciprocalBasis.js";

/** What em.atoms.find is told. */
export interface FindParams {
  /** "auto" looks for lattices and uses them; "none" takes every column by itself. Default "auto". */
  readonly lattice: "auto" | "none";
  /**
   * "lattice" weighs what a column shows against where its lattice expects it, by how far columns were found to stray (empirical Bayes);
   * "data" takes the most likely position of each column that stands out by itself. Default "lattice".
   */
  readonly positions: "lattice" | "data";
  /** Width of a column (standard deviation) where there is no lattice; 0 finds it. Default 0. */
  readonly sigmaPx: number;
}

/** The defaults of FindParams. */
export const findDefaults: FindParams = { lattice: "auto", positions: "lattice", sigmaPx: 0 };

/** The atom columns that were found, one entry each in arrays of the same length. */
export interface AtomColumns {
  /** @unitless */
  readonly count: number;
  readonly xPx: Float64Array;
  readonly yPx: Float64Array;
  /** Peak height above the background, in the image's own units. @unitless */
  readonly amplitude: Float64Array;
  /** Its standard error. @unitless */
  readonly amplitudeError: Float64Array;
  /** Standard error of the position, per axis, with what the lattice adds. */
  readonly errorXPx: Float64Array;
  readonly errorYPx: Float64Array;
  /** Standard error of the position from the column's own pixels alone, per axis. */
  readonly ownErrorXPx: Float64Array;
  readonly ownErrorYPx: Float64Array;
  /** Cramer-Rao bound of the position from the column's own electrons, per axis; NaN where the noise is not that of counts. */
  readonly crlbXPx: Float64Array;
  readonly crlbYPx: Float64Array;
  /** Which lattice of the frame; -1 off the lattices. @unitless */
  readonly lattice: Int16Array;
  /** Which column of that lattice's cell; -1 off the lattices. @unitless */
  readonly sublattice: Int16Array;
  /** 1 where the column stands out of the noise by itself, 0 where the lattice was needed to tell. @unitless */
  readonly isLocal: Uint8Array;
  /** Probability that a column is there. @unitless */
  readonly probability: Float64Array;
}

/** The sites of all lattices inside the frame, filled or empty, one entry each in arrays of the same length. */
export interface LatticeSites {
  /** @unitless */
  readonly count: number;
  /** Where the column is; where the lattice expects it when the site is empty. */
  readonly xPx: Float64Array;
  readonly yPx: Float64Array;
  /** @unitless */
  readonly amplitude: Float64Array;
  /** @unitless */
  readonly amplitudeError: Float64Array;
  /** Probability that a column is there. @unitless */
  readonly probability: Float64Array;
  /** @unitless */
  readonly lattice: Int16Array;
  /** @unitless */
  readonly sublattice: Int16Array;
  /** Cell of the site along a and b. @unitless */
  readonly cellA: Int32Array;
  /** @unitless */
  readonly cellB: Int32Array;
  /** The atom at the site, as an index into the columns; -1 when empty. @unitless */
  readonly atom: Int32Array;
}

/** One lattice of the frame. */
export interface LatticeSummary {
  /** Cell vectors, x to the right and y down. */
  readonly aPx: Vector;
  readonly bPx: Vector;
  /** The columns of the cell. */
  readonly columns: readonly {
    /** Position along a and b. @unitless */
    readonly uFraction: number;
    readonly vFraction: number;
    /** @unitless */
    readonly amplitude: number;
  }[];
  /** Shortest distance between columns. */
  readonly nearestPx: number;
  /** Bragg peaks of the frame that lie on this lattice. @unitless */
  readonly braggPeaks: number;
}

/** What em.atoms.find found, as plain data. */
export interface AtomsResult {
  readonly columns: AtomColumns;
  readonly sites: LatticeSites;
  readonly lattices: readonly LatticeSummary[];
  /** The common shape of the columns. */
  readonly probe: ProbeShape;
  /** Shortest distance between columns: of the lattice, or the median over the columns where there is none; NaN below two columns. */
  readonly nearestPx: number;
  /** Electrons of a typical column; NaN where the noise is not that of counts. @unitless */
  readonly typicalElectrons: number;
  readonly noise: NoiseModel;
  /** What a reader must know before trusting the result, in sentences. */
  readonly warnings: readonly string[];
  readonly params: FindParams;
}
