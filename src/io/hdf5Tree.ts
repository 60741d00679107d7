import type { Attribute, Dataset, Entity, File, Group } from "h5wasm/node";

/** A dataset of a file by its path. */
export interface Hdf5Entry {
  readonly path: string;
  /** Lengths of the axes. @unitless */
  readonly shape: readonly number[];
  /** True for whole numbers, floating-point numbers and truth values. */
  readonly numeric: boolean;
}

/** More objects, or deeper groups, than these are not looked at: a file can link a group into itself. */
const mostObjects = 20_000;
const deepest = 24;

export function isDataset(entity: Entity | null): entity is Dataset {
  return entity !== null && "slice" in entity;
}

export function isGroup(entity: Entity | null): entity is Group {
  return entity !== null && "create_group" in entity;
}

/** What lies at a path of a file or group; null when there is nothing, or only a link into nothing. */
export function lookUp(group: Group, path: string): Entity | null {
  try {
    return group.get(path);
  } catch {
    return null;
  }
}

/** Lists the datasets of a file, group by group; links to other places are left out, so each dataset comes once. */
export function listDatasets(file: File): Hdf5Entry[] {
  const entries: Hdf5Entry[] = [];
  let met = 0;
  const walk = (group: Group, path: string, depth: number) => {
    for (const key of group.keys()) {
      if (++met > mostObjects) return;
      if (isLink(file, `${path}/${key}`)) continue;
      const child = lookUp(group, key);
      if (isGroup(child) && depth < deepest) walk(child, `${path}/${key}`, depth + 1);
      else if (isDataset(child)) entries.push(entryOf(child, `${path}/${key}`));
    }
  };
  walk(file, "", 0);
  return entries;
}

function isLink(file: File, path: string): boolean {
  try {
    return file.get_link(path) !== null;
  } catch {
    return false;
  }
}

function entryOf(dataset: Dataset, path: string): Hdf5Entry {
  const { type, shape } = dataset.metadata;
  return { path, shape: shape ?? [], numeric: type === 0 || type === 1 || type === 8 };
}

/** The group that a path of a dataset lies in. */
export function parentPath(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

/** An attribute as a number; undefined when it is none. */
export function numberAttribute(of: { attrs: Record<string, Attribute> } | null, name: string): number | undefined {
  const value = attributeValue(of, name);
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** An attribute as text; undefined when it is none. */
export function textAttribute(of: { attrs: Record<string, Attribute> } | null, name: string): string | undefined {
  const value = attributeValue(of, name);
  return typeof value === "string" ? value : undefined;
}

/** Attributes of one value come as such or as an array of one. */
function attributeValue(of: { attrs: Record<string, Attribute> } | null, name: string): unknown {
  const value: unknown = of?.attrs[name]?.value;
  const many = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  return many && (value as ArrayLike<unknown>).length === 1 ? (value as ArrayLike<unknown>)[0] : value;
}
