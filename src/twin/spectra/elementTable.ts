import { EmError } from "../../core/error.js";

/** What spectra need to know of an element. */
export interface ElementFacts {
  /** Number of protons. @unitless */
  readonly atomicNumber: number;
  /** Grams per mole. @unitless */
  readonly molarMass: number;
}

/** Symbol, atomic number and molar mass; source: IUPAC standard atomic weights. */
const table: readonly (readonly [string, number, number])[] = [
  ["H", 1, 1.008],
  ["B", 5, 10.81],
  ["C", 6, 12.011],
  ["N", 7, 14.007],
  ["O", 8, 15.999],
  ["F", 9, 18.998],
  ["Mg", 12, 24.305],
  ["Al", 13, 26.982],
  ["Si", 14, 28.085],
  ["S", 16, 32.06],
  ["Ca", 20, 40.078],
  ["Ti", 22, 47.867],
  ["Cr", 24, 51.996],
  ["Mn", 25, 54.938],
  ["Fe", 26, 55.845],
  ["Co", 27, 58.933],
  ["Ni", 28, 58.693],
  ["Cu", 29, 63.546],
  ["Ga", 31, 69.723],
  ["Ge", 32, 72.63],
  ["As", 33, 74.922],
  ["Se", 34, 78.971],
  ["Sr", 38, 87.62],
  ["Zr", 40, 91.224],
  ["Mo", 42, 95.95],
  ["Ag", 47, 107.868],
  ["La", 57, 138.905],
  ["Ce", 58, 140.116],
  ["W", 74, 183.84],
  ["Pt", 78, 195.084],
  ["Au", 79, 196.967],
];

const facts = new Map<string, ElementFacts>(
  table.map(([symbol, atomicNumber, molarMass]) => [symbol, Object.freeze({ atomicNumber, molarMass })]),
);

/** The elements of which the twin knows spectra. */
export const spectrumElements: readonly string[] = Object.freeze([...facts.keys()]);

/** Looks an element up. Errors: BadOption for one that is not in the table. */
export function elementFacts(element: string): ElementFacts {
  const found = facts.get(element);
  if (!found)
    throw new EmError("BadOption", `the twin knows no spectrum of "${element}"`, {
      fix: `It knows ${spectrumElements.join(", ")}.`,
    });
  return found;
}
