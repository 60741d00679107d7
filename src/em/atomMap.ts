import type { Micrograph } from "../core/micrograph.js";
import type { Provenance } from "../core/provenance.js";
import { version } from "../core/version.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import type { PointsOverlay } from "../display/overlay.js";
import { overlayFigure } from "../display/overlayFigure.js";
import type { AtomsResult, FindParams } from "../ops/atoms/atomsResult.js";
import type { DataFrame } from "./dataFrame.js";
import { type TableColumns, toDataFrame } from "./table.js";

/** Colours that stay apart for colour-blind readers (Okabe and Ito), one a sublattice. */
export const sublatticeColours = ["#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#0072b2"] as const;

/**
 * The atom columns found in a micrograph; as the last line of a cell it draws them over the image.
 *
 * Arrays have one entry per atom, in the same order as the rows of table().
 *
 * @example
 * const atoms = await em.atoms.find(em.demo.mxene({ seed: 7 }).micrograph);
 * atoms.table().head()
 */
export class AtomMap implements Displayable {
  /** The image that was searched. */
  readonly micrograph: Micrograph;
  /** Everything that was found, as plain data. */
  readonly result: AtomsResult;
  /** Operation, version and the input's SHA-256. */
  readonly provenance: Provenance;

  constructor(micrograph: Micrograph, result: AtomsResult) {
    this.micrograph = micrograph;
    this.result = result;
    const inputs = [{ name: micrograph.title, sha256: micrograph.sha256 }];
    this.provenance = Object.freeze({ operation: "em.atoms.find", version, inputs });
    Object.freeze(this);
  }

  /** Number of atoms. @unitless */
  get count(): number {
    return this.result.columns.count;
  }

  /** Columns of the atoms in pixels: 0 is the centre of the first pixel, to the right. */
  get xPx(): Float64Array {
    return this.result.columns.xPx;
  }

  /** Rows of the atoms in pixels: 0 is the centre of the first pixel, downwards. */
  get yPx(): Float64Array {
    return this.result.columns.yPx;
  }

  /** Positions to the right in nm; undefined when the micrograph is not calibrated. */
  get xNm(): Float64Array | undefined {
    return this.#inNm(this.xPx);
  }

  /** Positions downwards in nm; undefined when the micrograph is not calibrated. */
  get yNm(): Float64Array | undefined {
    return this.#inNm(this.yPx);
  }

  /** Shortest distance between columns in pixels; NaN when fewer than two were found. */
  get nearestPx(): number {
    return this.result.nearestPx;
  }

  /** Shortest distance between columns in nm; undefined when the micrograph is not calibrated. */
  get nearestNm(): number | undefined {
    const { pixelNm } = this.micrograph;
    return pixelNm === undefined ? undefined : this.nearestPx * pixelNm;
  }

  /** Width of a column (standard deviation, geometric mean of both axes) in pixels. */
  get sigmaPx(): number {
    const { sigmaXPx, sigmaYPx, correlation } = this.result.probe;
    return Math.sqrt(sigmaXPx * sigmaYPx * Math.sqrt(1 - correlation ** 2));
  }

  /** What a reader must know before trusting the result. */
  get warnings(): readonly string[] {
    return this.result.warnings;
  }

  /** Every option as it was used. */
  get params(): FindParams {
    return this.result.params;
  }

  /**
   * The atoms as a danfojs DataFrame, one row an atom: positions, errors and bounds (px, and nm or pm where calibrated), amplitude,
   * lattice, sublattice, evidence and probability.
   *
   * Cost: about 1 s for the first table of a notebook (danfojs is loaded), then milliseconds.
   */
  table(): DataFrame {
    const { columns } = this.result;
    const { pixelNm } = this.micrograph;
    const scaled = (values: Float64Array, factor: number) => Array.from(values, (value) => orNull(value * factor));
    const calibrated: TableColumns =
      pixelNm === undefined
        ? {}
        : {
            xNm: scaled(columns.xPx, pixelNm),
            yNm: scaled(columns.yPx, pixelNm),
            errorXPm: scaled(columns.errorXPx, 1000 * pixelNm),
            errorYPm: scaled(columns.errorYPx, 1000 * pixelNm),
            crlbXPm: scaled(columns.crlbXPx, 1000 * pixelNm),
            crlbYPm: scaled(columns.crlbYPx, 1000 * pixelNm),
          };
    return toDataFrame({
      xPx: columns.xPx,
      yPx: columns.yPx,
      ...calibrated,
      errorXPx: scaled(columns.errorXPx, 1),
      errorYPx: scaled(columns.errorYPx, 1),
      crlbXPx: scaled(columns.crlbXPx, 1),
      crlbYPx: scaled(columns.crlbYPx, 1),
      amplitude: columns.amplitude,
      amplitudeError: columns.amplitudeError,
      sigmaPx: new Array<number>(columns.count).fill(this.sigmaPx),
      lattice: columns.lattice,
      sublattice: columns.sublattice,
      evidence: Array.from(columns.isLocal, (local) => (local ? "local" : "lattice")),
      probability: columns.probability,
    });
  }

  [displaySymbol](): MimeBundle {
    return overlayFigure({
      image: this.micrograph,
      title: this.micrograph.title,
      overlays: atomOverlays(this),
      caption: [this.#summary(), ...this.warnings],
      text: this.#summary(),
    });
  }

  #summary(): string {
    const nearest =
      this.nearestNm === undefined ? `${this.nearestPx.toFixed(2)} px` : `${this.nearestNm.toFixed(4)} nm`;
    const local = this.result.columns.isLocal.reduce((n, isLocal) => n + isLocal, 0);
    const distance = Number.isFinite(this.nearestPx) ? `, nearest neighbours ${nearest} apart` : "";
    const atoms = this.count === 1 ? "1 atom" : `${this.count} atoms`;
    if (this.count === 0) return "No atoms were found.";
    return `${atoms} (${local} stand out by themselves)${distance}, column width ${this.sigmaPx.toFixed(2)} px.`;
  }

  #inNm(values: Float64Array): Float64Array | undefined {
    const { pixelNm } = this.micrograph;
    return pixelNm === undefined ? undefined : values.map((value) => value * pixelNm);
  }
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Atoms as small rings, one colour a sublattice; those off the lattices as white rings. */
export function atomOverlays({ result, nearestPx }: AtomMap): PointsOverlay[] {
  const { columns, lattices } = result;
  const radiusPx = Number.isFinite(nearestPx) ? Math.max(0.6, 0.13 * nearestPx) : 2 * result.probe.sigmaXPx;
  const names: [lattice: number, sublattice: number][] = [[-1, -1]];
  for (const [l, { columns: cell }] of lattices.entries()) for (const s of cell.keys()) names.push([l, s]);
  return names.flatMap(([lattice, sublattice], i) => {
    const members = [...columns.xPx.keys()].filter(
      (atom) => columns.lattice[atom] === lattice && columns.sublattice[atom] === sublattice,
    );
    if (members.length === 0) return [];
    const onLattice = lattice >= 0;
    const name = onLattice
      ? `${lattices.length > 1 ? `lattice ${lattice + 1}, ` : ""}sublattice ${sublattice + 1}`
      : lattices.length > 0
        ? "off the lattice"
        : "atoms";
    return [
      {
        kind: "points" as const,
        xPx: members.map((atom) => columns.xPx[atom]!),
        yPx: members.map((atom) => columns.yPx[atom]!),
        radiusPx: onLattice ? radiusPx : 2.5 * radiusPx,
        colour: onLattice ? sublatticeColours[(i - 1) % sublatticeColours.length]! : "#ffffff",
        shape: onLattice ? ("disc" as const) : ("circle" as const),
        label: `${name} (${members.length})`,
      },
    ];
  });
}
