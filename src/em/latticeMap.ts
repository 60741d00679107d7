import type { Provenance } from "../core/provenance.js";
import { version } from "../core/version.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import type { LinesOverlay } from "../display/overlay.js";
import { overlayFigure } from "../display/overlayFigure.js";
import { withError } from "../display/withError.js";
import type { LatticeMeasure } from "../ops/atoms/latticeReport.js";
import { type AtomMap, atomOverlays } from "./atomMap.js";
import type { DataFrame } from "./dataFrame.js";
import { toDataFrame } from "./table.js";

/**
 * The measured cells of the lattices in a micrograph; as the last line of a cell it draws them over the image.
 *
 * @example
 * const lattice = em.atoms.lattice(atoms);
 * lattice.cells[0].angleDeg
 */
export class LatticeMap implements Displayable {
  /** The atoms that the cells were measured from. */
  readonly atoms: AtomMap;
  /** One entry a lattice: lengths, angle, direction, with standard errors. */
  readonly cells: readonly LatticeMeasure[];
  /** Operation, version and the input's SHA-256. */
  readonly provenance: Provenance;

  constructor(atoms: AtomMap, cells: readonly LatticeMeasure[]) {
    this.atoms = atoms;
    this.cells = cells;
    this.provenance = Object.freeze({ operation: "em.atoms.lattice", version, inputs: atoms.provenance.inputs });
    Object.freeze(this);
  }

  /** The cells as a danfojs DataFrame, one row a lattice; lengths in nm where the micrograph is calibrated. */
  table(): DataFrame {
    const { pixelNm } = this.atoms.micrograph;
    const pick = (value: (cell: LatticeMeasure) => number) => this.cells.map(value);
    const inNm = (value: (cell: LatticeMeasure) => number) =>
      this.cells.map((cell) => value(cell) * (pixelNm ?? Number.NaN));
    return toDataFrame({
      lattice: pick((cell) => cell.lattice),
      aPx: pick((cell) => cell.aPx),
      aErrorPx: pick((cell) => cell.aErrorPx),
      bPx: pick((cell) => cell.bPx),
      bErrorPx: pick((cell) => cell.bErrorPx),
      ...(pixelNm === undefined
        ? {}
        : {
            aNm: inNm((cell) => cell.aPx),
            aErrorNm: inNm((cell) => cell.aErrorPx),
            bNm: inNm((cell) => cell.bPx),
            bErrorNm: inNm((cell) => cell.bErrorPx),
          }),
      angleDeg: pick((cell) => cell.angleDeg),
      angleErrorDeg: pick((cell) => cell.angleErrorDeg),
      rotationDeg: pick((cell) => cell.rotationDeg),
      straySigmaPx: pick((cell) => cell.straySigmaPx),
      columnsPerCell: pick((cell) => cell.columnsPerCell),
      atoms: pick((cell) => cell.atoms),
    });
  }

  [displaySymbol](): MimeBundle {
    const lines = this.cells.map((cell) => this.#sentence(cell));
    const text = lines.length > 0 ? lines.join(" ") : "No lattice stands out of the noise.";
    return overlayFigure({
      image: this.atoms.micrograph,
      title: this.atoms.micrograph.title,
      overlays: [
        ...atomOverlays(this.atoms).map((overlay) => ({ ...overlay, radiusPx: 0 })),
        ...this.cells.map((cell) => this.#vectors(cell)),
      ],
      caption: lines.length > 0 ? lines : [text],
      text,
    });
  }

  #sentence(cell: LatticeMeasure): string {
    const { pixelNm } = this.atoms.micrograph;
    const length = (value: number, error: number) =>
      pixelNm === undefined
        ? withError(value, error, "px")
        : withError(1000 * value * pixelNm, 1000 * error * pixelNm, "pm");
    const angle = withError(cell.angleDeg, cell.angleErrorDeg, "°");
    return `Lattice ${cell.lattice + 1}: a = ${length(cell.aPx, cell.aErrorPx)}, b = ${length(cell.bPx, cell.bErrorPx)}, angle ${angle}, ${cell.columnsPerCell} columns in the cell, ${cell.atoms} atoms.`;
  }

  /** The two cell vectors, drawn five cells long from an atom near the middle of the lattice. */
  #vectors(cell: LatticeMeasure): LinesOverlay {
    const { columns } = this.atoms.result;
    const members = [...columns.xPx.keys()].filter(
      (atom) => columns.lattice[atom] === cell.lattice && columns.sublattice[atom] === 0,
    );
    const mean = (values: Float64Array) =>
      members.reduce((sum, atom) => sum + values[atom]!, 0) / Math.max(1, members.length);
    const centre = [mean(columns.xPx), mean(columns.yPx)] as const;
    const off = (atom: number) => Math.hypot(columns.xPx[atom]! - centre[0], columns.yPx[atom]! - centre[1]);
    const start = members.reduce((best, atom) => (off(atom) < off(best) ? atom : best), members[0] ?? 0);
    const [x, y] = [columns.xPx[start] ?? 0, columns.yPx[start] ?? 0];
    const cells = 5;
    return {
      kind: "lines",
      fromXPx: [x, x],
      fromYPx: [y, y],
      toXPx: [x + cells * cell.aVectorPx[0], x + cells * cell.bVectorPx[0]],
      toYPx: [y + cells * cell.aVectorPx[1], y + cells * cell.bVectorPx[1]],
      colour: "#ff3030",
      label: `cell vectors of lattice ${cell.lattice + 1}, ${cells} cells long`,
    };
  }
}
