import type { File, Group } from "h5wasm/node";
import type { Hdf5Candidate, Hdf5Facts } from "./hdf5Candidate.js";
import { type Hdf5Entry, isGroup, lookUp, numberAttribute, parentPath, textAttribute } from "./hdf5Tree.js";
import { nmPerUnit, squarePixelNm } from "./lengthUnit.js";

/** Images of HyperSpy: /Experiments/<name>/data with groups axis-0, axis-1, … that hold scale and units. */
export function findHyperspyImages(file: File, entries: readonly Hdf5Entry[]): Hdf5Candidate[] {
  const candidates: Hdf5Candidate[] = [];
  for (const { path, shape, numeric } of entries) {
    if (!numeric || shape.length < 2 || !/^\/Experiments\/[^/]+\/data$/.test(path)) continue;
    const group = lookUp(file, parentPath(path));
    if (!isGroup(group)) continue;
    const label = parentPath(path).split("/").at(-1);
    candidates.push({ path, ...(label && { label }), facts: () => hyperspyFacts(group, shape.length) });
  }
  return candidates;
}

function hyperspyFacts(group: Group, axes: number): Hdf5Facts {
  const stepNm = (axis: number) => {
    const description = lookUp(group, `axis-${axis}`);
    if (!isGroup(description)) return undefined;
    const scale = numberAttribute(description, "scale");
    const perUnit = nmPerUnit(textAttribute(description, "units"));
    return scale === undefined || perUnit === undefined ? undefined : Math.abs(scale) * perUnit;
  };
  const { pixelNm, note } = squarePixelNm(stepNm(axes - 1), stepNm(axes - 2));
  const from = "HyperSpy axis";
  return {
    ...(pixelNm !== undefined && { pixelNm }),
    metadata: pixelNm === undefined ? {} : { "Pixel size": { value: pixelNm, unit: "nm", from } },
    notes: note ? [note] : [],
  };
}
