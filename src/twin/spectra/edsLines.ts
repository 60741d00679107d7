import { elementFacts } from "./elementTable.js";
import { xraySubshells } from "./xraySubshells.js";

/** The shells whose lines an X-ray detector sees. */
export type XrayFamily = "K" | "L" | "M";

/** A characteristic X-ray line. */
export interface XrayLine {
  readonly element: string;
  /** "K", "L3". */
  readonly subshell: string;
  readonly family: XrayFamily;
  /** As Siegbahn named it: "Ka1". */
  readonly name: string;
  readonly energyEv: number;
  /** Binding energy of the subshell. */
  readonly edgeEv: number;
  /** How many electrons the full subshell holds. @unitless */
  readonly electronsInShell: number;
  /** How many vacancies of the subshell end in an X-ray. */
  readonly yieldFraction: number;
  /** Share of this line among the X-rays of the subshell. */
  readonly shareFraction: number;
}

const electronsOf: Readonly<Record<string, number>> = { K: 2, L1: 2, L2: 2, L3: 4, M1: 2, M2: 2, M3: 4, M4: 4, M5: 6 };

const lines = new Map<string, readonly XrayLine[]>();
for (const row of xraySubshells.trim().split("\n")) {
  const element = row.slice(0, row.indexOf(" "));
  lines.set(element, Object.freeze([...(lines.get(element) ?? []), ...linesOfRow(row)]));
}

function linesOfRow(row: string): XrayLine[] {
  const [element, subshell, edge, fluorescence, ...triples] = row.split(" ");
  const shell = {
    element,
    subshell,
    family: subshell[0] as XrayFamily,
    edgeEv: Number(edge),
    electronsInShell: electronsOf[subshell],
    yieldFraction: Number(fluorescence),
  };
  return Array.from({ length: triples.length / 3 }, (_, i) =>
    Object.freeze({
      ...shell,
      name: triples[3 * i],
      energyEv: Number(triples[3 * i + 1]),
      shareFraction: Number(triples[3 * i + 2]),
    }),
  );
}

/** The lines of an element from about 0.15 to 40 keV; none for hydrogen. Errors: BadOption for an unknown element. */
export function xrayLines(element: string): readonly XrayLine[] {
  elementFacts(element);
  return lines.get(element) ?? [];
}

/** The lines that go by one name such as "Ka" (Ka1 and Ka2) or "La". */
export function linesNamed(element: string, name: string): readonly XrayLine[] {
  return xrayLines(element).filter((line) => line.name === name || line.name.replace(/\d.*$/, "") === name);
}

/** Energy of a line, or of a group of lines that the detector does not separate, weighted by their strengths; undefined where there is none. */
export function lineEnergyEv(element: string, name: string): number | undefined {
  const named = linesNamed(element, name);
  const weight = named.reduce((sum, { shareFraction }) => sum + shareFraction, 0);
  if (weight === 0) return undefined;
  return named.reduce((sum, { energyEv, shareFraction }) => sum + energyEv * shareFraction, 0) / weight;
}
