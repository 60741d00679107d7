import { electronsOf } from "../../core/electronsOfCurrent.js";
import { EmError } from "../../core/error.js";
import { type ValuesOf, valuesOf } from "../parameter.js";
import type { SpecimenRegion } from "../specimens/specimen.js";
import { haadfAreaNm2 } from "./atomicSignal.js";
import { sampleParameters } from "./sampleParameters.js";

/** The beam on a rectangle of the specimen for a while. */
export interface LayerExposure {
  readonly centreXNm: number;
  readonly centreYNm: number;
  readonly widthNm: number;
  readonly heightNm: number;
  readonly currentPicoAmp: number;
  readonly timeS: number;
}

/** A rectangle with how thick the layer in it is in nm, or what dose it was showered with in units of showerDoseEPerA2. */
interface Field {
  centreXNm: number;
  centreYNm: number;
  widthNm: number;
  heightNm: number;
  /** @unitless */
  amount: number;
}

type Settings = ValuesOf<typeof sampleParameters>;

/** Fields and showers that are remembered; then the least one is forgotten. */
const mostFields = 512;
const mostShowers = 64;
/** Two exposures whose centres and sizes differ by less than this part of their width are of the same field. */
const sameField = 0.05;
/** What an atom of carbon sends to the HAADF detector: asked for at each pixel. */
const carbonAreaNm2 = haadfAreaNm2(6);
/** Square angstroms in a square nanometre. */
const a2PerNm2 = 100;

/**
 * The layer of carbon that grows on a specimen where the beam stays.
 *
 * Molecules on the surface wander into the beam and stay: growth is fed by diffusion, so it rises with the current and then no more, is
 * faster in a small field, and leaves a rim that falls as 1/r. A beam shower, a low dose over a large area, fixes the molecules
 * there, and less grows afterwards. Memory: at most 512 fields and 64 showers. Source: after Hettler et al., Micron 96 (2017) 38, and
 * Hugenschmidt et al. (2022); the numbers are placeholders (sampleParameters).
 */
export class HydrocarbonLayer {
  readonly #settings: Settings;
  readonly #fields: Field[] = [];
  readonly #showers: Field[] = [];

  constructor(changes: Partial<Settings> = {}) {
    this.#settings = valuesOf(sampleParameters, changes);
  }

  /** Speed of growth in the middle of a field, in nm/min, before any shower. */
  growthNmPerMin(widthNm: number, heightNm: number, currentPicoAmp: number): number {
    const { growthNmPerMin, growthFieldNm, growthCurrentPicoAmp, saturationCurrentPicoAmp, leastFieldNm } =
      this.#settings;
    const supplied = (current: number) => -Math.expm1(-current / saturationCurrentPicoAmp);
    const across = Math.max(leastFieldNm, Math.sqrt(widthNm * heightNm));
    return (growthNmPerMin * supplied(currentPicoAmp) * growthFieldNm) / (supplied(growthCurrentPicoAmp) * across);
  }

  /** Lets the layer grow. Errors: BadOption for numbers that are not finite, or negative. */
  deposit(exposure: LayerExposure): void {
    const { centreXNm, centreYNm, widthNm, heightNm, currentPicoAmp, timeS } = checked(exposure);
    const rate = this.growthNmPerMin(widthNm, heightNm, currentPicoAmp);
    const amount = (rate * timeS * this.mobileFractionAt(centreXNm, centreYNm)) / 60;
    if (amount > 0) remember(this.#fields, { centreXNm, centreYNm, widthNm, heightNm, amount }, mostFields);
  }

  /** Fixes the molecules of an area. Errors: BadOption for numbers that are not finite, or negative. */
  shower(exposure: LayerExposure): void {
    const { centreXNm, centreYNm, widthNm, heightNm, currentPicoAmp, timeS } = checked(exposure);
    const electrons = electronsOf(currentPicoAmp, timeS);
    const doseEPerA2 = electrons / (widthNm * heightNm * a2PerNm2);
    const dose = doseEPerA2 / this.#settings.showerDoseEPerA2;
    if (dose > 0) remember(this.#showers, { centreXNm, centreYNm, widthNm, heightNm, amount: dose }, mostShowers);
  }

  /** What part of the molecules at a place is still mobile, 0 to 1. */
  mobileFractionAt(xNm: number, yNm: number): number {
    let dose = 0;
    for (const shower of this.#showers) if (distanceOutside(shower, xNm, yNm) === 0) dose += shower.amount;
    return Math.exp(-dose);
  }

  /** Thickness of the layer at a place; cost O(fields). For many places of one region use thicknessIn. */
  thicknessNmAt(xNm: number, yNm: number): number {
    return this.#sum(this.#fields, xNm, yNm);
  }

  /** Thickness as a function of place that holds in a region as the layer is now: only the fields that reach it are summed. */
  thicknessIn(region: SpecimenRegion): (xNm: number, yNm: number) => number {
    const near = this.#fields.filter((field) => this.#reaches(field, region)).map((field) => ({ ...field }));
    return (xNm, yNm) => this.#sum(near, xNm, yNm);
  }

  /** Share of the beam that a thickness of the layer sends to the HAADF detector: a background without contrast. */
  haadfFraction(thicknessNm: number): number {
    return carbonAreaNm2 * this.#settings.layerAtomsPerNm3 * thicknessNm;
  }

  /** Fields that are remembered. @unitless */
  get fieldCount(): number {
    return this.#fields.length;
  }

  #sum(fields: readonly Field[], xNm: number, yNm: number): number {
    let thicknessNm = 0;
    for (const field of fields) thicknessNm += field.amount * this.#profile(field, xNm, yNm);
    return thicknessNm;
  }

  /** 1 in the field; outside it falls as 1/r, and to nothing where molecules no longer come from. */
  #profile(field: Field, xNm: number, yNm: number): number {
    const outside = distanceOutside(field, xNm, yNm);
    if (outside === 0) return 1;
    const { haloEdgeFraction, haloReachFields } = this.#settings;
    const radius = radiusOf(field);
    const left = 1 - outside / (2 * radius * haloReachFields);
    return left > 0 ? (haloEdgeFraction * left * radius) / (radius + outside) : 0;
  }

  #reaches(field: Field, { leastXNm, leastYNm, mostXNm, mostYNm }: SpecimenRegion): boolean {
    const reach = 2 * radiusOf(field) * this.#settings.haloReachFields;
    const nearestX = Math.min(Math.max(field.centreXNm, leastXNm), mostXNm);
    const nearestY = Math.min(Math.max(field.centreYNm, leastYNm), mostYNm);
    return distanceOutside(field, nearestX, nearestY) < reach;
  }
}

/** A spot has some width too: that of the smallest probe. */
const leastWidthNm = 0.1;

function checked(exposure: LayerExposure): LayerExposure {
  for (const [name, value] of Object.entries(exposure)) {
    const isSigned = name.startsWith("centre");
    if (Number.isFinite(value) && (isSigned || value >= 0)) continue;
    throw new EmError("BadOption", `${name} of an exposure is ${value}`, {
      fix: `Give ${name} as a finite number${isSigned ? "" : " of at least 0"}.`,
    });
  }
  const { widthNm, heightNm } = exposure;
  return { ...exposure, widthNm: Math.max(leastWidthNm, widthNm), heightNm: Math.max(leastWidthNm, heightNm) };
}

/** Adds to a field that is there, or begins one; above `most` the one with the least amount goes. */
function remember(fields: Field[], next: Field, most: number): void {
  const same = fields.find((field) => isSame(field, next));
  if (same) {
    same.amount += next.amount;
    return;
  }
  fields.push(next);
  if (fields.length <= most) return;
  const least = fields.reduce((found, field, k) => (field.amount < fields[found].amount ? k : found), 0);
  fields.splice(least, 1);
}

function isSame(a: Field, b: Field): boolean {
  const near = sameField * Math.min(a.widthNm, a.heightNm);
  return [a.centreXNm - b.centreXNm, a.centreYNm - b.centreYNm, a.widthNm - b.widthNm, a.heightNm - b.heightNm].every(
    (difference) => Math.abs(difference) <= near,
  );
}

function distanceOutside(field: Field, xNm: number, yNm: number): number {
  const dx = Math.max(0, Math.abs(xNm - field.centreXNm) - field.widthNm / 2);
  const dy = Math.max(0, Math.abs(yNm - field.centreYNm) - field.heightNm / 2);
  return dx === 0 && dy === 0 ? 0 : Math.hypot(dx, dy);
}

function radiusOf({ widthNm, heightNm }: Field): number {
  return Math.sqrt(widthNm * heightNm) / 2;
}
