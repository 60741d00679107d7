import { type OptionRules, resolveOptions } from "../../core/options.js";
import { withUnit } from "../../core/units.js";
import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import { overlayFigure } from "../../display/overlayFigure.js";
import type { DoseMap } from "../../instrument/doseMap.js";
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
   * Sets how much dose any place may get; an acquisition that would exceed it is refused before the beam is on. undefined: no limit.
   *
   * Errors: BadOption unless it is above 0 e/Å².
   *
   * @example
   * await em.dose.setBudget(20_000);
   */
  setBudget(doseEPerA2: number | undefined): Promise<void>;
}

export const dose: Dose = Object.freeze({ totalElectrons, here, map, setBudget });

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
  const { xNm, yNm } = await guard.dose.underBeam();
  return guard.dose.map.mostOver({ centreXNm: xNm, centreYNm: yNm, widthNm: fovNm, heightNm: fovNm, rotationDeg: 0 });
}

async function map(options?: DoseMapOptions): Promise<DoseView> {
  const { guard } = await connected();
  const { xNm, yNm } = await guard.dose.underBeam();
  const defaults: MapSettings = { fovNm: 50, centreXNm: xNm, centreYNm: yNm, sizePx: 256 };
  const settings = resolveOptions<MapSettings>("em.dose.map", options, defaults, mapRules);
  return new DoseView(guard.dose.map, settings);
}

async function setBudget(doseEPerA2: number | undefined): Promise<void> {
  const { guard } = await connected();
  guard.dose.setBudget(doseEPerA2);
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

  constructor(doseMap: DoseMap, { fovNm, centreXNm, centreYNm, sizePx }: MapSettings) {
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
