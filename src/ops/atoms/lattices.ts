import type { Image } from "../../core/image.js";
import { gaussianBlur } from "../../numeric/gaussianBlur.js";
import { averageCell, cellVectors } from "./averageCell.js";
import { type BraggPeak, braggPeaks } from "./braggPeaks.js";
import { type DisplacementField, displacementField } from "./displacementField.js";
import { findMotif, type Motif } from "./motif.js";
import { type IndexedBasis, reciprocalBasis, type Vector } from "./reciprocalBasis.js";

/** One crystal lattice of a frame: its cell, its columns and how it is bent. */
export interface FittedLattice {
  readonly basis: IndexedBasis;
  /** Cell vectors, in px. */
  readonly aPx: Vector;
  readonly bPx: Vector;
  readonly motif: Motif;
  readonly field: DisplacementField;
}

/** Lattices looked for in one frame: grains beyond the third are too small to be measured. @unitless */
const mostLattices = 3;
/** How far a peak may lie from its node, in cycles per frame. @unitless */
const toleranceCycles = 0.6;

/**
 * Finds the crystal lattices of a frame: the one that explains most Bragg peaks first, then those that explain the rest.
 *
 * Returns an empty array where no lattice stands out of the noise ("disordered" is an answer). Cost: about 0.5 s at 512 x 512 px.
 */
export function fitLattices(image: Image): FittedLattice[] {
  const tolerance = toleranceCycles / Math.min(image.widthPx, image.heightPx);
  let peaks: readonly BraggPeak[] = braggPeaks(image);
  const lattices: FittedLattice[] = [];
  while (lattices.length < mostLattices) {
    const basis = reciprocalBasis(peaks, tolerance);
    if (!basis || basis.indexed.length < (lattices.length === 0 ? 2 : 3)) break;
    const lattice = fitLattice(image, basis);
    if (lattice && (lattices.length === 0 || isGrain(lattice, lattices[0]))) lattices.push(lattice);
    const explained = new Set(basis.indexed.map((indexed) => indexed.peak));
    peaks = peaks.filter((peak) => !explained.has(peak));
  }
  return lattices;
}

/** A second grain's columns are about as bright as the first's; satellites of strong peaks make a faint pattern only. @unitless */
const faintestGrain = 0.3;

function isGrain(lattice: FittedLattice, first: FittedLattice): boolean {
  const brightest = ({ motif }: FittedLattice) => Math.max(...motif.columns.map((column) => column.amplitude));
  return brightest(lattice) > faintestGrain * brightest(first);
}

function fitLattice(image: Image, basis: IndexedBasis): FittedLattice | undefined {
  const { aPx, bPx } = cellVectors(basis);
  const cellPx = Math.sqrt(Math.abs(aPx[0] * bPx[1] - aPx[1] * bPx[0]));
  const slow = gaussianBlur(image.data, image.widthPx, image.heightPx, 1.2 * cellPx);
  const field = displacementField(image, slow, basis);
  const motif = findMotif(averageCell(image, slow, basis, field));
  return motif && { basis, aPx, bPx, motif, field };
}
