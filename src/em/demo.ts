import { Micrograph } from "../core/micrograph.js";
import { type OptionRules, resolveOptions } from "../core/options.js";
import { seededRandom } from "../core/random.js";
import { version } from "../core/version.js";
import { haadfFrame } from "../twin/detectors/haadfFrame.js";
import type { Column, ColumnState } from "../twin/specimens/columnSpecimen.js";
import { mxeneFlake } from "../twin/specimens/mxene.js";
import { SimulatedFrame } from "./simulatedFrame.js";

/** How the simulated Ti3C2Tx frame is made; every option may be left out. */
export interface MxeneDemoOptions {
  /** Whole number that fixes everything random; the same seed gives the same bytes. Default 1. @unitless */
  readonly seed?: number;
  /** Width and height of the frame, in pixels. Default 512. */
  readonly sizePx?: number;
  /** Width and height of the field of view, in nm. Default 7.5. */
  readonly fovNm?: number;
  /** Dose, in electrons per square ångström. Default 30 000. */
  readonly doseEPerA2?: number;
  /** Share of titanium columns that are missing. Default 2 %. */
  readonly vacancyPercent?: number;
  /** Titanium atoms on the surface, each on top of a column. Default 12. @unitless */
  readonly adatoms?: number;
  /** Radius of the nanopore, in nm; 0 for none. Default 0.5. */
  readonly poreRadiusNm?: number;
  /** Brightness of the hydrocarbon contamination beside a column's peak. Default 0.4. @unitless */
  readonly contamination?: number;
  /** Standard deviation of each row's sideways displacement (scan noise), in pixels. Default 0.25. */
  readonly rowShiftSigmaPx?: number;
  /** Width of the probe (standard deviation of its core), in nm. Default 0.042. */
  readonly probeSigmaNm?: number;
  /** Direction of the lattice, in degrees. Default: drawn from the seed. */
  readonly rotationDeg?: number;
}

type Settings = Required<MxeneDemoOptions>;

const defaults: Settings = {
  seed: 1,
  sizePx: 512,
  fovNm: 7.5,
  doseEPerA2: 30_000,
  vacancyPercent: 2,
  adatoms: 12,
  poreRadiusNm: 0.5,
  contamination: 0.4,
  rowShiftSigmaPx: 0.25,
  probeSigmaNm: 0.042,
  rotationDeg: Number.NaN,
};

const rules: OptionRules<Settings> = {
  seed: { kind: "number", integer: true, min: 0, max: 4294967295 },
  sizePx: { kind: "number", integer: true, min: 64, max: 4096, unit: "px" },
  fovNm: { kind: "number", min: 1, max: 60, unit: "nm" },
  doseEPerA2: { kind: "number", min: 1, max: 1e8, unit: "e/Å²" },
  vacancyPercent: { kind: "number", min: 0, max: 50, unit: "%" },
  adatoms: { kind: "number", integer: true, min: 0, max: 10_000 },
  poreRadiusNm: { kind: "number", min: 0, max: 20, unit: "nm" },
  contamination: { kind: "number", min: 0, max: 20 },
  rowShiftSigmaPx: { kind: "number", min: 0, max: 5, unit: "px" },
  probeSigmaNm: { kind: "number", min: 0.02, max: 0.2, unit: "nm" },
  rotationDeg: { kind: "number", min: -360, max: 360, unit: "°" },
};

/** Electrons that reach the detector from the brightest point of a Ti1C1 column, per electron there (order of magnitude of multislice). @unitless */
const collectedAtPeak = 0.009;
const probeTail = { tailFraction: 0.12, tailRatio: 2.2 };
const backgroundBesidePeak = 0.2;

/** Simulated frames with known truth, for learning and for testing an analysis before there is data. */
export interface Demo {
  /**
   * Makes a simulated HAADF frame of a Ti3C2Tx MXene flake with everything that makes real ones hard, and the truth behind it.
   *
   * Vacancies (the carbon or the terminations stay), adatoms, a nanopore, contamination, row distortion and counting noise.
   * The frame's values are electron counts, its pixel size is known, and its truth lists every column.
   * Errors: BadOption. Cost: about 0.1 s at 512 x 512 px. Source: linear imaging model g = f (x) h, brightness Z^1.7.
   *
   * @param options seed, sizePx (512), fovNm (7.5 nm), doseEPerA2 (30 000 e/Å²), vacancyPercent (2 %), adatoms (12), poreRadiusNm (0.5 nm), …
   * @example
   * const frame = em.demo.mxene({ seed: 7, doseEPerA2: 10_000 });
   * frame.truth.vacancies.length
   */
  mxene(options?: MxeneDemoOptions): SimulatedFrame;
}

export const demo: Demo = Object.freeze({ mxene });

function mxene(options?: MxeneDemoOptions): SimulatedFrame {
  const settings = resolveOptions("em.demo.mxene", options, defaults, rules);
  const random = seededRandom(settings.seed, "mxene");
  const rotationDeg = Number.isNaN(settings.rotationDeg) ? 60 * random.uniform() : settings.rotationDeg;
  const { columns, poreNm } = mxeneFlake({ ...settings, rotationDeg }, random);
  const pixelNm = settings.fovNm / settings.sizePx;
  const { counts, rowShiftPx } = haadfFrame(
    columns,
    {
      widthPx: settings.sizePx,
      heightPx: settings.sizePx,
      pixelNm,
      probe: { sigmaNm: settings.probeSigmaNm, ...probeTail },
      peakElectrons: collectedAtPeak * settings.doseEPerA2 * (10 * pixelNm) ** 2,
      background: backgroundBesidePeak,
      contamination: settings.contamination,
      rowShiftSigmaPx: settings.rowShiftSigmaPx,
    },
    seededRandom(settings.seed, "mxene scan and detector"),
  );
  const micrograph = new Micrograph({
    data: counts,
    widthPx: settings.sizePx,
    heightPx: settings.sizePx,
    pixelNm,
    isCounts: true,
    title: `simulated Ti3C2Tx, seed ${settings.seed}`,
    notes: ["Simulated by em.demo.mxene: the truth behind it is known."],
    provenance: { operation: "em.demo.mxene", version, inputs: [], seed: settings.seed },
  });
  const inState = (state: ColumnState) =>
    columns.filter((column) => column.state === state && isInside(column, settings.fovNm));
  const toPx = (column: Column) => ({ ...column, xPx: column.xNm / pixelNm, yPx: column.yNm / pixelNm });
  return new SimulatedFrame(micrograph, {
    columns: columns.filter((column) => isInside(column, settings.fovNm)).map(toPx),
    vacancies: inState("vacancy").map(toPx),
    adatoms: inState("adatom").map(toPx),
    pore: settings.poreRadiusNm > 0 ? { ...poreNm, radiusNm: settings.poreRadiusNm } : undefined,
    rotationDeg,
    rowShiftPx,
    options: { ...settings, rotationDeg },
  });
}

function isInside({ xNm, yNm }: Column, fovNm: number): boolean {
  return xNm >= 0 && yNm >= 0 && xNm < fovNm && yNm < fovNm;
}
