import { checkAccelKv } from "../../core/electronWavelength.js";
import { EmError } from "../../core/error.js";
import type { Material } from "../specimens/specimen.js";
import type { Composition } from "./edsSpectrum.js";
import { type CoreEdge, coreEdges, edgeBarn } from "./eelsEdges.js";
import { type EelsValues, eelsDefaults } from "./eelsParameters.js";
import { elementFacts } from "./elementTable.js";
import { addPeak, channelIntegral, checkAxis, type EnergyAxis } from "./energyAxis.js";
import { edgePeaks, type Valence } from "./fineStructure.js";

/** How an energy-loss spectrum is taken. */
export interface EelsConditions {
  readonly accelKv: number;
  /** Default: 2048 channels of 0.25 eV from 400 eV. */
  readonly axis?: EnergyAxis;
  /** How far the spectrometer has drifted: what lies at 532 eV is recorded at 532 + shiftEv. Default 0. */
  readonly shiftEv?: number;
  readonly values?: EelsValues;
}

const barnNm2 = 1e-10;
/** Where the background's height is given. */
const backgroundEv = 450;

/** The channels of the spectrometer as it stands. */
export function eelsAxis(values: EelsValues = eelsDefaults): EnergyAxis {
  return { firstEv: values.firstEv, channelEv: values.channelEv, channels: values.channels };
}

/** How far the spectrometer drifts in a time. */
export function eelsDriftEv(timeS: number, values: EelsValues = eelsDefaults): number {
  return (values.driftEvPerMin * timeS) / 60;
}

/**
 * Share of the titanium that is trivalent, from what the specimen had and what the dose has reduced since.
 *
 * Errors: BadOption for a share that is not from 0 to 1.
 */
export function totalReduction(material: Material, reducedFraction: number): number {
  const before = material.eelsReference === "Ti3+" ? 1 : (material.reducedFraction ?? 0);
  for (const share of [before, reducedFraction])
    if (!(share >= 0 && share <= 1))
      throw new EmError("BadOption", `a reduced share of ${share}`, { fix: "Give a number from 0 to 1." });
  return 1 - (1 - before) * (1 - reducedFraction);
}

/**
 * The thickness that a single loss comes from: t exp(-t / path), for what is scattered again is lost to the edge; nothing comes through a
 * bar of the grid. Source: Egerton, Electron Energy-Loss Spectroscopy in the Electron Microscope, chapter 3.
 */
export function singleLossNm(thicknessNm: number, { inelasticPathNm }: Pick<EelsValues, "inelasticPathNm">): number {
  return thicknessNm * Math.exp(-thicknessNm / inelasticPathNm);
}

/**
 * Expected electrons per channel for one electron of the beam and one nanometre of a composition, with its titanium in one valence.
 *
 * Background A E^-r and an edge for each subshell: (r - 1) / Ek (E / Ek)^-r, and peaks. Single scattering: the
 * shape is right for specimens thinner than about half the mean free path of 100 nm. Errors: BadOption. Cost: about 1 ms for 2048 channels and three elements.
 */
export function eelsCountsPerNm(composition: Composition, valence: Valence, conditions: EelsConditions): Float64Array {
  const { accelKv, shiftEv = 0, values = eelsDefaults, axis = eelsAxis(values) } = conditions;
  checkAxis(axis);
  checkAccelKv(accelKv);
  // A drift of the spectrum is the opposite one of the axis.
  const shifted = { ...axis, firstEv: axis.firstEv - shiftEv };
  const counts = new Float64Array(axis.channels);
  let protons = 0;
  for (const [element, atoms] of Object.entries(composition)) {
    protons += atoms * elementFacts(element).atomicNumber;
    const left = element === "O" && valence === "Ti3+" ? 1 - oxygenLoss(composition, values) : 1;
    for (const edge of coreEdges)
      if (edge.element === element)
        addEdge(counts, shifted, edge, atoms * left * barnNm2 * edgeBarn(edge, accelKv, values), valence, values);
  }
  addBackground(counts, shifted, protons * barnNm2 * values.backgroundBarnPerEv, values);
  return counts;
}

/** Only what titanium gives up its valence for is lost: half an atom of oxygen for each titanium. */
function oxygenLoss(composition: Composition, values: EelsValues): number {
  const perTitanium = (composition["Ti"] ?? 0) / (composition["O"] ?? 1);
  return Math.min(1, values.oxygenLossFraction * 3 * perTitanium);
}

function addEdge(
  counts: Float64Array,
  axis: EnergyAxis,
  edge: CoreEdge,
  strength: number,
  valence: Valence,
  values: EelsValues,
): void {
  const { zeroLossFwhmEv, edgeExponent } = values;
  const onsetEv = edge.element === "O" && edge.subshell === "K" ? values.oxygenEdgeEv : edge.onsetEv;
  const sigmaEv = zeroLossFwhmEv / 2.3548;
  const density = (ev: number) => {
    const step = 1 / (1 + Math.exp((-1.702 * (ev - onsetEv)) / sigmaEv));
    return ((edgeExponent - 1) / onsetEv) * (Math.max(ev, onsetEv) / onsetEv) ** -edgeExponent * step;
  };
  const first = Math.max(0, Math.floor((onsetEv - 10 * sigmaEv - axis.firstEv) / axis.channelEv));
  for (let i = first; i < counts.length; i++) counts[i] += strength * channelIntegral(axis, i, sigmaEv, density);
  for (const { centreEv, fwhmEv, areaFraction } of edgePeaks(edge, valence, values))
    addPeak(counts, axis, centreEv, Math.hypot(fwhmEv, zeroLossFwhmEv), strength * areaFraction);
}

function addBackground(counts: Float64Array, axis: EnergyAxis, perEv: number, values: EelsValues): void {
  for (let i = 0; i < counts.length; i++) {
    const ev = axis.firstEv + i * axis.channelEv;
    // Below the losses of the valence electrons the law does not hold; it must not run to infinity there.
    counts[i] += perEv * axis.channelEv * (Math.max(ev, 50) / backgroundEv) ** -values.backgroundExponent;
  }
}

/**
 * Expected electrons per channel of a material: a mixture of both valences in proportion to its reduction.
 *
 * @param electrons of the beam that fall on it
 * @param reducedFraction what the dose has reduced, from 0 to 1
 */
export function eelsSpectrum(
  material: Material,
  electrons: number,
  reducedFraction: number,
  conditions: EelsConditions,
): Float32Array {
  const share = totalReduction(material, reducedFraction);
  const [whole, reduced] = (["Ti4+", "Ti3+"] as const).map((valence) =>
    eelsCountsPerNm(material.atomsPerNm3, valence, conditions),
  );
  const factor = electrons * singleLossNm(material.thicknessNm, conditions.values ?? eelsDefaults);
  return Float32Array.from(whole, (count, i) => factor * ((1 - share) * count + share * reduced[i]));
}
