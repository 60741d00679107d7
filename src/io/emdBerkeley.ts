import type { File, Group } from "h5wasm/node";
import type { Metadata, MetadataEntry } from "../core/metadata.js";
import type { Hdf5Candidate, Hdf5Facts } from "./hdf5Candidate.js";
import { type Hdf5Entry, isDataset, isGroup, lookUp, numberAttribute, parentPath, textAttribute } from "./hdf5Tree.js";
import { nmPerUnit, squarePixelNm } from "./lengthUnit.js";

/**
 * Images of the EMD format of Berkeley (NCEM): a group with emd_group_type 1 holds "data" and "dim1", "dim2", … with their units.
 *
 * Source: emdatasets.com, version 0.2.
 */
export function findEmdImages(file: File, entries: readonly Hdf5Entry[]): Hdf5Candidate[] {
  const candidates: Hdf5Candidate[] = [];
  for (const { path, shape, numeric } of entries) {
    if (!numeric || shape.length < 2 || !/\/(data|datacube)$/.test(path)) continue;
    const group = lookUp(file, parentPath(path));
    if (!isGroup(group) || numberAttribute(group, "emd_group_type") === undefined) continue;
    const label = parentPath(path).split("/").at(-1);
    candidates.push({ path, ...(label && { label }), facts: () => emdFacts(file, group, shape.length) });
  }
  return candidates;
}

function emdFacts(file: File, group: Group, axes: number): Hdf5Facts {
  const rows = axisStepNm(group, axes - 1);
  const columns = axisStepNm(group, axes);
  const { pixelNm, note } = squarePixelNm(columns, rows);
  const from = "EMD axis dim";
  const size: Metadata = pixelNm === undefined ? {} : { "Pixel size": { value: pixelNm, unit: "nm", from } };
  return {
    ...(pixelNm !== undefined && { pixelNm }),
    metadata: { ...size, ...groupAttributes(file, ["microscope", "sample", "user", "comments"]) },
    notes: note ? [note] : [],
  };
}

/** The step of an axis (counted from 1) in nm; undefined when its unit is no length. */
function axisStepNm(group: Group, axis: number): number | undefined {
  const dim = lookUp(group, `dim${axis}`);
  if (!isDataset(dim)) return undefined;
  const perUnit = nmPerUnit(textAttribute(dim, "units"));
  const length = dim.shape?.[0] ?? 0;
  if (perUnit === undefined || length < 2) return undefined;
  const values = dim.slice([[0, 2]]);
  if (!ArrayBuffer.isView(values)) return undefined;
  const [first, second] = Array.from(values as Float64Array, Number);
  return Math.abs(second! - first!) * perUnit;
}

/** The attributes of the groups in which EMD files keep what is known of the measurement. */
function groupAttributes(file: File, names: readonly string[]): Metadata {
  const metadata: Record<string, MetadataEntry> = {};
  for (const name of names) {
    const group = lookUp(file, name);
    if (!isGroup(group)) continue;
    for (const key of Object.keys(group.attrs).slice(0, 40)) {
      const value = textAttribute(group, key) ?? numberAttribute(group, key);
      if (value !== undefined && value !== "") metadata[key] = { value, from: `EMD group ${name}` };
    }
  }
  return metadata;
}
