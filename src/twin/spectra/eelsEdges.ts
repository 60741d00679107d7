import type { EelsValues } from "./eelsParameters.js";
import { type BetheConstants, ionisationBarn } from "./ionisation.js";

/** A core-loss edge of an element. */
export interface CoreEdge {
  readonly element: string;
  /** "L3". */
  readonly subshell: string;
  readonly onsetEv: number;
  /** How many electrons the full subshell holds. @unitless */
  readonly electronsInShell: number;
  /** Share of the d or f states above it that are empty: what its white line is made of; 0 where it has none. */
  readonly emptyFraction: number;
}

/** Onsets in eV; source: Ahn and Krivanek, EELS Atlas (1983). White lines: how many d (of 10) or f (of 14) states are empty. */
const table: readonly (readonly [string, string, number, number, number])[] = [
  ["B", "K", 188, 2, 0],
  ["C", "K", 284, 2, 0],
  ["N", "K", 401, 2, 0],
  ["O", "K", 532, 2, 0],
  ["F", "K", 685, 2, 0],
  ["Mg", "K", 1305, 2, 0],
  ["Al", "K", 1560, 2, 0],
  ["Si", "K", 1839, 2, 0],
  ["S", "L3", 165, 6, 0],
  ["Ca", "L3", 346, 4, 1],
  ["Ca", "L2", 350, 2, 1],
  ["Ti", "L3", 456, 4, 1],
  ["Ti", "L2", 462, 2, 1],
  ["Cr", "L3", 575, 4, 0.7],
  ["Cr", "L2", 584, 2, 0.7],
  ["Mn", "L3", 640, 4, 0.6],
  ["Mn", "L2", 651, 2, 0.6],
  ["Fe", "L3", 708, 4, 0.5],
  ["Fe", "L2", 721, 2, 0.5],
  ["Co", "L3", 779, 4, 0.3],
  ["Co", "L2", 794, 2, 0.3],
  ["Ni", "L3", 855, 4, 0.2],
  ["Ni", "L2", 872, 2, 0.2],
  ["Cu", "L3", 931, 4, 0],
  ["Cu", "L2", 951, 2, 0],
  ["Ga", "L3", 1115, 6, 0],
  ["Ge", "L3", 1217, 6, 0],
  ["As", "L3", 1323, 6, 0],
  ["Se", "L3", 1436, 6, 0],
  ["Sr", "M3", 269, 6, 0],
  ["Sr", "L3", 1940, 6, 0],
  ["Zr", "M3", 330, 6, 0],
  ["Mo", "M5", 227, 10, 0],
  ["Mo", "M3", 392, 6, 0.5],
  ["Ag", "M5", 367, 10, 0],
  ["La", "M5", 832, 6, 1],
  ["La", "M4", 849, 4, 1],
  ["Ce", "M5", 883, 6, 0.95],
  ["Ce", "M4", 901, 4, 0.95],
  ["W", "M5", 1809, 10, 0],
  ["Pt", "M5", 2122, 10, 0],
  ["Au", "M5", 2206, 10, 0],
];

/** The edges that the twin knows. */
export const coreEdges: readonly CoreEdge[] = Object.freeze(
  table.map(([element, subshell, onsetEv, electronsInShell, emptyFraction]) =>
    Object.freeze({ element, subshell, onsetEv, electronsInShell, emptyFraction }),
  ),
);

/** Cross section of an edge for electrons that enter the spectrometer, over all losses behind its onset. */
export function edgeBarn(edge: CoreEdge, accelKv: number, values: EelsValues): number {
  const bethe: BetheConstants =
    edge.subshell === "K"
      ? { factor: values.kFactor, logFactor: values.kLogFactor }
      : { factor: values.outerFactor, logFactor: values.outerLogFactor };
  return values.collectionFraction * ionisationBarn(edge.onsetEv, edge.electronsInShell, accelKv, bethe);
}
