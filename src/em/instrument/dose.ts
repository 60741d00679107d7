import { type OptionRules, resolveOptions } from "../../core/options.js";
import { withUnit } from "../../core/units.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import { overlayFigure } from "../../display/overlayFigure.js";
import type { ReadableDoseMap } from "../../instrument/doseMap.js";
import { type PlannedDose, placeUnderBeam, type SpecimenPoint } from "../../instrument/guard/doseBudget.js";
import type { Guard } from "../../instrument/guard.js";
import { acquireOptions, imageRequestOf, type ScanOptions } from "./acquireOptions.js";
import { connected } from "./connection.js";

/** Which part of the specimen a dose map shows; every option may be left out. */
export interface DoseMapOptions {
  /** Width of the square. Default 50 nm. */
  readonly fovNm?: number;
  /** Its middle, as a place of the specimen. Default: what lies under the beam. */
  readonly centreXNm?: number;
  readonly centreYNm?: number;
  /** Default 256. */
  readonly sizePx?: number;
}

/** The dose that each place of the specimen has had through this connection. */
export interface Dose {
  /**
   * The electrons that have reached the specimen since it was connected to.
   *
   * @example
   * await em.dose.totalElectrons()
   */
  totalElectrons(): Promise<number>;

  /**
   * The largest dose that any place under a field of view in the middle has had.
   *
   * @example
   * await em.dose.here({ fovNm: 5 })
   */
  here(options?: { readonly fovNm?: number }): Promise<number>;

  /**
   * Draws the dose of each place.
   *
   * Errors: BadOption. Cost: milliseconds.
   *
   * @param options fovNm (50 nm), centreXNm, centreYNm, sizePx (256)
   * @example
   * await em.dose.map({ fovNm: 30 })
   */
  map(options?: DoseMapOptions): Promise<DoseView>;

  /**
   * What an image would do to the specimen where the stage is now, without taking it: electrons, dose, what the area has had, the budget.
   *
   * Errors: BadOption.
   *
   * @param options as for em.acquire.haadf
   * @example
   * (await em.dose.planned({ fovNm: 5, dwellUs: 10 })).totalEPerA2
   */
  planned(options?: ScanOptions): Promise<PlannedDose>;
}

export const dose: Dose = Object.freeze({ totalElectrons, here, map, planned });

interface MapSettings {
  readonly fovNm: number;
  readonly centreXNm: number;
  readonly centreYNm: number;
  readonly sizePx: number;
}

const anywhere = { kind: "number", min: -1e7, max: 1e7, unit: "nm" } as const;
const fovRule = { kind: "number", min: 0.1, max: 1e6, unit: "nm" } as const;
const mapRules: OptionRules<MapSettings> = {
  fovNm: fovRule,
  centreXNm: anywhere,
  centreYNm: anywhere,
  sizePx: { kind: "number", integer: true, min: 16, max: 2048, unit: "px" },
};

async function totalElectrons(): Promise<number> {
  const { guard } = await connected();
  return guard.dose.map.totalElectrons();
}

async function here(options?: { readonly fovNm?: number }): Promise<number> {
  const { fovNm } = resolveOptions("em.dose.here", options, { fovNm: 10 }, { fovNm: fovRule });
  const { guard } = await connected();
  const { xNm, yNm } = await underBeam(guard);
  return guard.dose.map.mostOver({ centreXNm: xNm, centreYNm: yNm, widthNm: fovNm, heightNm: fovNm, rotationDeg: 0 });
}

async function map(options?: DoseMapOptions): Promise<DoseView> {
  const { guard } = await connected();
  const { xNm, yNm } = await underBeam(guard);
  const defaults: MapSettings = { fovNm: 50, centreXNm: xNm, centreYNm: yNm, sizePx: 256 };
  const settings = resolveOptions<MapSettings>("em.dose.map", options, defaults, mapRules);
  return new DoseView(guard.dose.map, settings);
}

async function planned(options?: ScanOptions): Promise<PlannedDose> {
  const settings = acquireOptions("em.dose.planned", "scan", options);
  const { guard } = await connected();
  return guard.dose.of(imageRequestOf(["haadf"], settings));
}

/** The place of the specimen that lies under the beam, as the encoders have it. */
async function underBeam(guard: Guard): Promise<SpecimenPoint> {
  return placeUnderBeam(await guard.stage.report(), await guard.beam.state());
}

/** The dose over a square of the specimen; as the last line of a cell it is a picture. */
export class DoseView implements Displayable {
  /** Dose of each pixel in e/Å², row after row. @unitless */
  readonly data: Float32Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelNm: number;
  /** The largest value. */
  readonly mostEPerA2: number;
  /** The middle, as a place of the specimen. */
  readonly centreXNm: number;
  readonly centreYNm: number;

  constructor(doseMap: ReadableDoseMap, { fovNm, centreXNm, centreYNm, sizePx }: MapSettings) {
    this.widthPx = sizePx;
    this.heightPx = sizePx;
    this.pixelNm = fovNm / sizePx;
    this.centreXNm = centreXNm;
    this.centreYNm = centreYNm;
    this.data = new Float32Array(sizePx * sizePx);
    for (let i = 0; i < this.data.length; i += 1) {
      const x = centreXNm + ((i % sizePx) + 0.5) * this.pixelNm - fovNm / 2;
      const y = centreYNm + (Math.floor(i / sizePx) + 0.5) * this.pixelNm - fovNm / 2;
      this.data[i] = doseMap.doseAt(x, y);
    }
    this.mostEPerA2 = this.data.reduce((most, value) => Math.max(most, value), 0);
    Object.freeze(this);
  }

  [displaySymbol](): MimeBundle {
    const text = `Dose: at most ${withUnit(Number(this.mostEPerA2.toPrecision(4)), "EPerA2")}`;
    return overlayFigure({
      image: this,
      colourMap: "inferno",
      contrast: { low: 0, high: Math.max(this.mostEPerA2, 1e-9) },
      title: "Dose on the specimen",
      caption: [text],
      text,
    });
  }
}
