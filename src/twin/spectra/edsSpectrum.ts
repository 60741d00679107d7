import { electronsOf } from "../../core/electronsOfCurrent.js";
import { checkAccelKv } from "../../core/electronWavelength.js";
import { EmError } from "../../core/error.js";
import type { Material } from "../specimens/specimen.js";
import { edsAxis, edsEfficiency, edsFwhmEv } from "./edsDetector.js";
import { linesNamed, type XrayLine, xrayLines } from "./edsLines.js";
import { type EdsValues, edsDefaults } from "./edsParameters.js";
import { elementFacts } from "./elementTable.js";
import { addPeak, checkAxis, type EnergyAxis } from "./energyAxis.js";
import { type BetheConstants, ionisationBarn } from "./ionisation.js";

/** Atoms per cubic nanometre by element, as a Material has them. */
export type Composition = Material["atomsPerNm3"];

/** How a spectrum of X-rays is taken. */
export interface EdsConditions {
  readonly accelKv: number;
  /** Default: all channels of the detector. */
  readonly axis?: EnergyAxis;
  readonly values?: EdsValues;
}

/** SrTiO3, cell of 0.3905 nm. */
const referenceCell: Composition = { Sr: 16.79, Ti: 16.79, O: 50.38 };

/** Detected X-rays of a line for one atom per square nanometre and electron, in barns: ionisation, yield, share and efficiency. */
export function lineBarn(line: XrayLine, accelKv: number, values: EdsValues = edsDefaults): number {
  const shell = ionisationBarn(line.edgeEv, line.electronsInShell, accelKv, betheOf(line, values));
  return shell * line.yieldFraction * line.shareFraction * edsEfficiency(line.energyEv, values);
}

function betheOf({ family }: XrayLine, values: EdsValues): BetheConstants {
  if (family === "K") return { factor: values.kFactor, logFactor: values.kLogFactor };
  if (family === "L") return { factor: values.lFactor, logFactor: values.lLogFactor };
  return { factor: values.mFactor, logFactor: values.mLogFactor };
}

/**
 * Cliff and Lorimer's factor of a line beside Si Ka, for parts by weight: C_A / C_Si = k I_A / I_Si in a thin specimen.
 *
 * Errors: BadOption for a line that does not exist or is not excited. Source: k = M / (Q w a e), Williams and Carter, chapter 35.
 *
 * @param name "Ka", "La": all lines whose names begin so
 * @example
 * kFactor("Fe", "Ka", 200); // 1.39
 */
export function kFactor(element: string, name: string, accelKv: number, values: EdsValues = edsDefaults): number {
  return perWeight("Si", "Ka", accelKv, values) / perWeight(element, name, accelKv, values);
}

function perWeight(element: string, name: string, accelKv: number, values: EdsValues): number {
  const barn = linesNamed(element, name).reduce((sum, line) => sum + lineBarn(line, accelKv, values), 0);
  if (!(barn > 0))
    throw new EmError("BadOption", `${element} has no line ${name} at ${accelKv} kV`, {
      fix: `It has ${[...new Set(xrayLines(element).map((line) => line.name))].join(", ") || "no lines"}.`,
    });
  return barn / elementFacts(element).molarMass;
}

/**
 * Expected counts per channel for one electron and one nanometre of a composition: lines and bremsstrahlung.
 *
 * Thin specimen: no absorption, so counts go with the thickness. Errors: BadOption. Cost: about 2 ms for 4096 channels.
 */
export function edsCountsPerNm(composition: Composition, conditions: EdsConditions): Float64Array {
  const { accelKv, values = edsDefaults, axis = edsAxis(values) } = conditions;
  checkAxis(axis);
  checkAccelKv(accelKv);
  const scale = scaleOf(values);
  const counts = unscaledCounts(composition, accelKv, axis, values, scale.backgroundPerLine);
  for (let i = 0; i < counts.length; i++) counts[i] *= scale.countsPerBarn;
  return counts;
}

/** The thickness that X-rays come from: that of a thin specimen, and no more than excitedNm of a thick one. */
export function radiatingNm(thicknessNm: number, { excitedNm }: Pick<EdsValues, "excitedNm">): number {
  return -excitedNm * Math.expm1(-thicknessNm / excitedNm);
}

/**
 * Expected counts per channel of a material: what the mean of many spectra would be.
 *
 * @param electrons that fall on it
 */
export function edsSpectrum(material: Material, electrons: number, conditions: EdsConditions): Float32Array {
  const perNm = edsCountsPerNm(material.atomsPerNm3, conditions);
  const factor = electrons * radiatingNm(material.thicknessNm, conditions.values ?? edsDefaults);
  return Float32Array.from(perNm, (count) => count * factor);
}

function unscaledCounts(
  composition: Composition,
  accelKv: number,
  axis: EnergyAxis,
  values: EdsValues,
  backgroundPerLine: number,
): Float64Array {
  const counts = new Float64Array(axis.channels);
  let squares = 0;
  for (const [element, atoms] of Object.entries(composition)) {
    squares += atoms * elementFacts(element).atomicNumber ** 2;
    for (const line of xrayLines(element))
      addPeak(counts, axis, line.energyEv, edsFwhmEv(line.energyEv, values), atoms * lineBarn(line, accelKv, values));
  }
  addBackground(counts, axis, accelKv, values, backgroundPerLine * squares);
  return counts;
}

/** Kramers' law, (E0 - E) / E, as the detector lets it pass; source: Kramers, Philosophical Magazine 46 (1923) 836. */
function addBackground(
  counts: Float64Array,
  { firstEv, channelEv }: EnergyAxis,
  accelKv: number,
  values: EdsValues,
  amount: number,
): void {
  if (amount === 0) return;
  const beamEv = 1000 * accelKv;
  for (let i = 0; i < counts.length; i++) {
    const energyEv = firstEv + i * channelEv;
    if (energyEv < values.leastBackgroundEv || energyEv >= beamEv) continue;
    counts[i] += amount * channelEv * ((beamEv - energyEv) / (beamEv * energyEv)) * edsEfficiency(energyEv, values);
  }
}

interface Scale {
  readonly countsPerBarn: number;
  readonly backgroundPerLine: number;
}

const scales = new WeakMap<EdsValues, Scale>();

/** What makes the counts of the reference come true. */
function scaleOf(values: EdsValues): Scale {
  const kept = scales.get(values);
  if (kept) return kept;
  const counts = (backgroundPerLine: number) =>
    sum(unscaledCounts(referenceCell, values.referenceAccelKv, edsAxis(values), values, backgroundPerLine));
  const lines = counts(0);
  const background = counts(1) - lines;
  const backgroundPerLine = ((values.backgroundFraction / (1 - values.backgroundFraction)) * lines) / background;
  const electrons = values.referenceCurrentPicoAmp * electronsOf(1, 1) * values.referenceDwellUs * 1e-6;
  const total = lines / (1 - values.backgroundFraction);
  const countsPerBarn = values.referenceCounts / (electrons * radiatingNm(values.referenceThicknessNm, values) * total);
  const scale = { countsPerBarn, backgroundPerLine };
  scales.set(values, scale);
  return scale;
}

function sum(counts: Float64Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
