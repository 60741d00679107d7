import type { Provenance } from "../core/provenance.js";
import { version } from "../core/version.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../display/mimeBundle.js";
import type { PointsOverlay } from "../display/overlay.js";
import { overlayFigure } from "../display/overlayFigure.js";
import type { VacancyResult } from "../ops/atoms/vacancies.js";
import { type AtomMap, atomOverlays } from "./atomMap.js";
import type { DataFrame } from "./dataFrame.js";
import { toDataFrame } from "./table.js";

/**
 * The vacancies among the lattice sites of a micrograph; as the last line of a cell it draws them with the atoms over the image.
 *
 * @example
 * const vacancies = em.atoms.vacancies(atoms);
 * vacancies.table()
 */
export class VacancyMap implements Displayable {
  /** The atoms that were tested. */
  readonly atoms: AtomMap;
  /** Everything that was found, as plain data: also the sites that were not called. */
  readonly result: VacancyResult;
  /** Operation, version and the input's SHA-256. */
  readonly provenance: Provenance;

  constructor(atoms: AtomMap, result: VacancyResult) {
    this.atoms = atoms;
    this.result = result;
    this.provenance = Object.freeze({ operation: "em.atoms.vacancies", version, inputs: atoms.provenance.inputs });
    Object.freeze(this);
  }

  /** Number of vacancies called. @unitless */
  get count(): number {
    return this.result.called.length;
  }

  /** Columns of the vacancies in pixels, the surest first. */
  get xPx(): Float64Array {
    return this.#called(this.result.tests.xPx);
  }

  /** Rows of the vacancies in pixels, the surest first. */
  get yPx(): Float64Array {
    return this.#called(this.result.tests.yPx);
  }

  /** How many of the called vacancies are expected to be none. @unitless */
  get expectedFalseCalls(): number {
    return this.result.expectedFalseCalls;
  }

  /** How many vacancies are expected among the sites that were not called. @unitless */
  get expectedMissed(): number {
    return this.result.expectedMissed;
  }

  /** Vacancies per lattice site, vac / (vac + atoms), corrected for false and missed calls. */
  get perSitePercent(): number {
    return this.result.perSitePercent;
  }

  /** Vacancies per atom, vac / atoms, as the MXene papers count. */
  get perAtomPercent(): number {
    return this.result.perAtomPercent;
  }

  /** Sizes of the clusters of neighbouring vacancies, the largest first. @unitless */
  get clusterSizes(): readonly number[] {
    return this.result.clusterSizes;
  }

  /** What a reader must know before trusting the result. */
  get warnings(): readonly string[] {
    return this.result.warnings;
  }

  /** The called vacancies as a danfojs DataFrame, one row each, the surest first. Cost: about 1 s for a notebook's first table. */
  table(): DataFrame {
    const { called, cluster, clusterSizes, tests } = this.result;
    const pixelNm = this.atoms.micrograph.pixelNm;
    const nm = (values: Float64Array) => Array.from(this.#called(values), (value) => value * (pixelNm ?? Number.NaN));
    return toDataFrame({
      xPx: this.xPx,
      yPx: this.yPx,
      ...(pixelNm === undefined ? {} : { xNm: nm(tests.xPx), yNm: nm(tests.yPx) }),
      fill: this.#called(tests.fill),
      fillError: this.#called(tests.fillError),
      logLikelihoodRatio: this.#called(tests.logLikelihoodRatio),
      probability: this.#called(tests.probability),
      sublattice: Array.from(called, (row) => tests.sublattice[row]!),
      cluster,
      clusterSize: Array.from(cluster, (c) => clusterSizes[c]!),
    });
  }

  [displaySymbol](): MimeBundle {
    const { atoms, result } = this;
    const marks: PointsOverlay = {
      kind: "points",
      xPx: this.xPx,
      yPx: this.yPx,
      radiusPx: 0.45 * atoms.nearestPx,
      colour: "#ff3030",
      label: `vacancies (${this.count})`,
    };
    const text = `${this.count} vacancies among ${result.tests.count} sites; ${this.expectedFalseCalls.toFixed(1)} of them expected to be false, ${this.expectedMissed.toFixed(1)} others missed.`;
    return overlayFigure({
      image: atoms.micrograph,
      title: atoms.micrograph.title,
      overlays: [...atomOverlays(atoms).map(faint), ...(this.count > 0 ? [marks] : [])],
      caption: [
        text,
        ...(result.tests.count > 0 ? [shareLine(result)] : []),
        ...(this.count > 0 ? [clusterLine(this.clusterSizes)] : []),
        ...this.warnings,
      ],
      text,
    });
  }

  #called(values: Float64Array): Float64Array {
    return Float64Array.from(this.result.called, (row) => values[row]!);
  }
}

/** Atoms are small dots behind the vacancies. */
function faint(overlay: PointsOverlay): PointsOverlay {
  return { ...overlay, radiusPx: 0, label: overlay.label };
}

function shareLine(result: VacancyResult): string {
  const percent = (value: number) => value.toFixed(2);
  const range = `${percent(result.perSiteLowPercent)} to ${percent(result.perSiteHighPercent)}`;
  return `Vacancies per site (vac / (vac + atoms)): ${percent(result.perSitePercent)} % (95 %: ${range} % for this frame alone); per atom: ${percent(result.perAtomPercent)} %.`;
}

function clusterLine(sizes: readonly number[]): string {
  const alone = sizes.filter((size) => size === 1).length;
  const together = sizes.filter((size) => size > 1);
  const clusters =
    together.length > 0
      ? `, ${together.length} clusters of ${together.slice(0, 8).join(", ")}${together.length > 8 ? ", …" : ""}`
      : "";
  return `${alone} single${clusters}.`;
}
