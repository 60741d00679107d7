import type { File } from "h5wasm/node";
import { closestName } from "../core/closestName.js";
import { EmError } from "../core/error.js";
import { badFile } from "./badFile.js";
import { findEmdImages } from "./emdBerkeley.js";
import { findVeloxImages } from "./emdVelox.js";
import type { Hdf5Candidate } from "./hdf5Candidate.js";
import type { Hdf5Request } from "./hdf5Request.js";
import { type Hdf5Entry, isDataset, lookUp } from "./hdf5Tree.js";
import { findHyperspyImages } from "./hyperspyFile.js";

/** The images that a file holds: by the layouts that are known, else every dataset that is an image by its shape. */
export function candidatesOf(file: File, entries: readonly Hdf5Entry[]): Hdf5Candidate[] {
  for (const find of [findVeloxImages, findEmdImages, findHyperspyImages]) {
    const found = find(file, entries);
    if (found.length > 0) return found;
  }
  return entries.filter(isImageLike).map(plainCandidate);
}

function plainCandidate({ path }: { readonly path: string }): Hdf5Candidate {
  return { path, facts: () => ({ metadata: {}, notes: [] }) };
}

function isImageLike({ shape, numeric }: Hdf5Entry): boolean {
  return numeric && shape.length >= 2 && shape.slice(-2).every((n) => n > 3);
}

/** The image that is asked for, or the only one. Errors: BadOption for a name that is not there, BadFile when there is not one image. */
export function chooseDataset(
  request: Hdf5Request,
  file: File,
  candidates: readonly Hdf5Candidate[],
  entries: readonly Hdf5Entry[],
): Hdf5Candidate {
  const { name, dataset } = request;
  if (dataset !== undefined) {
    const path = `/${dataset.replace(/^\/+|\/+$/g, "")}`;
    const named = candidates.find((c) => c.path === path || c.label === dataset || c.path === `${path}/data`);
    if (named) return named;
    if (isDataset(lookUp(file, path))) return plainCandidate({ path });
    throw noSuchDataset(name, dataset, candidates, entries);
  }
  if (candidates.length === 1) return candidates[0]!;
  throw notOne(name, candidates, entries);
}

function noSuchDataset(
  name: string,
  wanted: string,
  candidates: readonly Hdf5Candidate[],
  entries: readonly Hdf5Entry[],
): EmError {
  const names = [...candidates.flatMap(({ label }) => label ?? []), ...entries.map((entry) => entry.path)];
  const near = closestName(wanted, names) ?? closestName(`/${wanted}`, names);
  return new EmError("BadOption", `${name} has no dataset "${wanted}"`, {
    fix: near ? `Did you mean ${near}?` : `It has: ${names.slice(0, 30).join(", ") || "no dataset"}.`,
  });
}

function notOne(name: string, candidates: readonly Hdf5Candidate[], entries: readonly Hdf5Entry[]): EmError {
  const describe = (path: string, label?: string) => {
    const shape = entries.find((entry) => entry.path === path)?.shape.join(" x ");
    return `${label ? `"${label}" at ` : ""}${path} (${shape || "one value"})`;
  };
  if (candidates.length === 0) {
    const list = entries.slice(0, 20).map((entry) => describe(entry.path));
    return badFile(
      name,
      `it holds no dataset that is an image by its shape${list.length > 0 ? `; it has ${list.join(", ")}` : ""}`,
      'If one of them is an image, name it: em.open(path, { dataset: "/path" }).',
    );
  }
  const list = candidates.slice(0, 20).map(({ path, label }) => describe(path, label));
  return badFile(
    name,
    `it holds ${candidates.length} images: ${list.join(", ")}${candidates.length > 20 ? ", …" : ""}`,
    `Say which: em.open(path, { dataset: "${candidates[0]!.label ?? candidates[0]!.path}" }).`,
  );
}
